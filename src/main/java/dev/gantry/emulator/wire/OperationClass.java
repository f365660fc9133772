package dev.gantry.emulator.wire;

/**
 * The quotas of a universe that its live game servers share or that are counted over several operations. Each allows a
 * fixed number of requests a minute and some more for every player online.
 */
public enum OperationClass {
    /** Get of an entry of a standard data store. */
    READ(300, 40),
    /** Create, update and increment of an entry. */
    WRITE(300, 20),
    /** Lists of stores, entries and revisions. */
    LIST(300, 2),
    /** Delete of an entry, delete and undelete of a store. */
    REMOVE(300, 40),
    /** Get of an entry of an ordered data store; these are counted apart. */
    ORDERED_READ(300, 40),
    /** Create, update and increment of an ordered entry. */
    ORDERED_WRITE(300, 20),
    /** Lists of ordered entries. */
    ORDERED_LIST(300, 2),
    /** Delete of an ordered entry. */
    ORDERED_REMOVE(300, 40),
    /** Reads through data stores v1, whose limits are fixed. */
    V1_READ(300, 0),
    /** Writes through data stores v1. */
    V1_WRITE(300, 0),
    /** Lists through data stores v1. */
    V1_LIST(300, 0),
    /** Deletes through data stores v1. */
    V1_REMOVE(300, 0),
    /** Request units of memory stores: one for each item that is returned, and one at least. */
    MEMORY_STORE(1_000, 120),
    /** Everything that takes from no such quota. */
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
