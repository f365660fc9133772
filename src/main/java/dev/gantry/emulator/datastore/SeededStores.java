package dev.gantry.emulator.datastore;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.gantry.emulator.world.World;

/**
 * The stores that a fresh universe has: {@code PlayerData} with a population's saves; {@code Settings}, a handful of small
 * values of every JSON type; {@code Houses} with several scopes and ids that break careless clients. Some players have left
 * and some houses were sold during the last weeks: their entries are marked as deleted.
 */
final class SeededStores {
    private static final Instant CREATED = Instant.parse("2023-11-05T09:30:00Z");

    private static final Map<String, String> SETTINGS = Map.of(
            "event.name", "\"Lantern Festival 🏮\"",
            "event.multiplier", "1.50",
            "maintenance", "false",
            "motd", "null",
            "serverCap", "9007199254740993",
            "shop", "{\"featured\":[\"jetpack\",\"golden_apple\"],\"discounts\":{},\"rotation\":[]}",
            "version", "\"3.12\"");

    private static final List<String> HOUSES =
            List.of("a/b", "100%", "me@home", "key:1", "two words", "+plus&more?", "#7", "🏠", "ключ");

    /** Players who have left, one a day. */
    private static final int LEFT = 20;

    private SeededStores() {}

    static void fill(DataStores stores, World world, Instant now) {
        long universe = world.universe();
        stores.add(universe, players(world, now));
        DataStore settings = new DataStore("Settings", CREATED, SeededPlayers.none());
        SETTINGS.forEach((id, json) -> put(settings, DataStore.GLOBAL, id, json));
        stores.add(universe, settings);
        DataStore houses = new DataStore("Houses", CREATED, SeededPlayers.none());
        for (String scope : List.of(DataStore.GLOBAL, "season-1", "season 2")) {
            HOUSES.forEach(id -> put(houses, scope, id, "{\"rooms\":" + id.length() + ",\"furniture\":[]}"));
        }
        for (String sold : List.of("beach/7", "40%off", "old@home")) {
            put(houses, "season-1", sold, "{\"rooms\":2,\"furniture\":[\"lamp\"]}");
            delete(houses, "season-1", sold, now.minus(Duration.ofDays(3)));
        }
        stores.add(universe, houses);
    }

    private static DataStore players(World world, Instant now) {
        DataStore store = new DataStore(PlayerSaves.STORE, CREATED, new SeededPlayers(world.population()));
        for (int day = 1; day <= LEFT; day++) {
            String id = "Player_" + world.population().userId(world.population().size() + day);
            put(store, DataStore.GLOBAL, id, "{\"version\":2,\"level\":" + day + ",\"coins\":0}");
            delete(store, DataStore.GLOBAL, id, now.minus(Duration.ofDays(day)));
        }
        return store;
    }

    private static void delete(DataStore store, String scope, String id, Instant time) {
        store.change(
                new DataStore.Key(scope, id),
                time,
                current -> current.orElseThrow().deleted(time));
    }

    private static void put(DataStore store, String scope, String id, String json) {
        Revision.Content content = new Revision.Content(json, List.of(), Revision.Content.NO_ATTRIBUTES);
        store.change(new DataStore.Key(scope, id), CREATED, current -> Entry.create(content, CREATED));
    }
}
