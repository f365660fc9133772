package dev.gantry.opencloud;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.http.Content;
import dev.gantry.opencloud.http.FileContent;
import dev.gantry.opencloud.http.Header;
import dev.gantry.opencloud.http.Json;
import dev.gantry.opencloud.http.LocalFileFailed;
import dev.gantry.opencloud.http.Multipart;
import dev.gantry.opencloud.http.PathSegment;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One call of an operation, filled in: variables of its path, query, headers and body. Immutable; each {@code with...}
 * returns another one.
 */
public final class Request {

    /** Headers that only credentials set, and those that the body's length and type decide. */
    private static final Set<String> RESERVED =
            Set.of("x-api-key", "authorization", "cookie", "x-csrf-token", "content-length", "content-type", "host");

    private final ApiOperation operation;
    private final @Nullable UniverseId universe;
    private final Address address;
    private final List<Header> headers;
    private final Content content;
    private final boolean isRepeatable;

    /**
     * @param variables of the path
     * @param query percent-encoded {@code name=value}
     * @param made the target, where it is made already
     */
    private record Address(
            Map<String, String> variables,
            List<String> query,
            @Nullable String made) {
        static final Address EMPTY = new Address(Map.of(), List.of(), null);
    }

    private Request(
            ApiOperation operation,
            @Nullable UniverseId universe,
            Address address,
            List<Header> headers,
            Content content,
            boolean isRepeatable) {
        this.operation = operation;
        this.universe = universe;
        this.address = address;
        this.headers = headers;
        this.content = content;
        this.isRepeatable = isRepeatable;
    }

    /** A call whose path and query are still to be filled in. */
    public static Request of(ApiOperation operation) {
        return new Request(operation, null, Address.EMPTY, List.of(), Content.none(), false);
    }

    /** A call of a path and query that are made already, for whoever makes very many. */
    static Request of(ApiOperation operation, UniverseId universe, String target) {
        Address address = new Address(Map.of(), List.of(), target);
        return new Request(operation, universe, address, List.of(), Content.none(), false);
    }

    /** Fills in a variable of the path, whatever characters the value holds. */
    public Request withVariable(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(address.variables());
        more.put(name, value);
        boolean isUniverse = name.equals("universe_id") || name.equals("universeId");
        return new Request(
                operation,
                isUniverse ? UniverseId.parse(value) : universe,
                new Address(more, address.query(), address.made()),
                headers,
                content,
                isRepeatable);
    }

    /** Adds a parameter to the query; the same name may be added several times. */
    public Request withQuery(String name, String value) {
        return withQuery(List.of(PathSegment.encode(name) + "=" + PathSegment.encode(value)));
    }

    private Request withQuery(List<String> encoded) {
        List<String> more = new ArrayList<>(address.query());
        more.addAll(encoded);
        Address longer = new Address(address.variables(), more, address.made());
        return new Request(operation, universe, longer, headers, content, isRepeatable);
    }

    /** @throws IllegalArgumentException if it is one that only credentials and bodies set, or holds other than ASCII */
    public Request withHeader(String name, String value) {
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the header " + name + " is set by Gantry alone");
        }
        List<Header> more = new ArrayList<>(headers);
        more.removeIf(header -> header.name().equalsIgnoreCase(name));
        more.add(new Header(name, value));
        return new Request(operation, universe, address, List.copyOf(more), content, isRepeatable);
    }

    public Request withBody(JsonNode json) {
        return withContent(Content.json(Json.bytes(json)));
    }

    /** A body that is JSON already. */
    public Request withJson(byte[] json) {
        return withContent(Content.json(json));
    }

    /** Fields as {@code application/x-www-form-urlencoded}. */
    public Request withForm(Map<String, String> fields) {
        return withContent(Content.form(fields));
    }

    /**
     * A file as the whole body, read in pieces while it is sent.
     *
     * @param contentType as {@code application/octet-stream}
     * @throws OpenCloudException.FileFailed if there is no such file
     */
    public Request withFile(Path file, String contentType) {
        try {
            return withContent(FileContent.of(file, contentType));
        } catch (LocalFileFailed failed) {
            throw Refusal.fileFailed(operation, failed);
        }
    }

    /** A field of a body of several parts. */
    public Request withPart(String name, String value) {
        return withContent(parts().withField(name, value));
    }

    /** A field of a body of several parts that holds JSON. */
    public Request withPart(String name, JsonNode json) {
        return withPart(name, new String(Json.bytes(json), StandardCharsets.UTF_8));
    }

    /**
     * A file in a body of several parts, read in pieces while it is sent.
     *
     * @param contentType as {@code image/png}
     * @throws OpenCloudException.FileFailed if there is no such file
     */
    public Request withFilePart(String name, Path file, String contentType) {
        try {
            return withContent(parts().withFile(name, file, contentType));
        } catch (LocalFileFailed failed) {
            throw Refusal.fileFailed(operation, failed);
        }
    }

    private Multipart parts() {
        return content instanceof Multipart parts ? parts : Multipart.empty();
    }

    private Request withContent(Content other) {
        return new Request(operation, universe, address, headers, other, isRepeatable);
    }

    /** Whatever was done by it once is not done again by its repeat, so that a write too may be repeated freely. */
    public Request repeatable() {
        return new Request(operation, universe, address, headers, content, true);
    }

    /** Adds those of another request's parameters that this one's operation has too. */
    Request withQueryOf(Request other) {
        return withQuery(other.address.query().stream()
                .filter(pair -> operation.query().stream()
                        .anyMatch(parameter -> pair.startsWith(PathSegment.encode(parameter.name()) + "=")))
                .toList());
    }

    public ApiOperation operation() {
        return operation;
    }

    /** The universe whose quota it draws on, if its path names one. */
    public Optional<UniverseId> universe() {
        return Optional.ofNullable(universe);
    }

    /** @throws IllegalStateException if a variable was not filled in */
    Call call(URI base) {
        return new Call(operation, base, target(), headers, content, isRepeatable || !operation.writes());
    }

    /** The path without its query, for texts. */
    String path() {
        return target().replaceFirst("\\?.*", "");
    }

    /** The path with its query, percent-encoded. */
    private String target() {
        if (address.made() != null) {
            return address.made();
        }
        String path = operation.path();
        for (String name : operation.variables()) {
            String value = address.variables().get(name);
            if (value == null) {
                throw new IllegalStateException(operation.id() + " needs " + name);
            }
            path = path.replace("{" + name + "}", PathSegment.encode(value));
        }
        return address.query().isEmpty() ? path : path + "?" + String.join("&", address.query());
    }
}
