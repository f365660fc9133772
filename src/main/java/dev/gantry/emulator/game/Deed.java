package dev.gantry.emulator.game;

import java.time.Instant;

/**
 * One thing that the game did to the data stores.
 *
 * @param kind what
 * @param player the number of the player whom it concerns
 * @param coins that the player has earned since joining, less those given away
 * @param seconds that the player has played since joining
 * @param at when
 */
public record Deed(Kind kind, int player, long coins, long seconds, Instant at) {

    /** What a game does for a player. */
    public enum Kind {
        /** The save is loaded. */
        JOIN,
        /** The save is written, the player plays on. */
        SAVE,
        /** The save is written a last time, and the leaderboard. */
        LEAVE
    }
}
