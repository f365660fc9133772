package dev.gantry.emulator.ordered;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The entries of one scope of an ordered data store, by id and by value. Belongs to the event loop. */
final class OrderedScope {
    private final Map<String, Entry> byId = new HashMap<>();
    private final TreeSet<Entry> byValue = new TreeSet<>();

    /** An entry; ties of value are listed by id. */
    record Entry(String id, long value) implements Comparable<Entry> {
        private static final Comparator<Entry> ORDER =
                Comparator.comparingLong(Entry::value).thenComparing(Entry::id);

        @Override
        public int compareTo(Entry other) {
            return ORDER.compare(this, other);
        }
    }

    Optional<Entry> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Entry put(String id, long value) {
        remove(id);
        Entry entry = new Entry(id, value);
        byId.put(id, entry);
        byValue.add(entry);
        return entry;
    }

    /** Returns whether there was one. */
    boolean remove(String id) {
        Entry known = byId.remove(id);
        return known != null && byValue.remove(known);
    }

    /**
     * Entries in a range of values, at most so many.
     *
     * @param after only what comes later in the order
     */
    List<Entry> list(ValueRange range, boolean descending, Optional<Entry> after, int most) {
        NavigableSet<Entry> inRange = byValue.tailSet(new Entry("", range.least()), true);
        if (range.most() < Long.MAX_VALUE) {
            inRange = inRange.headSet(new Entry("", range.most() + 1), false);
        }
        NavigableSet<Entry> ordered = descending ? inRange.descendingSet() : inRange;
        Stream<Entry> later = ordered.stream();
        if (after.isPresent()) {
            later = ordered.tailSet(after.get(), false).stream();
        }
        return later.limit(most).toList();
    }
}
