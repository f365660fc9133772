package dev.gantry.opencloud.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * How one catalogue differs from another, by the ids of operations in their order.
 *
 * @param added those that only the newer one has
 * @param removed those that only the older one has
 * @param changed those of which any fact differs
 */
public record CatalogChanges(List<String> added, List<String> removed, List<String> changed) {

    public CatalogChanges {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        changed = List.copyOf(changed);
    }

    /** Compares two. */
    public static CatalogChanges between(Catalog older, Catalog newer) {
        Set<String> ids = new TreeSet<>();
        older.operations().forEach(operation -> ids.add(operation.id()));
        newer.operations().forEach(operation -> ids.add(operation.id()));
        List<String> added = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        for (String id : ids) {
            var before = older.find(id);
            var after = newer.find(id);
            if (before.isEmpty()) {
                added.add(id);
            } else if (after.isEmpty()) {
                removed.add(id);
            } else if (!Objects.equals(before, after)) {
                changed.add(id);
            }
        }
        return new CatalogChanges(added, removed, changed);
    }

    /** Whether both are the same. */
    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
    }
}
