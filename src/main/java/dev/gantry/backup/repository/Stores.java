package dev.gantry.backup.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.node.ObjectNode;

/** Gathers what is told of stores, and counts their entries. */
final class Stores {
    private final Map<String, StoreCount> standard = new TreeMap<>();
    private final Map<String, StoreCount> ordered = new TreeMap<>();

    /** What was seen of a store; of several looks at one the last counts, unless one saw it lost. */
    void saw(ObjectNode row) {
        String name = StagedEntries.text(row, "store");
        StoreCount before = standard.getOrDefault(name, new StoreCount(name, false, "", "", false, 0));
        String created = StagedEntries.text(row, "created");
        standard.put(
                name,
                new StoreCount(
                        name,
                        false,
                        created.isEmpty() ? before.created() : created,
                        StagedEntries.text(row, "expires"),
                        before.lost() || row.path("lost").asBoolean(false),
                        before.entries()));
    }

    void countEntry(ObjectNode row) {
        boolean isOrdered = row.path(Columns.ORDERED).asBoolean(false);
        String name = StagedEntries.text(row, Columns.STORE);
        (isOrdered ? ordered : standard)
                .merge(
                        name,
                        new StoreCount(name, isOrdered, "", "", false, 1),
                        (before, one) -> new StoreCount(
                                name,
                                isOrdered,
                                before.created(),
                                before.expires(),
                                before.lost(),
                                before.entries() + 1));
    }

    List<StoreCount> all() {
        List<StoreCount> all = new ArrayList<>(standard.values());
        all.addAll(ordered.values());
        return all;
    }
}
