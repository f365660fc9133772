package dev.gantry.opencloud.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What each paged list is called in a job: the names that people chose, and for a new list one by its path. */
final class ResourceNames {
    static final String FILE = "names.txt";

    private final Map<String, String> byOperation;

    private ResourceNames(Map<String, String> byOperation) {
        this.byOperation = byOperation;
    }

    static ResourceNames ofProgram() {
        return parse(Catalog.resource(FILE));
    }

    /** @param text lines of a name and the operation that it is for; {@code #} begins a remark */
    static ResourceNames parse(String text) {
        Map<String, String> names = new TreeMap<>();
        text.lines()
                .filter(line -> !line.startsWith("#") && line.contains(" "))
                .forEach(line ->
                        names.put(line.substring(line.indexOf(' ') + 1).strip(), line.substring(0, line.indexOf(' '))));
        return new ResourceNames(names);
    }

    /** The name of the list that an operation gives. */
    String of(String operation, String path) {
        return byOperation.getOrDefault(operation, byPath(path));
    }

    /** The operations whose lists somebody named, in their order. */
    Set<String> operations() {
        return byOperation.keySet();
    }

    /** Whether somebody chose it. */
    boolean isChosen(String operation) {
        return byOperation.containsKey(operation);
    }

    /** {@code /v1/groups/{groupId}/wall/posts} gives {@code group-wall-posts}. */
    private static String byPath(String path) {
        List<String> words = new ArrayList<>();
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean owns = i + 1 < segments.length && segments[i + 1].startsWith("{");
            String word = ParameterName.kebab(segments[i].replaceAll("[{}]", "").replace(':', '-'));
            if (segments[i].startsWith("{") || word.matches("v[0-9]+|cloud|legacy-.*|.*-api")) {
                continue;
            }
            words.add(owns && word.endsWith("s") ? word.substring(0, word.length() - 1) : word);
        }
        return words.isEmpty() ? "list" : String.join("-", words).replaceAll("[^a-z0-9-]", "");
    }
}
