package dev.gantry.opencloud;

import java.nio.charset.StandardCharsets;
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
        if (json.path("errors").path(0).isObject()) {
            json = json.path("errors").path(0);
        }
        String code = first(json, "code", "error");
        return new ErrorBody(code, cut(first(json, "message", "title")));
    }

    /** Code and message as one phrase that goes after the status. */
    String phrase() {
        if (code.isEmpty()) {
            return message.isEmpty() ? "" : " (" + message + ")";
        }
        return " " + code + (message.isEmpty() ? "" : " (" + message + ")");
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
