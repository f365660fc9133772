package dev.gantry.emulator;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

import dev.gantry.emulator.game.GameStats;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.OperationClass;

/** Counts what {@link Stats} tells. */
final class Counters {
    private final Map<OperationClass, Long> byClass = new EnumMap<>(OperationClass.class);
    private final Map<Integer, Long> byStatus = new TreeMap<>();
    private long requests;
    private long throttled;
    private long entryGets;
    private long entryLists;
    private long bytesReceived;
    private long bytesSent;
    private GameStats game = GameStats.NONE;

    Counters() {
        for (OperationClass each : OperationClass.values()) {
            byClass.put(each, 0L);
        }
    }

    synchronized RequestSeen arrived(Operation operation, String path, int bytes) {
        requests++;
        bytesReceived += bytes;
        long ofClass = byClass.merge(operation.limitClass(), 1L, Long::sum);
        return new RequestSeen(operation.id(), operation.limitClass(), path, requests, ofClass);
    }

    synchronized void throttled() {
        throttled++;
    }

    synchronized void answered(int status, int bytes) {
        byStatus.merge(status, 1L, Long::sum);
        bytesSent += bytes;
    }

    /** An operation was done and its answer is on its way, whole. */
    synchronized void served(Operation operation) {
        if (operation.limitClass() == OperationClass.READ) {
            entryGets++;
        } else if (operation.id().startsWith("Cloud_ListDataStoreEntries")) {
            entryLists++;
        }
    }

    synchronized void game(GameStats now) {
        game = now;
    }

    synchronized Stats stats() {
        return new Stats(requests, byClass, byStatus, throttled, entryGets, entryLists, bytesReceived, bytesSent, game);
    }
}
