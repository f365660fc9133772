package dev.gantry.emulator.datastore;

import java.time.Instant;
import java.util.List;

import dev.gantry.emulator.world.Dice;
import dev.gantry.emulator.world.Population;

/**
 * The save that a player has before anybody writes it.
 *
 * @param population whose player
 * @param player the player's number
 */
record SeededSave(Population population, int player) implements Revision.Source {
    private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");

    Entry entry() {
        Dice dice = new Dice(population.seed(), player);
        Instant created = created(dice);
        Instant saved = saved(created, dice);
        return new Entry(List.of(new Revision(1 + dice.below(5_000), created, saved, this, false)));
    }

    @Override
    public Revision.Content content() {
        Dice dice = new Dice(population.seed(), player);
        Instant saved = saved(created(dice), dice);
        int version = 1 + (dice.below(10) + 2) / 4;
        return new SaveText(player, population.userId(player), saved, version, dice).content();
    }

    private static Instant created(Dice dice) {
        return FIRST.plusSeconds(dice.below(400 * 86_400));
    }

    private static Instant saved(Instant created, Dice dice) {
        return created.plusSeconds(dice.below(300 * 86_400)).plusNanos(fraction(dice));
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
}
