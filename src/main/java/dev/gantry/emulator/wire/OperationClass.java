package dev.gantry.emulator.wire;

/**
 * The classes of data store requests that a universe's quota counts apart, all shared with its live game servers. Each
 * allows a fixed number of requests a minute and some more for every player online.
 */
public enum OperationClass {
    /** Get of an entry. */
    READ(300, 40),
    /** Create, update and increment of an entry. */
    WRITE(300, 20),
    /** Lists of stores, entries and revisions. */
    LIST(300, 2),
    /** Delete of an entry, delete and undelete of a store. */
    REMOVE(300, 40),
    /** Everything that takes nothing from the data store quota. */
    OTHER(Long.MAX_VALUE, 0);

    private final long base;
    private final long perUser;

    OperationClass(long base, long perUser) {
        this.base = base;
        this.perUser = perUser;
    }

    /** Requests a minute that a universe with so many players online may make; {@link Long#MAX_VALUE} is no limit. */
    public long perMinute(long concurrentUsers) {
        return base + perUser * concurrentUsers;
    }
}
