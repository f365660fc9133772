package dev.gantry.backup.repository;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is different between two backups of a repository. What both have in the same row of the same part is the same, so
 * memory and time go by what may be different.
 */
public final class CompareBackups {
    private final Backup before;
    private final Backup after;
    private final Map<List<String>, Sides> different = new TreeMap<>((one, other) -> {
        for (int i = 0; i < one.size(); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    });

    private record Place(Part part, long row, String content) {}

    private static final class Sides {
        private @Nullable Place before;
        private @Nullable Place after;
    }

    /** What happened to a key from the one to the other. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /** A key that is different. */
    public record Difference(Kind kind, Optional<Entry> before, Optional<Entry> after) {}

    private CompareBackups(Backup before, Backup after) {
        this.before = before;
        this.after = after;
    }

    public static CompareBackups of(Backup before, Backup after) {
        CompareBackups compared = new CompareBackups(before, after);
        compared.gather(before, after, true);
        compared.gather(after, before, false);
        compared.different.values().removeIf(CompareBackups::areSame);
        return compared;
    }

    private static boolean areSame(Sides sides) {
        return sides.before != null
                && sides.after != null
                && sides.before.content().equals(sides.after.content());
    }

    private void gather(Backup one, Backup other, boolean isBefore) {
        Map<String, BitSet> others = new HashMap<>();
        other.manifest().parts().forEach(part -> others.put(part.entries().name(), other.superseded(part)));
        for (Part part : one.manifest().parts()) {
            @Nullable BitSet notThere = others.get(part.entries().name());
            if (notThere != null && notThere.equals(one.superseded(part))) {
                continue;
            }
            one.keys(part, (row, json) -> {
                if (notThere == null || notThere.get(Math.toIntExact(row))) {
                    Sides sides = different.computeIfAbsent(key(json), key -> new Sides());
                    Place place =
                            new Place(part, row, json.path(Columns.CONTENT).asString());
                    if (isBefore) {
                        sides.before = place;
                    } else {
                        sides.after = place;
                    }
                }
            });
        }
    }

    private static List<String> key(JsonNode row) {
        return List.of(
                row.path(Columns.STORE).asString(),
                row.path(Columns.SCOPE).asString(),
                row.path(Columns.ID).asString(),
                row.path(Columns.ORDERED).asBoolean() ? "ordered" : "");
    }

    private static Kind kind(Sides sides) {
        return sides.before == null ? Kind.ADDED : sides.after == null ? Kind.REMOVED : Kind.CHANGED;
    }

    /** How many of each kind there are in each store. */
    public Map<String, Map<Kind, Long>> counts() {
        Map<String, Map<Kind, Long>> counts = new TreeMap<>();
        different.forEach((key, sides) ->
                counts.computeIfAbsent(key.getFirst(), store -> new TreeMap<>()).merge(kind(sides), 1L, Long::sum));
        return counts;
    }

    public long size() {
        return different.size();
    }

    /** The first so many, with what the entries are, in the order of their keys. */
    public List<Difference> first(int most) {
        Map<List<String>, Sides> some = new LinkedHashMap<>();
        different.entrySet().stream().limit(most).forEach(entry -> some.put(entry.getKey(), entry.getValue()));
        Map<Place, Entry> entries = new HashMap<>();
        read(before, some.values().stream().map(sides -> sides.before).toList(), entries);
        read(after, some.values().stream().map(sides -> sides.after).toList(), entries);
        List<Difference> first = new ArrayList<>();
        some.values()
                .forEach(sides -> first.add(new Difference(
                        kind(sides),
                        Optional.ofNullable(sides.before).map(entries::get),
                        Optional.ofNullable(sides.after).map(entries::get))));
        return first;
    }

    private static void read(Backup backup, List<@Nullable Place> places, Map<Place, Entry> into) {
        Map<Part, Map<Long, Place>> byPart = new HashMap<>();
        for (@Nullable Place place : places) {
            if (place != null) {
                byPart.computeIfAbsent(place.part(), part -> new HashMap<>()).put(place.row(), place);
            }
        }
        byPart.forEach((part, rows) -> backup.entries(part, (row, json) -> {
            @Nullable Place place = rows.get(row);
            if (place != null) {
                into.put(place, Entry.of(json));
            }
        }));
    }
}
