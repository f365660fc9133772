package dev.gantry.emulator.datastore;

import java.util.Optional;

import dev.gantry.emulator.world.Population;
import org.jspecify.annotations.Nullable;

/**
 * A population whose saves are made on read: player number {@code n} is always the same for one seed, and nothing is kept
 * in memory. Ids are {@code Player_{userId}} with ten digits, rising with the player's number, so that listing order and
 * numbering agree.
 */
final class SeededPlayers {
    private static final String PREFIX = "Player_";

    private final Population population;

    SeededPlayers(Population population) {
        this.population = population;
    }

    /** Nobody. */
    static SeededPlayers none() {
        return new SeededPlayers(new Population(0, 0));
    }

    /** The save under an id, if a player has it. */
    Optional<Entry> find(String id) {
        int player = number(id);
        return player < 0 ? Optional.empty() : Optional.of(new SeededSave(population, player).entry());
    }

    /** The first id that is this one or later in the order. */
    @Nullable String ceiling(String id) {
        int low = 0;
        int high = population.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (id(middle).compareTo(id) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < population.size() ? id(low) : null;
    }

    /** The first id that is later in the order than this one. */
    @Nullable String higher(String id) {
        int player = number(id);
        if (player < 0) {
            return ceiling(id);
        }
        return player + 1 < population.size() ? id(player + 1) : null;
    }

    /** The player with an id, or -1. */
    private int number(String id) {
        if (id.length() != PREFIX.length() + 10 || !id.startsWith(PREFIX)) {
            return -1;
        }
        long user = 0;
        for (int i = PREFIX.length(); i < id.length(); i++) {
            int digit = id.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            user = user * 10 + digit;
        }
        return population.player(user);
    }

    String id(int player) {
        return PREFIX + population.userId(player);
    }
}
