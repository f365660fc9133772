package dev.gantry.emulator.datastore;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.gantry.emulator.world.Dice;
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
        return player < 0 ? Optional.empty() : Optional.of(entry(player));
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

    private Entry entry(int player) {
        Dice dice = new Dice(population.seed(), player);
        Instant created = Instant.parse("2024-01-01T00:00:00Z").plusSeconds(dice.below(400 * 86_400));
        Instant saved = created.plusSeconds(dice.below(300 * 86_400)).plusNanos(fraction(dice));
        SeededSave save = SeededSave.of(population.userId(player), saved, dice);
        return new Entry(List.of(new Revision(1 + dice.below(5_000), created, saved, save.content(), false)));
    }

    /** Times come with 0, 3, 6 or 9 fractional digits; the finest tick is 100 ns. */
    private static long fraction(Dice dice) {
        return switch (dice.below(4)) {
            case 0 -> 0;
            case 1 -> 1_000_000L * (1 + dice.below(999));
            case 2 -> 1_000L * (1 + dice.below(999_999));
            default -> 100L * (1 + dice.below(9_999_999));
        };
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

    private String id(int player) {
        return PREFIX + population.userId(player);
    }
}
