package dev.gantry.emulator.game;

/**
 * How the game itself has fared.
 *
 * @param online players in it now
 * @param joins players who came since it began; those who were there then are not counted
 * @param saves saves written while their players played on
 * @param trades exchanges between two players, both of whose saves were then written
 * @param leaves players who left, their save written a last time
 * @param throttled times that the quota had nothing left for it, so that a player waited or a save was put off
 * @param failed times that a store which it needs was deleted
 */
public record GameStats(int online, long joins, long saves, long trades, long leaves, long throttled, long failed) {
    /** No game is played. */
    public static final GameStats NONE = new GameStats(0, 0, 0, 0, 0, 0, 0);
}
