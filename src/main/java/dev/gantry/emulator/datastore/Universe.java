package dev.gantry.emulator.datastore;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

import dev.gantry.emulator.wire.Refused;

/** The data stores of one universe. */
final class Universe {
    private final long id;
    private final ConcurrentSkipListMap<String, DataStore> stores = new ConcurrentSkipListMap<>();
    private Instant latestSnapshot = Instant.MIN;

    Universe(long id) {
        this.id = id;
    }

    long id() {
        return id;
    }

    /** Adds a store as it is, in place of one with its name. */
    void add(DataStore store) {
        stores.put(store.name(), store);
    }

    /** The store with a name, marked for deletion or not. */
    Optional<DataStore> find(String name, Instant now) {
        return Optional.ofNullable(stores.get(name)).filter(store -> !store.isGone(now));
    }

    /**
     * The store with a name.
     *
     * @throws Refused 404 when there is none or it is marked for deletion
     */
    DataStore existing(String name, Instant now) {
        return find(name, now)
                .filter(store -> !store.isDeleted())
                .orElseThrow(() -> Refused.notFound("There is no data store " + name + " in universe " + id));
    }

    /**
     * The store to write to, made if there is none.
     *
     * @throws Refused 404 when it is marked for deletion
     */
    DataStore forWriting(String name, Instant now) {
        DataStore store = stores.compute(
                name,
                (key, known) ->
                        known == null || known.isGone(now) ? new DataStore(name, now, SeededPlayers.none()) : known);
        if (store.isDeleted()) {
            throw Refused.notFound("Data store " + name + " of universe " + id + " is marked for deletion");
        }
        return store;
    }

    /**
     * Changes one entry, in a store that is made if there is none. A change that is refused leaves no empty store behind.
     *
     * @throws Refused 404 when the store is marked for deletion
     */
    Entry change(String store, DataStore.Key key, Instant now, Scope.Change change) {
        if (find(store, now).isEmpty()) {
            change.apply(Optional.empty());
        }
        return forWriting(store, now).change(key, now, change);
    }

    /** Stores in the order of their names, at most so many. */
    List<DataStore> list(String prefix, String after, int most, boolean showDeleted, Instant now) {
        boolean atPrefix = after.compareTo(prefix) < 0;
        return stores.tailMap(atPrefix ? prefix : after, atPrefix).values().stream()
                .takeWhile(store -> store.name().startsWith(prefix))
                .filter(store -> !store.isDeleted() || (showDeleted && !store.isGone(now)))
                .limit(most)
                .toList();
    }

    synchronized Instant latestSnapshot() {
        return latestSnapshot;
    }

    /** Takes the day's snapshot (UTC) unless it was taken. Returns whether one was. */
    synchronized boolean snapshot(Instant now) {
        boolean taken = latestSnapshot.equals(Instant.MIN) || day(latestSnapshot) < day(now);
        if (taken) {
            latestSnapshot = now;
        }
        return taken;
    }

    private static long day(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
    }
}
