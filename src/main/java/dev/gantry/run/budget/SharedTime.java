package dev.gantry.run.budget;

/** A time that all machines agree on. */
interface SharedTime {

    /** Nanoseconds since 1970. */
    long nanos();

    /** The clock that is asked, in its own nanoseconds. */
    long asking();

    /**
     * The database has told its time.
     *
     * @param told nanoseconds since 1970
     * @param asked {@link #asking} before it was asked
     */
    void told(long told, long asked);
}
