package dev.gantry.opencloud;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;

/**
 * Where to ask after a long-running operation. Its path comes with the version's prefix ({@code cloud/v2/...}) or without, and
 * without means that of the request which began it, or, for an upload that another family began, that of assets.
 */
final class OperationPath {

    /** What the path of every operation holds. */
    static final String MARK = "operations/";

    /** Only such a path is put into an address. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_.~:@-]+(?:/[A-Za-z0-9_.~:@-]+)*");

    private static final List<ApiOperation> POLLS = Catalog.ofProgram().operations().stream()
            .filter(operation -> operation.isLongRunning()
                    && operation.method().equals("GET")
                    && operation.path().contains("/" + MARK))
            .toList();

    private OperationPath() {}

    /**
     * The request that asks after it.
     *
     * @param started the request that began it
     * @throws OpenCloudException.Unusable if the path is none
     */
    static Request poll(Request started, String path) {
        String plain = path.startsWith("/") ? path.substring(1) : path;
        if (!HARMLESS.matcher(plain).matches() || plain.contains("..")) {
            throw new OpenCloudException.Unusable(started.operation().id()
                    + " began something that takes longer, but did not say where to ask after it, so what becomes of it is"
                    + " not known. Look later what became of it.");
        }
        String own = version(started.operation().path()) + "/" + plain;
        return Stream.of("/" + plain, own, "/assets/v1/" + plain)
                .flatMap(address -> known(address).stream())
                .findFirst()
                .orElseGet(() -> Request.of(unknown(started.operation(), own)))
                .withQueryOf(started);
    }

    /** The first two segments of a path. */
    private static String version(String path) {
        int second = path.indexOf('/', 1);
        int third = path.indexOf('/', second + 1);
        return path.substring(0, third < 0 ? path.length() : third);
    }

    private static Optional<Request> known(String address) {
        return POLLS.stream()
                .flatMap(poll -> variables(poll.path(), address).map(found -> filled(Request.of(poll), found)).stream())
                .findFirst();
    }

    private static Request filled(Request request, Map<String, String> variables) {
        Request filled = request;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            filled = filled.withVariable(variable.getKey(), variable.getValue());
        }
        return filled;
    }

    private static Optional<Map<String, String>> variables(String pattern, String address) {
        String[] names = pattern.split("/", -1);
        String[] values = address.split("/", -1);
        if (names.length != values.length) {
            return Optional.empty();
        }
        Map<String, String> found = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            if (names[i].startsWith("{") && names[i].endsWith("}")) {
                found.put(names[i].substring(1, names[i].length() - 1), values[i]);
            } else if (!names[i].equals(values[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    /** Something that the catalogue lacks, asked after by whoever may begin it. */
    private static ApiOperation unknown(ApiOperation started, String path) {
        return new ApiOperation(
                started.id(),
                started.features(),
                "GET",
                started.host(),
                path,
                started.query(),
                List.of(),
                "",
                false,
                started.access(),
                started.limits(),
                Optional.empty(),
                started.stability(),
                true,
                started.isDeprecated(),
                List.of());
    }
}
