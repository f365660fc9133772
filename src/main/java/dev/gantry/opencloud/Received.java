package dev.gantry.opencloud;

import java.nio.charset.StandardCharsets;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.http.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/**
 * A JSON answer.
 *
 * @param bytes it took on the wire, for whoever bounds memory
 */
public record Received(JsonNode json, int bytes) {

    /**
     * The body of an operation's answer: an object, or an array where the operation lists one; anything else, an empty one
     * and mere text too, only from an operation of which the document promises neither.
     *
     * @throws JacksonException if it is not that
     */
    static Received of(ApiOperation operation, byte[] body) {
        return new Received(json(operation, body), body.length);
    }

    private static JsonNode json(ApiOperation operation, byte[] body) {
        boolean isList = operation.paging().isPresent();
        if (isList && operation.paging().get().rows().isEmpty()) {
            JsonNode json = Json.parse(body);
            if (!json.isArray()) {
                throw JsonNodeException.from(json, "not an array");
            }
            return json;
        }
        if (isList
                || (operation.path().startsWith("/cloud/v2/")
                        && operation.method().equals("GET"))) {
            return Json.parseObject(body);
        }
        return body.length == 0 ? NullNode.getInstance() : jsonOrText(body);
    }

    /** A page of HTML is what a proxy says, not Open Cloud. */
    private static JsonNode jsonOrText(byte[] body) {
        try {
            return Json.parse(body);
        } catch (JacksonException noJson) {
            String text = new String(body, StandardCharsets.UTF_8).strip();
            if (text.isEmpty() || "<{[\"".indexOf(text.charAt(0)) >= 0) {
                throw noJson;
            }
            return StringNode.valueOf(text);
        }
    }
}
