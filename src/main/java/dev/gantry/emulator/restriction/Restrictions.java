package dev.gantry.emulator.restriction;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

import dev.gantry.emulator.world.Dice;
import dev.gantry.emulator.world.World;

/** What is restricted, and every change of it. Belongs to the event loop. */
final class Restrictions {
    /** In place of a place: the whole universe. */
    static final long UNIVERSE = 0;

    private static final int MOST_SEEDED = 500;
    private static final int ONE_IN = 40;
    private static final String[] REASONS = {"Exploiting", "Scamming in trades", "Harassment", "Używanie botów", ""};

    private final Map<Long, NavigableMap<Long, Change>> byPlace = new HashMap<>();
    private final List<Change> log = new ArrayList<>();

    /**
     * A change of one restriction, which is its state until the next.
     *
     * @param number counts all changes from 1
     * @param place where it holds, or {@link #UNIVERSE}
     * @param byScript whether a script of the game made it, not a person
     */
    record Change(long number, long userId, long place, Instant time, Ban ban, boolean byScript) {}

    /** One in forty of the first players has been restricted; of those, some for a time that has ended. */
    static Restrictions seeded(World world) {
        Restrictions restrictions = new Restrictions();
        int seeded = Math.min(MOST_SEEDED, world.population().size() / ONE_IN);
        Instant time = Instant.parse("2025-02-01T08:00:00Z");
        for (int i = 0; i < seeded; i++) {
            Dice dice = new Dice(world.seed() + 29, i);
            time = time.plusSeconds(1 + dice.below(40_000)).plusMillis(dice.below(1_000));
            Optional<Duration> duration =
                    dice.chance(1, 2) ? Optional.of(Duration.ofHours(1 + dice.below(2_000))) : Optional.empty();
            String reason = dice.oneOf(REASONS);
            Ban ban = new Ban(dice.chance(9, 10), time, duration, "Seeded: " + reason, reason, dice.chance(1, 5));
            long place = dice.chance(1, 4) ? world.rootPlace() : UNIVERSE;
            restrictions.change(world.population().userId(i * ONE_IN), place, ban, time, dice.chance(1, 3));
        }
        return restrictions;
    }

    Change change(long userId, long place, Ban ban, Instant now, boolean byScript) {
        Change change = new Change(log.size() + 1L, userId, place, now, ban, byScript);
        log.add(change);
        byPlace.computeIfAbsent(place, first -> new TreeMap<>()).put(userId, change);
        return change;
    }

    Optional<Change> find(long userId, long place) {
        return Optional.ofNullable(byPlace.get(place)).map(users -> users.get(userId));
    }

    /** Everybody who has ever been restricted there, by user id, at most so many. */
    List<Change> list(long place, long after, int most) {
        NavigableMap<Long, Change> users = byPlace.getOrDefault(place, new TreeMap<>());
        return users.tailMap(after, false).values().stream().limit(most).toList();
    }

    /** All changes, newest first; do not change it. */
    List<Change> log() {
        return log.reversed();
    }

    /** When a user was last restricted or freed, counting from a moment. */
    long changesSince(long userId, Instant moment) {
        return log.reversed().stream()
                .takeWhile(change -> change.time().isAfter(moment))
                .filter(change -> change.userId() == userId)
                .count();
    }
}
