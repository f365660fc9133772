package dev.gantry.opencloud;

import java.util.Optional;

import dev.gantry.opencloud.catalog.ApiOperation;

/**
 * What a data store request counts as. A universe may make so many of each class a minute, more with every player
 * online, and its live game servers draw on the same allowance (data stores v2, standard stores).
 */
public enum OperationClass {
    /** Get an entry. */
    READ(300, 40),
    /** Create, update, increment an entry. */
    WRITE(300, 20),
    /** List stores, entries, revisions. */
    LIST(300, 2),
    /** Delete an entry, delete or undelete a store. */
    REMOVE(300, 40);

    private final int base;
    private final int perPlayer;

    OperationClass(int base, int perPlayer) {
        this.base = base;
        this.perPlayer = perPlayer;
    }

    /** What a call of the operation counts as; empty where it draws on no quota of the universe. */
    static Optional<OperationClass> of(ApiOperation operation) {
        String id = operation.id();
        if (!id.startsWith("Cloud_") || !id.contains("DataStore") || id.contains("Ordered")) {
            return Optional.empty();
        }
        return id.startsWith("Cloud_Get")
                ? Optional.of(READ)
                : id.startsWith("Cloud_List")
                        ? Optional.of(LIST)
                        : id.contains("Delete")
                                ? Optional.of(REMOVE)
                                : id.contains("Snapshot") ? Optional.empty() : Optional.of(WRITE);
    }

    /** What the universe may ask for in a minute, live game included, with so many players online. */
    double perMinute(int players) {
        return base + (double) perPlayer * players;
    }

    /** The class as people write it: {@code read}, {@code list} ... */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
