package dev.gantry.emulator;

import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import dev.gantry.emulator.wire.Body;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.RequestTarget;
import dev.gantry.emulator.wire.Router;

/**
 * A request once it is known which operation it means.
 *
 * @param method HTTP method
 * @param uri path and query as they were sent
 * @param host the host asked for, empty when none was
 * @param match the operation and its path variables
 * @param target the uri taken apart
 * @param headers gives a header by its name in lower case, empty when there was none
 * @param kept the headers that a state file may keep: without credentials
 * @param body what was sent
 * @param fault what is to go wrong with the page, if this is a list
 */
record Asked(
        String method,
        String uri,
        String host,
        Router.Match match,
        RequestTarget target,
        UnaryOperator<String> headers,
        Supplier<Map<String, String>> kept,
        Body body,
        Call.PageFault fault) {

    Operation operation() {
        return match.operation();
    }

    Call call(long userId, Instant now) {
        return new Call(operation(), match.path(), target.query(), headers, userId, body, now, fault);
    }
}
