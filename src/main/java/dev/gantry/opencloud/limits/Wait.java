package dev.gantry.opencloud.limits;

import java.time.Duration;

/** What most of a run's requests wait for before they leave. */
public sealed interface Wait {

    /**
     * The share of what a universe may use.
     *
     * @param requests what is counted: {@code reads}
     * @param perMinute before it was slowed
     * @param slowedTo the part of it that is used since Open Cloud answered 429 or had little left; 1 when neither
     * @param runs how many have it together
     */
    record ForShare(String requests, double perMinute, double slowedTo, int runs) implements Wait {}

    /** A rate that the job names in place of the share. */
    record ForOwnRate(String requests, double perMinute, double slowedTo) implements Wait {}

    /** The limit of an operation for everything that the key's owner does. */
    record ForOperation(String operation, double perMinute, double slowedTo) implements Wait {}

    /**
     * The bytes that the key's owner, or the universe, may move.
     *
     * @param limit such as {@code 25 MB/min read}
     */
    record ForBytes(String limit, double slowedTo) implements Wait {}

    /** The end of the pause that Roblox asked for. */
    record ForRetryAfter(Duration left) implements Wait {}

    /**
     * A host that answers nothing but failures.
     *
     * @param nextTry when one request is let through to see; zero while that is under way
     */
    record ForHost(Duration nextTry) implements Wait {}

    /**
     * The database by which machines share their budgets.
     *
     * @param since how long it has not been reached
     */
    record ForMachines(Duration since) implements Wait {}
}
