package dev.gantry.opencloud.limits;

import java.util.Optional;

import dev.gantry.opencloud.catalog.ApiOperation;
import org.jspecify.annotations.Nullable;

/**
 * What a universe counts apart. It may make so many requests of each class a minute, for most of them more with every
 * player online, and its live game servers draw on the same allowance. Numbers checked on 2026-11-23.
 */
public enum UniverseClass {
    READ(OperationClass.READ, "", 300, 40),
    WRITE(OperationClass.WRITE, "", 300, 20),
    LIST(OperationClass.LIST, "", 300, 2),
    REMOVE(OperationClass.REMOVE, "", 300, 40),
    ORDERED_READ(OperationClass.READ, "ordered ", 300, 40),
    ORDERED_WRITE(OperationClass.WRITE, "ordered ", 300, 20),
    ORDERED_LIST(OperationClass.LIST, "ordered ", 300, 2),
    ORDERED_REMOVE(OperationClass.REMOVE, "ordered ", 300, 40),
    /** Data stores v1: fixed, however many play. Ordered stores have no such rule, and count with those of v2. */
    V1_READ(OperationClass.READ, "v1 ", 300, 0),
    V1_WRITE(OperationClass.WRITE, "v1 ", 300, 0),
    V1_LIST(OperationClass.LIST, "v1 ", 300, 0),
    V1_REMOVE(OperationClass.REMOVE, "v1 ", 300, 0),
    /** Counted in units: one for each item that is returned, one at least. */
    MEMORY_STORE(null, "memory store units", 1_000, 120);

    private static final String UNIVERSE = "/cloud/v2/universes/{universe_id}/";

    private final @Nullable OperationClass operations;
    private final String kind;
    private final int base;
    private final int perPlayer;

    UniverseClass(@Nullable OperationClass operations, String kind, int base, int perPlayer) {
        this.operations = operations;
        this.kind = kind;
        this.base = base;
        this.perPlayer = perPlayer;
    }

    /** What a call of the operation counts as; empty where it draws on no quota of a universe. */
    public static Optional<UniverseClass> of(ApiOperation operation) {
        String path = operation.path();
        if (path.startsWith(UNIVERSE + "memory-store")) {
            return Optional.of(MEMORY_STORE);
        }
        if (path.startsWith(UNIVERSE + "data-stores")) {
            return of(operation, READ, WRITE, LIST, REMOVE);
        }
        if (path.startsWith(UNIVERSE + "ordered-data-stores") || path.startsWith("/ordered-data-stores/v1/")) {
            return of(operation, ORDERED_READ, ORDERED_WRITE, ORDERED_LIST, ORDERED_REMOVE);
        }
        return path.startsWith("/datastores/v1/")
                ? of(operation, V1_READ, V1_WRITE, V1_LIST, V1_REMOVE)
                : Optional.empty();
    }

    private static Optional<UniverseClass> of(
            ApiOperation operation, UniverseClass read, UniverseClass write, UniverseClass list, UniverseClass remove) {
        String name = operation.id().substring(operation.id().indexOf('_') + 1);
        if (name.startsWith("Snapshot")) {
            return Optional.empty();
        }
        return Optional.of(
                name.startsWith("Get")
                        ? read
                        : name.startsWith("List")
                                ? list
                                : name.startsWith("Delete") || name.startsWith("Undelete") ? remove : write);
    }

    /** The class of a job's limits that it belongs to; memory stores have none. */
    public Optional<OperationClass> operations() {
        return Optional.ofNullable(operations);
    }

    /** What the universe may ask for in a minute, live game included, with so many players online. */
    public double perMinute(int players) {
        return base + (double) perPlayer * players;
    }

    boolean followsPlayers() {
        return perPlayer > 0;
    }

    boolean isOrdered() {
        return kind.startsWith("ordered");
    }

    boolean isV1() {
        return perPlayer == 0;
    }

    /** Whether a request takes more than one of it. */
    boolean isInUnits() {
        return this == MEMORY_STORE;
    }

    /** What is counted, in a sentence: {@code ordered reads}. */
    public String requests() {
        return operations == null ? kind : kind + operations.requests();
    }
}
