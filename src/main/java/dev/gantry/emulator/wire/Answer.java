package dev.gantry.emulator.wire;

import java.util.function.Consumer;

import io.vertx.core.buffer.Buffer;
import tools.jackson.core.JsonGenerator;

/**
 * What goes back to the client: a status and a JSON body.
 *
 * @param status HTTP status
 * @param body the JSON text in UTF-8; owned by the answer
 */
public record Answer(int status, Buffer body) {

    /** 200 with the JSON that {@code content} writes. */
    public static Answer json(Consumer<JsonGenerator> content) {
        return json(200, content);
    }

    /** Any status with the JSON that {@code content} writes. */
    public static Answer json(int status, Consumer<JsonGenerator> content) {
        return new Answer(status, Buffer.buffer(Json.bytes(content)));
    }

    /** An error as Open Cloud v2 operations report it: {@code {code, message}}. */
    public static Answer v2Error(int status, String code, String message) {
        return json(status, json -> {
            json.writeStartObject();
            json.writeStringProperty("code", code);
            json.writeStringProperty("message", message);
            json.writeEndObject();
        });
    }

    /** An error as the gateway and the older APIs report it: {@code {errors: [{code, message}]}}. */
    public static Answer gatewayError(int status, int code, String message) {
        return json(status, json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("errors");
            json.writeStartObject();
            json.writeNumberProperty("code", code);
            json.writeStringProperty("message", message);
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
