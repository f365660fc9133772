package dev.gantry.emulator.datastore;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

import org.jspecify.annotations.Nullable;

/** The entries of one scope: those that were written, over those that are seeded and made on read. */
final class Scope {
    private final ConcurrentSkipListMap<String, Entry> written = new ConcurrentSkipListMap<>();
    private final SeededPlayers seeded;

    Scope(SeededPlayers seeded) {
        this.seeded = seeded;
    }

    /** A step from what an entry is, empty when there is none, to what it becomes. Throws to change nothing. */
    interface Change {
        Entry apply(Optional<Entry> current);
    }

    Optional<Entry> find(String id, Instant now) {
        return current(id, written.get(id), now);
    }

    /** Changes one entry atomically; the change may be tried more than once. Returns what the entry became. */
    Entry change(String id, Instant now, Change change) {
        Entry changed = written.compute(id, (key, known) -> change.apply(current(id, known, now)));
        if (changed == null) {
            throw new IllegalStateException("A change of entry " + id + " must leave an entry");
        }
        return changed;
    }

    /**
     * Ids in order.
     *
     * @param after only ids that come later in the order; empty for all
     * @param most stop after so many
     * @param showDeleted whether entries marked as deleted are listed too
     */
    List<String> list(String prefix, String after, int most, boolean showDeleted, Instant now) {
        List<String> ids = new ArrayList<>();
        boolean atPrefix = after.compareTo(prefix) < 0;
        String id = atPrefix ? first(written.ceilingKey(prefix), seeded.ceiling(prefix)) : next(after);
        while (id != null && id.startsWith(prefix) && ids.size() < most) {
            if (isListed(id, showDeleted, now)) {
                ids.add(id);
            }
            id = next(id);
        }
        return ids;
    }

    private @Nullable String next(String id) {
        return first(written.higherKey(id), seeded.higher(id));
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }

    private boolean isListed(String id, boolean showDeleted, Instant now) {
        Entry entry = written.get(id);
        return entry == null || entry.isLive() || (showDeleted && !entry.isGone(now));
    }

    private Optional<Entry> current(String id, @Nullable Entry known, Instant now) {
        return known == null
                ? seeded.find(id)
                : Optional.of(known).filter(entry -> !entry.isGone(now)).map(entry -> entry.keptAt(now));
    }
}
