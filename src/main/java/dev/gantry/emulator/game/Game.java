package dev.gantry.emulator.game;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

import dev.gantry.emulator.game.Deed.Kind;
import dev.gantry.emulator.wire.OperationClass;
import dev.gantry.emulator.world.Dice;
import dev.gantry.emulator.world.World;

/**
 * Plays: players join, earn, are saved every five minutes, trade, and leave after some two to forty. Each load and save takes
 * from the universe's quota; what finds nothing left there is put off. Nothing depends on how often it is asked to play on,
 * only on what the time is then. Belongs to the event loop.
 */
public final class Game {
    private static final Duration AUTOSAVE = Duration.ofMinutes(5);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
    private static final Duration ARRIVALS = Duration.ofSeconds(10);
    private static final Duration SHORTEST = Duration.ofMinutes(2);
    private static final int LONGEST_SECONDS = 38 * 60;
    private static final int DICE = 99;

    /** Where the clock was put forward by more, the game had not been played until so long ago. */
    private static final Duration CATCH_UP = Duration.ofHours(2);

    private final World world;
    private final Deeds deeds;
    private final ToIntFunction<Instant> wanted;
    private final Quota quota;
    private final Crowd crowd = new Crowd();
    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private final Dice dice;
    private Instant played;
    private long order;
    private long joins;
    private long saves;
    private long trades;
    private long leaves;
    private long throttled;
    private long failed;

    /** What the game's servers take their requests from. */
    @FunctionalInterface
    public interface Quota {
        /** Takes one request. Returns whether there was one left. */
        boolean take(OperationClass kind, Instant now);
    }

    /** Something that is to happen; of two at one time what was decided first. */
    private record Due(Instant at, long order, Runnable what) implements Comparable<Due> {
        private static final Comparator<Due> EARLIEST =
                Comparator.comparing(Due::at).thenComparingLong(Due::order);

        @Override
        public int compareTo(Due other) {
            return EARLIEST.compare(this, other);
        }
    }

    /**
     * A game that has long been played.
     *
     * @param wanted how many players are online at a time
     * @param now from when on
     */
    public Game(World world, Deeds deeds, ToIntFunction<Instant> wanted, Quota quota, Instant now) {
        this.world = world;
        this.deeds = deeds;
        this.wanted = wanted;
        this.quota = quota;
        this.dice = new Dice(world.seed(), DICE);
        this.played = now;
        gather(now);
    }

    /** Plays on until a time; if that is earlier than the last, not at all. */
    public void playUntil(Instant now) {
        if (played.plus(CATCH_UP).isBefore(now)) {
            gather(now.minus(CATCH_UP));
        }
        for (Due next = due.peek(); next != null && !next.at().isAfter(now); next = due.peek()) {
            due.remove();
            next.what().run();
        }
        played = now.isAfter(played) ? now : played;
    }

    /** How it fares. */
    public GameStats stats() {
        return new GameStats(crowd.size(), joins, saves, trades, leaves, throttled, failed);
    }

    /** Begins with those who are in the midst of their sessions. */
    private void gather(Instant now) {
        crowd.clear();
        due.clear();
        for (int missing = target(now); missing > 0; missing--) {
            join(now).ifPresent(session -> {
                Instant next = now.plusMillis(dice.below((int) AUTOSAVE.toMillis()));
                goOn(session, next);
            });
        }
        at(now.plus(ARRIVALS), this::arrivals);
    }

    private int target(Instant now) {
        return Math.min(wanted.applyAsInt(now), world.population().size());
    }

    private void at(Instant time, Consumer<Instant> what) {
        due.add(new Due(time, order++, () -> what.accept(time)));
    }

    private void goOn(Session session, Instant nextSave) {
        Instant next = nextSave.isBefore(session.leaves()) ? nextSave : session.leaves();
        at(next, now -> save(session, now));
    }

    private void arrivals(Instant now) {
        for (int missing = target(now) - crowd.size(); missing > 0; missing--) {
            if (takes(OperationClass.READ, now)) {
                join(now).ifPresent(session -> {
                    joins++;
                    goOn(session, now.plus(AUTOSAVE));
                });
            }
        }
        at(now.plus(ARRIVALS), this::arrivals);
    }

    private Optional<Session> join(Instant now) {
        int size = world.population().size();
        int player = dice.below(size);
        while (crowd.holds(player)) {
            player = (player + 1) % size;
        }
        Instant leaves = now.plus(SHORTEST).plusSeconds(dice.below(LONGEST_SECONDS));
        Optional<Long> coins = deeds.perform(new Deed(Kind.JOIN, player, 0, 0, now));
        if (coins.isEmpty()) {
            failed++;
            return Optional.empty();
        }
        Session session = new Session(player, now, leaves, coins.get());
        crowd.add(session);
        return Optional.of(session);
    }

    private void save(Session session, Instant now) {
        if (!session.leaves().isAfter(now)) {
            leave(session, now);
        } else if (dice.chance(1, 8) && crowd.size() > 1) {
            trade(session, now);
        } else if (takes(OperationClass.WRITE, now)) {
            session.earn(dice.below(200));
            saves += perform(session, Kind.SAVE, now);
            goOn(session, now.plus(AUTOSAVE));
        } else {
            goOn(session, now.plus(TRY_AGAIN));
        }
    }

    private void leave(Session session, Instant now) {
        if (takes(OperationClass.WRITE, now) && takes(OperationClass.ORDERED_WRITE, now)) {
            leaves += perform(session, Kind.LEAVE, now);
            crowd.remove(session);
        } else {
            at(now.plus(TRY_AGAIN), later -> leave(session, later));
        }
    }

    /** Coins change hands, and both saves are written at the same time: what one has more the other has less. */
    private void trade(Session giver, Instant now) {
        Session taker = crowd.otherThan(giver, dice.below(crowd.size()));
        if (takesTwo(OperationClass.WRITE, now)) {
            long coins = Math.max(0, Math.min(giver.balance(), dice.below(1_000)));
            giver.earn(-coins);
            taker.earn(coins);
            saves += perform(giver, Kind.SAVE, now) + perform(taker, Kind.SAVE, now);
            trades++;
            goOn(giver, now.plus(AUTOSAVE));
        } else {
            goOn(giver, now.plus(TRY_AGAIN));
        }
    }

    private long perform(Session session, Kind kind, Instant now) {
        boolean isDone = deeds.perform(session.deed(kind, now)).isPresent();
        failed += isDone ? 0 : 1;
        return isDone ? 1 : 0;
    }

    private boolean takesTwo(OperationClass kind, Instant now) {
        boolean first = takes(kind, now);
        return first && takes(kind, now);
    }

    private boolean takes(OperationClass kind, Instant now) {
        boolean isLeft = quota.take(kind, now);
        throttled += isLeft ? 0 : 1;
        return isLeft;
    }
}
