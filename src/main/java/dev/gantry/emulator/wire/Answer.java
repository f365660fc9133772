package dev.gantry.emulator.wire;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import io.vertx.core.buffer.Buffer;
import tools.jackson.core.JsonGenerator;

/**
 * What goes back to the client.
 *
 * @param status HTTP status
 * @param contentType of the body; empty when there is none
 * @param headers beside those that every answer has
 * @param body owned by the answer
 * @param units what it costs, where requests are counted by what they return
 */
public record Answer(int status, String contentType, Map<String, String> headers, Buffer body, int units) {
    private static final String JSON = "application/json";

    public Answer {
        headers = Map.copyOf(headers);
    }

    /** 200 with the JSON that {@code content} writes. */
    public static Answer json(Consumer<JsonGenerator> content) {
        return json(200, content);
    }

    /** Any status with the JSON that {@code content} writes. */
    public static Answer json(int status, Consumer<JsonGenerator> content) {
        return new Answer(status, JSON, Map.of(), Buffer.buffer(Json.bytes(content)), 1);
    }

    /** 200 with {@code {}}. */
    public static Answer emptyObject() {
        return text(200, JSON, "{}");
    }

    /** A status and nothing else. */
    public static Answer nothing(int status) {
        return new Answer(status, "", Map.of(), Buffer.buffer(), 1);
    }

    /** Text in UTF-8, of any type. */
    public static Answer text(int status, String contentType, String text) {
        return new Answer(status, contentType, Map.of(), Buffer.buffer(text), 1);
    }

    /** The same with one header more. */
    public Answer with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, more, body, units);
    }

    /** The same at another cost. */
    public Answer costing(int other) {
        return new Answer(status, contentType, headers, body, other);
    }
}
