package dev.gantry.emulator.game;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import dev.gantry.emulator.datastore.PlayerSaves;
import dev.gantry.emulator.datastore.Progress;
import dev.gantry.emulator.ordered.OrderedDataStores;
import dev.gantry.emulator.wire.Refused;

/**
 * Does what a game decides, with each player's save as its server holds it in memory: what a tool writes meanwhile is
 * overwritten by the next save, as in life. Belongs to the event loop.
 */
public final class Deeds {
    private static final String LEADERBOARD = "Coins";

    private final PlayerSaves saves;
    private final OrderedDataStores leaderboards;
    private final Map<Integer, PlayerSaves.Loaded> loaded = new HashMap<>();
    private Consumer<Deed> witness = deed -> {};

    /** Does nothing yet. */
    public Deeds(PlayerSaves saves, OrderedDataStores leaderboards) {
        this.saves = saves;
        this.leaderboards = leaderboards;
    }

    /** Tells of every deed from now on, after it is done. */
    public void tell(Consumer<Deed> other) {
        witness = other;
    }

    /** Does it. Returns the coins that the player now has, or nothing when the store that it needs is deleted. */
    public Optional<Long> perform(Deed deed) {
        try {
            long coins = switch (deed.kind()) {
                case JOIN -> join(deed);
                case SAVE -> save(deed);
                case LEAVE -> leave(deed);
            };
            witness.accept(deed);
            return Optional.of(coins);
        } catch (Refused refused) {
            return Optional.empty();
        }
    }

    private long join(Deed deed) {
        PlayerSaves.Loaded save = saves.load(deed.player(), deed.at());
        loaded.put(deed.player(), save);
        return save.coins();
    }

    private long save(Deed deed) {
        PlayerSaves.Loaded save = loaded.get(deed.player());
        if (save == null) {
            throw new IllegalStateException("Player " + deed.player() + " has not joined");
        }
        saves.save(save, new Progress(deed.coins(), deed.seconds(), deed.at()), deed.at());
        return save.coins() + deed.coins();
    }

    private long leave(Deed deed) {
        long coins = save(deed);
        loaded.remove(deed.player());
        leaderboards.put(LEADERBOARD, saves.id(deed.player()), coins);
        return coins;
    }
}
