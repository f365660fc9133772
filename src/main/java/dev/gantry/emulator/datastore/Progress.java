package dev.gantry.emulator.datastore;

import java.time.Instant;

/**
 * What play has added to the save that a player had when it began.
 *
 * @param coins earned, less those given away
 * @param playSeconds spent in the game
 * @param saved when it was last saved
 */
public record Progress(long coins, long playSeconds, Instant saved) {
    /** None yet. */
    public static final Progress NONE = new Progress(0, 0, Instant.EPOCH);

    /** Both, one after the other. */
    public Progress then(Progress later) {
        return new Progress(coins + later.coins, playSeconds + later.playSeconds, later.saved);
    }
}
