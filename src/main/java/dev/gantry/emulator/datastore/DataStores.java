package dev.gantry.emulator.datastore;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.World;

/**
 * The standard data stores of all universes, and the way for a test to fill and inspect them without a request. What is
 * done here takes nothing from any limit and meets no fault. Universes and stores come into being with their first entry.
 */
public final class DataStores {
    private final Map<Long, Universe> universes = new ConcurrentHashMap<>();
    private final InstantSource clock;

    private DataStores(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A world's universe with the seeded stores.
     *
     * @param clock when changes without a request happen
     */
    public static DataStores seeded(InstantSource clock, World world) {
        DataStores stores = new DataStores(clock);
        SeededStores.fill(stores, world, clock.instant());
        return stores;
    }

    /**
     * Writes an entry as if a client had, whether it exists or not.
     *
     * @param json any JSON text, given back as it is
     * @throws IllegalArgumentException when a name is not 1 to 50 characters long or the text is not JSON
     */
    public void put(long universe, String store, String scope, String id, String json) {
        put(universe, store, scope, id, json, List.of(), Revision.Content.NO_ATTRIBUTES);
    }

    /**
     * Writes an entry as if a client had, whether it exists or not.
     *
     * @param json any JSON text, given back as it is
     * @param users resource paths, {@code users/{id}}
     * @param attributes the JSON text of an object, 300 characters at most
     * @throws IllegalArgumentException when a name is not 1 to 50 characters long or a text is not JSON
     */
    public void put(
            long universe, String store, String scope, String id, String json, List<String> users, String attributes) {
        Instant now = clock.instant();
        try {
            Universe home = universe(universe);
            EntryAddress address = new EntryAddress(home, store, new DataStore.Key(scope, id));
            Revision.Content content = EntryBody.of(json, users, attributes).content();
            home.change(
                    store,
                    address.key(),
                    now,
                    current -> current.map(entry -> entry.written(content, now, home.latestSnapshot()))
                            .orElseGet(() -> Entry.create(content, now)));
        } catch (Refused refused) {
            throw new IllegalArgumentException("Entry " + id + " of " + store + ": " + refused.getMessage(), refused);
        }
    }

    /** Marks an entry as deleted, as a client's delete does. Returns whether there was one. */
    public boolean remove(long universe, String store, String scope, String id) {
        Instant now = clock.instant();
        DataStore.Key key = new DataStore.Key(scope, id);
        Optional<DataStore> found = universe(universe).find(store, now);
        Optional<Entry> entry = found.flatMap(data -> data.find(key, now)).filter(Entry::isLive);
        entry.ifPresent(live -> found.orElseThrow()
                .change(key, now, current -> current.orElse(live).deleted(now)));
        return entry.isPresent();
    }

    /** Leaves a universe without stores, as if none had ever been. */
    public void clear(long universe) {
        universes.put(universe, new Universe(universe));
    }

    /** Makes a store without entries, or takes back the deletion of one; keeps one that is there. */
    public void createStore(long universe, String store) {
        Instant now = clock.instant();
        Universe home = universe(universe);
        home.find(store, now).ifPresent(DataStore::undelete);
        home.forWriting(store, now);
    }

    /** The ids of one scope in listing order, those marked as deleted left out; empty when there is no such store. */
    public List<String> ids(long universe, String store, String scope) {
        Instant now = clock.instant();
        return universe(universe).find(store, now).stream()
                .flatMap(found -> found.list(scope, "", "", Integer.MAX_VALUE, false, now).stream())
                .map(DataStore.Key::id)
                .toList();
    }

    /** An entry's JSON text as it was put or seeded, if there is one. */
    public Optional<String> value(long universe, String store, String scope, String id) {
        return content(universe, store, scope, id).map(Revision.Content::value);
    }

    /** The JSON text of an entry's attributes, if there is one. */
    public Optional<String> attributes(long universe, String store, String scope, String id) {
        return content(universe, store, scope, id).map(Revision.Content::attributes);
    }

    /** An entry's users, if there is one. */
    public Optional<List<String>> users(long universe, String store, String scope, String id) {
        return content(universe, store, scope, id).map(Revision.Content::users);
    }

    private Optional<Revision.Content> content(long universe, String store, String scope, String id) {
        Instant now = clock.instant();
        return universe(universe)
                .find(store, now)
                .flatMap(found -> found.find(new DataStore.Key(scope, id), now))
                .filter(Entry::isLive)
                .map(entry -> entry.latest().content());
    }

    /** A world's players' saves, for the game to play with. */
    public PlayerSaves saves(World world) {
        return new PlayerSaves(universe(world.universe()), world);
    }

    /** What the server serves of them. */
    public List<Operation> operations() {
        return Stream.of(
                        new StoreOperations(this).operations(),
                        new EntryOperations(this).operations(),
                        new RevisionOperations(this).operations(),
                        new V1Lists(this).operations(),
                        new V1Entries(this).operations())
                .flatMap(List::stream)
                .toList();
    }

    /** Adds a store as it is. */
    void add(long universe, DataStore store) {
        universe(universe).add(store);
    }

    /**
     * The universe that a call's path names.
     *
     * @throws Refused 400 when that is not a number, 403 when there is no such universe: a key has no right to it
     */
    Universe universe(Call call) {
        String text =
                call.path().containsKey("universeId") ? call.variable("universeId") : call.variable("universe_id");
        Universe universe;
        try {
            universe = universes.get(Long.parseLong(text));
        } catch (NumberFormatException notANumber) {
            throw Refused.invalid("A universe's id is a number, not " + text);
        }
        if (universe == null) {
            throw Refused.denied("The API key has no access to universe " + text);
        }
        return universe;
    }

    private Universe universe(long id) {
        return universes.computeIfAbsent(id, Universe::new);
    }
}
