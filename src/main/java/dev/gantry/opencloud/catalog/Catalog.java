package dev.gantry.opencloud.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every operation of Open Cloud, feature by feature. */
public final class Catalog {
    /** The file that names the others, in their order. */
    static final String INDEX = "features.txt";

    /** What a line of a YAML list begins with; the rest is JSON but for the quotes that its names lack. */
    private static final String ITEM = "- ";

    private static final JsonMapper LINES = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
            .build();

    private static final List<String> METHODS = List.of("get", "post", "patch", "put", "delete");

    private final Map<String, ApiOperation> operations = new LinkedHashMap<>();

    private Catalog() {}

    private static final class OfProgram {
        static final Catalog CATALOG = read();
    }

    /** The one that comes with the program; read when it is first asked for. */
    public static Catalog ofProgram() {
        return OfProgram.CATALOG;
    }

    private static Catalog read() {
        Catalog catalog = new Catalog();
        resource(INDEX).lines().forEach(feature -> catalog.add(feature, resource(feature + ".yml")));
        return catalog;
    }

    /**
     * That of files' texts.
     *
     * @param files by name, as {@link OpenApiDocument#files} makes them
     */
    public static Catalog of(Map<String, String> files) {
        Catalog catalog = new Catalog();
        files.forEach((name, text) -> {
            if (name.endsWith(".yml")) {
                catalog.add(name.substring(0, name.length() - ".yml".length()), text);
            }
        });
        return catalog;
    }

    /** All of them. */
    public Collection<ApiOperation> operations() {
        return operations.values();
    }

    /**
     * The one with exactly this id, which the program relies on.
     *
     * @throws IllegalStateException if the catalogue lacks it
     */
    public ApiOperation operation(String id) {
        ApiOperation operation = operations.get(id);
        if (operation == null) {
            throw new IllegalStateException("The catalogue has no operation " + id);
        }
        return operation;
    }

    /**
     * The one with an id, whatever its case, or with a request such as {@code GET /v1/users/{userId}}, whatever its
     * variables are called.
     */
    public Optional<ApiOperation> find(String id) {
        ApiOperation exact = operations.get(id);
        if (exact != null) {
            return Optional.of(exact);
        }
        String request = unnamed(id);
        return operations.values().stream()
                .filter(operation -> operation.id().equalsIgnoreCase(id)
                        || unnamed(operation.request()).equals(request))
                .findFirst();
    }

    private static String unnamed(String request) {
        return request.replaceAll("\\{[^}]*}", "{}");
    }

    /** Every part of Open Cloud, by name. */
    public Set<String> features() {
        return operations.values().stream()
                .flatMap(operation -> operation.features().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The paged lists by the names that jobs use, in the order of these; of several operations, those with fewer variables first. */
    public Map<String, List<ApiOperation>> resources() {
        Map<String, List<ApiOperation>> resources = new TreeMap<>();
        for (ApiOperation operation : operations.values()) {
            operation
                    .paging()
                    .ifPresent(page -> resources
                            .computeIfAbsent(page.resource(), name -> new ArrayList<>())
                            .add(operation));
        }
        resources
                .values()
                .forEach(variants -> variants.sort(Comparator.comparingInt(
                        operation -> operation.variables().size())));
        return resources;
    }

    static String resource(String name) {
        try (InputStream bytes = Catalog.class.getResourceAsStream("/catalog/" + name)) {
            if (bytes == null) {
                throw new IllegalStateException("The program lacks its file catalog/" + name);
            }
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The program's file catalog/" + name + " cannot be read", unreadable);
        }
    }

    private void add(String feature, String text) {
        text.lines().forEach(line -> {
            ApiOperation operation = operation(feature, LINES.readTree(line.substring(ITEM.length())));
            operations.put(operation.id(), operation);
        });
    }

    private static ApiOperation operation(String feature, JsonNode line) {
        String method = METHODS.stream()
                .filter(line::has)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no method in " + line));
        String address = text(line, method);
        boolean isElsewhere = !address.startsWith("/");
        List<String> features = new ArrayList<>(List.of(feature));
        features.addAll(texts(line, "also"));
        return new ApiOperation(
                text(line, "id"),
                features,
                method.toUpperCase(Locale.ROOT),
                isElsewhere ? address.substring(0, address.indexOf('/')) : ApiOperation.MAIN_HOST,
                isElsewhere ? address.substring(address.indexOf('/')) : address,
                parameters(line, "query"),
                parameters(line, "headers"),
                text(line, "body"),
                !method.equals("get") && !line.has("asks"),
                new ApiOperation.Access(texts(line, "takes"), line.has("open"), texts(line, "scopes")),
                new ApiOperation.Limits(text(line, "owner"), text(line, "token")),
                paging(text(line, "resource"), line.path("page")),
                text(line, "stability"),
                line.has("long-running"),
                line.has("deprecated"),
                texts(line, "instead"));
    }

    private static Optional<ApiOperation.Paging> paging(String resource, JsonNode shape) {
        return shape.isObject()
                ? Optional.of(new ApiOperation.Paging(
                        resource,
                        text(shape, "rows"),
                        text(shape, "from"),
                        text(shape, "next"),
                        text(shape, "size"),
                        number(shape, "usual", 0),
                        number(shape, "most", 0),
                        number(shape, "first", text(shape, "from").startsWith("page") ? 1 : 0),
                        shape.has("in")))
                : Optional.empty();
    }

    private static List<ApiOperation.Parameter> parameters(JsonNode line, String place) {
        return texts(line, place).stream().map(Catalog::parameter).toList();
    }

    /** A name and its marks, as {@link OpenApiDocument} writes them. */
    private static ApiOperation.Parameter parameter(String written) {
        ApiOperation.Parameter.Form form = written.endsWith(",")
                ? ApiOperation.Parameter.Form.JOINED
                : written.endsWith("&") ? ApiOperation.Parameter.Form.REPEATED : ApiOperation.Parameter.Form.SINGLE;
        String name = written.replaceAll("[,&]$", "");
        return new ApiOperation.Parameter(name.replaceAll("\\*$", ""), name.endsWith("*"), form);
    }

    private static List<String> texts(JsonNode line, String name) {
        return line.path(name).valueStream().map(JsonNode::asString).toList();
    }

    private static String text(JsonNode line, String name) {
        return line.path(name).asString("");
    }

    private static int number(JsonNode shape, String name, int absent) {
        return shape.path(name).asInt(absent);
    }
}
