package dev.gantry.emulator.game;

import java.time.Duration;
import java.time.Instant;

/** One player online. */
final class Session {
    private final int player;
    private final Instant joined;
    private final Instant leaves;
    private final long coinsBefore;
    private long coins;

    Session(int player, Instant joined, Instant leaves, long coinsBefore) {
        this.player = player;
        this.joined = joined;
        this.leaves = leaves;
        this.coinsBefore = coinsBefore;
    }

    int player() {
        return player;
    }

    /** When the player wants to leave. */
    Instant leaves() {
        return leaves;
    }

    /** What the player could give away. */
    long balance() {
        return coinsBefore + coins;
    }

    /** Coins won, or lost when fewer than 0. */
    void earn(long amount) {
        coins += amount;
    }

    Deed deed(Deed.Kind kind, Instant now) {
        return new Deed(kind, player, coins, Duration.between(joined, now).toSeconds(), now);
    }
}
