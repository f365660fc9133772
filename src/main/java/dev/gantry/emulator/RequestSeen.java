package dev.gantry.emulator;

import dev.gantry.emulator.wire.OperationClass;

/**
 * A request that has arrived and is not answered yet. Only requests that mean an operation are seen.
 *
 * @param operation operation id in the OpenAPI document
 * @param operationClass what it takes from the universe's quota
 * @param path path and query as they were sent
 * @param ordinal counts the emulator's requests from 1
 * @param ordinalOfClass counts the requests of this class from 1
 */
public record RequestSeen(
        String operation, OperationClass operationClass, String path, long ordinal, long ordinalOfClass) {}
