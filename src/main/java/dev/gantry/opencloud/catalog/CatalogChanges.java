package dev.gantry.opencloud.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How one catalogue differs from another, by the ids of operations in their order.
 *
 * @param added those that only the newer one has
 * @param removed those that only the older one has
 * @param changed those of which any fact differs
 */
public record CatalogChanges(List<String> added, List<String> removed, List<Changed> changed) {

    /** @param facts each as {@code owner 300/minute -> 150/minute} */
    public record Changed(String id, List<String> facts) {
        public Changed {
            facts = List.copyOf(facts);
        }
    }

    public CatalogChanges {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        changed = List.copyOf(changed);
    }

    /** Compares two. */
    public static CatalogChanges between(Catalog older, Catalog newer) {
        Map<String, ApiOperation> before = byId(older);
        Map<String, ApiOperation> after = byId(newer);
        List<String> added = new ArrayList<>(new TreeSet<>(after.keySet()));
        added.removeAll(before.keySet());
        List<String> removed = new ArrayList<>(before.keySet());
        removed.removeAll(after.keySet());
        List<Changed> changed = new ArrayList<>();
        before.forEach((id, operation) -> {
            List<String> facts = after.containsKey(id)
                    ? OperationFacts.differences(operation, after.getOrDefault(id, operation))
                    : List.of();
            if (!facts.isEmpty()) {
                changed.add(new Changed(id, facts));
            }
        });
        return new CatalogChanges(added, removed, changed);
    }

    /** Whether both are the same. */
    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
    }

    private static Map<String, ApiOperation> byId(Catalog catalog) {
        return catalog.operations().stream()
                .collect(Collectors.toMap(ApiOperation::id, Function.identity(), (one, other) -> other, TreeMap::new));
    }
}
