package dev.gantry.opencloud;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What an error body says, whichever of Open Cloud's shapes it has: v2 {@code {code, message}}, the gateway's
 * {@code {errors: [{code, message}]}}, v1 {@code {error, message, errorDetails}}, a problem (RFC 9110), HTML, nothing.
 *
 * @param code the error's name or number; empty when there is none
 * @param message for people; empty when there is none
 */
record ErrorBody(String code, String message) {

    private static final int LONGEST = 300;

    static ErrorBody parse(byte[] body) {
        JsonNode json;
        try {
            json = Json.parse(body);
        } catch (JacksonException notJson) {
            return new ErrorBody("", isHtml(body) ? "an HTML page" : "");
        }
        JsonNode errors = json.path("errors");
        if (errors.path(0).isObject()) {
            json = errors.path(0);
        }
        return new ErrorBody(code(json), cut(first(json, "message", "title") + fields(errors)));
    }

    /** Code and message as one phrase that goes after the status. */
    String phrase() {
        if (code.isEmpty()) {
            return message.isEmpty() ? "" : " (" + message + ")";
        }
        return " " + code + (message.isEmpty() ? "" : " (" + message + ")");
    }

    /** The gateway's numbers mean something only with a name before them, and 0 not even then. */
    private static String code(JsonNode json) {
        String code = first(json, "code", "error");
        return json.path("code").isNumber() ? code.equals("0") ? "" : "code " + code : code;
    }

    /** What a problem says about each field. */
    private static String fields(JsonNode errors) {
        return errors.propertyStream()
                .map(field -> field.getKey() + ": " + field.getValue().path(0).asString(""))
                .collect(Collectors.collectingAndThen(Collectors.joining("; "), all -> all.isEmpty() ? "" : " " + all));
    }

    private static String first(JsonNode json, String one, String other) {
        JsonNode found = json.path(one).isMissingNode() ? json.path(other) : json.path(one);
        return found.isString() || found.isNumber() ? found.asString() : "";
    }

    private static boolean isHtml(byte[] body) {
        return new String(body, 0, Math.min(body.length, 100), StandardCharsets.UTF_8)
                .stripLeading()
                .startsWith("<");
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
