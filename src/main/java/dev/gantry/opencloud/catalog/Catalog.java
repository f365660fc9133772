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
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Every operation of Open Cloud, feature by feature. */
public final class Catalog {
    /** The file that names the others, in their order. */
    static final String INDEX = "features.txt";

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

    /** The one with an id, whatever its case, or with a request such as {@code GET /v1/users/{userId}}. */
    public Optional<ApiOperation> find(String id) {
        ApiOperation exact = operations.get(id);
        return exact == null
                ? operations.values().stream()
                        .filter(operation -> operation.id().equalsIgnoreCase(id)
                                || operation.request().equals(id))
                        .findFirst()
                : Optional.of(exact);
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
                .forEach(variants ->
                        variants.sort(Comparator.comparingInt(operation -> operation.variables().size())));
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
        List<Map<String, Object>> lines = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        lines.forEach(line -> {
            ApiOperation operation = operation(feature, line);
            operations.put(operation.id(), operation);
        });
    }

    private static ApiOperation operation(String feature, Map<String, Object> line) {
        String method = METHODS.stream()
                .filter(line::containsKey)
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
                !method.equals("get") && !line.containsKey("asks"),
                new ApiOperation.Access(texts(line, "takes"), line.containsKey("open"), texts(line, "scopes")),
                new ApiOperation.Limits(text(line, "owner"), text(line, "token")),
                paging(text(line, "resource"), line.get("page")),
                text(line, "stability"),
                line.containsKey("long-running"),
                line.containsKey("deprecated"),
                texts(line, "instead"));
    }

    private static Optional<ApiOperation.Paging> paging(String resource, @Nullable Object page) {
        return page instanceof Map<?, ?> shape
                ? Optional.of(new ApiOperation.Paging(
                        resource,
                        text(shape, "rows"),
                        text(shape, "from"),
                        text(shape, "next"),
                        text(shape, "size"),
                        number(shape, "usual", 0),
                        number(shape, "most", 0),
                        number(shape, "first", text(shape, "from").startsWith("page") ? 1 : 0),
                        shape.containsKey("in")))
                : Optional.empty();
    }

    private static List<ApiOperation.Parameter> parameters(Map<String, Object> line, String place) {
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

    private static List<String> texts(Map<String, Object> line, String name) {
        List<String> texts = new ArrayList<>();
        if (line.get(name) instanceof List<?> list) {
            list.forEach(each -> texts.add(String.valueOf(each)));
        }
        return texts;
    }

    private static String text(Map<?, ?> line, String name) {
        Object value = line.get(name);
        return value == null ? "" : value.toString();
    }

    private static int number(Map<?, ?> shape, String name, int absent) {
        return shape.get(name) instanceof Integer number ? number : absent;
    }
}
