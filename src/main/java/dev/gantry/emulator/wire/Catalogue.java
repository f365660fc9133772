package dev.gantry.emulator.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The facts of every operation of Roblox's document, read from the catalogue's files: one line an operation. */
public final class Catalogue {
    private static final List<String> METHODS = List.of("get", "post", "patch", "put", "delete");
    private static final String INDEX = "/catalog/features.txt";

    private final Map<String, Fact> facts = new LinkedHashMap<>();

    private Catalogue() {}

    /** The catalogue; read when it is first asked for. */
    public static Catalogue shared() {
        return Shared.CATALOGUE;
    }

    /**
     * What the document says about an operation.
     *
     * @throws IllegalArgumentException when it has none with this id
     */
    public Fact fact(String id) {
        Fact fact = facts.get(id);
        if (fact == null) {
            throw new IllegalArgumentException("The catalogue has no operation " + id);
        }
        return fact;
    }

    /** Every operation, feature by feature. */
    public Collection<Fact> facts() {
        return facts.values();
    }

    private static final class Shared {
        static final Catalogue CATALOGUE = read();

        private static Catalogue read() {
            Catalogue catalogue = new Catalogue();
            text(INDEX).lines().forEach(file -> catalogue.read("/catalog/" + file + ".yml"));
            return catalogue;
        }
    }

    private void read(String resource) {
        List<Map<String, Object>> lines = new Yaml(new SafeConstructor(new LoaderOptions())).load(text(resource));
        lines.forEach(line -> add(fact(line)));
    }

    private static String text(String resource) {
        try (InputStream bytes = Catalogue.class.getResourceAsStream(resource)) {
            if (bytes == null) {
                throw new IllegalStateException("The program lacks its file " + resource);
            }
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void add(Fact fact) {
        facts.put(fact.id(), fact);
    }

    private static Fact fact(Map<String, Object> line) {
        String method = METHODS.stream()
                .filter(line::containsKey)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No method in " + line));
        String address = text(line, method);
        boolean hasHost = !address.startsWith("/");
        return new Fact(
                text(line, "id"),
                hasHost ? address.substring(0, address.indexOf('/')) : Fact.DEFAULT_HOST,
                method.toUpperCase(Locale.ROOT),
                hasHost ? address.substring(address.indexOf('/')) : address,
                names(line, "takes").stream()
                        .map(name -> Credential.valueOf(name.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet()),
                names(line, "scopes"),
                rate(line, "owner"),
                rate(line, "token"),
                page(line.get("page")));
    }

    private static Rate rate(Map<String, Object> line, String name) {
        return line.containsKey(name) ? Rate.parse(text(line, name)) : Rate.UNLIMITED;
    }

    private static Optional<PageShape> page(@Nullable Object page) {
        if (!(page instanceof Map<?, ?> shape)) {
            return Optional.empty();
        }
        return Optional.of(new PageShape(
                text(shape, "rows"),
                text(shape, "from"),
                text(shape, "next"),
                text(shape, "size"),
                number(shape, "usual"),
                number(shape, "most"),
                text(shape, "in").equals("body")));
    }

    private static Set<String> names(Map<String, Object> line, String name) {
        return line.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.toSet())
                : Set.of();
    }

    private static String text(Map<?, ?> line, String name) {
        Object value = line.get(name);
        return value == null ? "" : value.toString();
    }

    private static int number(Map<?, ?> shape, String name) {
        return shape.get(name) instanceof Integer number ? number : 0;
    }
}
