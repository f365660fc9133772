package dev.gantry.emulator;

import java.util.Map;

import dev.gantry.emulator.game.GameStats;
import dev.gantry.emulator.wire.OperationClass;

/**
 * What an emulator has been asked and has answered since it started.
 *
 * @param requests requests that meant an operation, whatever became of them
 * @param byClass those requests by what they take from the universe's quota; every class is there
 * @param byStatus answers by HTTP status, those of unknown paths and those spoilt halfway too; resets without any answer
 *     are not there
 * @param throttled answers 429 given because of a limit, not of a fault
 * @param entryGets gets of an entry that were answered 200 in full
 * @param entryLists lists of entries that were answered 200 in full
 * @param bytesReceived bodies of requests
 * @param bytesSent bodies of answers
 * @param game how the game itself fares
 */
public record Stats(
        long requests,
        Map<OperationClass, Long> byClass,
        Map<Integer, Long> byStatus,
        long throttled,
        long entryGets,
        long entryLists,
        long bytesReceived,
        long bytesSent,
        GameStats game) {

    public Stats {
        byClass = Map.copyOf(byClass);
        byStatus = Map.copyOf(byStatus);
    }

    /** Requests of one class. */
    public long of(OperationClass operationClass) {
        return byClass.getOrDefault(operationClass, 0L);
    }

    /** Answers with one status. */
    public long answered(int status) {
        return byStatus.getOrDefault(status, 0L);
    }
}
