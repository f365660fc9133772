package dev.gantry.sink.schema;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names that differ only in upper and lower case, which most tools take for one.
 *
 * @param first two of them, for people; empty if there are none
 */
record CaseClashes(Set<String> folded, String first) {

    static CaseClashes in(List<String> names) {
        Map<String, String> seen = new HashMap<>();
        Set<String> clashing = new HashSet<>();
        String first = "";
        for (String name : names) {
            String other = seen.put(folded(name), name);
            if (other != null) {
                clashing.add(folded(name));
                first = first.isEmpty() ? other + " and " + name : first;
            }
        }
        return new CaseClashes(clashing, first);
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    boolean has(String name) {
        return folded.contains(folded(name));
    }
}
