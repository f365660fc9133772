package dev.gantry.emulator.datastore;

import java.time.Instant;
import java.util.List;

import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.World;

/** The saves of {@code PlayerData} as the game's own servers load and write them. */
public final class PlayerSaves {
    /** The store that they are in, in scope {@code global}. */
    static final String STORE = "PlayerData";

    private final Universe universe;
    private final World world;
    private final SeededPlayers players;

    PlayerSaves(Universe universe, World world) {
        this.universe = universe;
        this.world = world;
        this.players = new SeededPlayers(world.population());
    }

    /** A save in a server's memory, which goes on from what it was when it was loaded. */
    public static final class Loaded {
        private final DataStore.Key key;
        private final Revision.Source origin;
        private final Progress before;
        private final long coins;

        private Loaded(DataStore.Key key, Revision.Source origin, Progress before, long coins) {
            this.key = key;
            this.origin = origin;
            this.before = before;
            this.coins = coins;
        }

        /** The coins that the player had then. */
        public long coins() {
            return coins;
        }
    }

    /** The entry's id of a player's save. */
    public String id(int player) {
        return players.id(player);
    }

    /**
     * What a player has, or a newcomer's save where that is deleted.
     *
     * @throws Refused 404 when the store is deleted
     */
    public Loaded load(int player, Instant now) {
        DataStore.Key key = new DataStore.Key(DataStore.GLOBAL, id(player));
        Revision.Source found = universe.existing(STORE, now)
                .find(key, now)
                .filter(Entry::isLive)
                .map(entry -> entry.latest().source())
                .orElseGet(() -> newcomer(player));
        long coins = PlayedSave.coins(found.content());
        return found instanceof PlayedSave played
                ? new Loaded(key, played.origin(), played.progress(), coins)
                : new Loaded(key, found, Progress.NONE, coins);
    }

    /**
     * Writes a save over whatever is there now.
     *
     * @param since what play has added since it was loaded
     * @throws Refused 404 when the store is deleted
     */
    public void save(Loaded loaded, Progress since, Instant now) {
        PlayedSave save = new PlayedSave(loaded.origin, loaded.before.then(since));
        universe.change(
                STORE,
                loaded.key,
                now,
                current -> current.map(entry -> entry.written(save, now, universe.latestSnapshot()))
                        .orElseGet(() -> Entry.create(save, now)));
    }

    private Revision.Content newcomer(int player) {
        long user = world.population().userId(player);
        String value = "{\"version\":3,\"userId\":" + user + ",\"level\":1,\"coins\":0,\"inventory\":[]}";
        return new Revision.Content(value, List.of("users/" + user), Revision.Content.NO_ATTRIBUTES);
    }
}
