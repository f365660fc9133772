package dev.gantry.emulator.datastore;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.gantry.emulator.world.World;

/**
 * The stores that a fresh universe has: {@code PlayerData} with a population's saves; {@code Settings}, a handful of small
 * values of every JSON type; {@code Houses} with several scopes and ids that break careless clients.
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

    private SeededStores() {}

    static void fill(DataStores stores, World world) {
        long universe = world.universe();
        stores.add(universe, new DataStore("PlayerData", CREATED, new SeededPlayers(world.population())));
        DataStore settings = new DataStore("Settings", CREATED, SeededPlayers.none());
        SETTINGS.forEach((id, json) -> put(settings, DataStore.GLOBAL, id, json));
        stores.add(universe, settings);
        DataStore houses = new DataStore("Houses", CREATED, SeededPlayers.none());
        for (String scope : List.of(DataStore.GLOBAL, "season-1", "season 2")) {
            HOUSES.forEach(id -> put(houses, scope, id, "{\"rooms\":" + id.length() + ",\"furniture\":[]}"));
        }
        stores.add(universe, houses);
    }

    private static void put(DataStore store, String scope, String id, String json) {
        Revision.Content content = new Revision.Content(json, List.of(), Revision.Content.NO_ATTRIBUTES);
        store.change(new DataStore.Key(scope, id), CREATED, current -> Entry.create(content, CREATED));
    }
}
