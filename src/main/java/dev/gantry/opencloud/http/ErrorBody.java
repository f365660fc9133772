package dev.gantry.opencloud.http;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What an error body says, whichever of Open Cloud's shapes it has: v2 {@code {code, message}}, the gateway's
 * {@code {errors: [{code, message}]}}, v1 {@code {error, message, errorDetails}}, {@code {errorCode, errorMessage}}, {@code
 * {error: {code, message}}}, a problem (RFC 9110), OAuth's {@code {error, error_description}}, HTML, nothing.
 *
 * @param code the error's name or number; empty when there is none
 * @param detail a second, narrower code: {@code datastoreErrorCode} of v1; empty when there is none
 * @param message for people, on one line; empty when there is none
 */
public record ErrorBody(String code, String detail, String message) {

    private static final int LONGEST = 300;

    /** @param status of the answer: a code that only repeats it is none */
    public static ErrorBody parse(int status, byte[] body) {
        try {
            return of(status, Json.parse(body));
        } catch (JacksonException notJson) {
            return new ErrorBody("", "", isHtml(body) ? "an HTML page" : "");
        }
    }

    /** That of an error that is part of a larger answer. */
    public static ErrorBody of(int status, JsonNode json) {
        JsonNode errors = json.path("errors");
        if (errors.path(0).isObject()) {
            return of(status, errors.path(0));
        }
        if (json.path("error").isObject()) {
            return of(status, json.path("error"));
        }
        return new ErrorBody(
                code(status, json),
                text(json.path("errorDetails").path(0).path("datastoreErrorCode")),
                cut(message(json) + fields(errors)));
    }

    /** Codes and message as one phrase that goes after the status. */
    public String phrase() {
        String codes = (code.isEmpty() ? "" : " " + code) + (detail.isEmpty() ? "" : " " + detail);
        return codes + (message.isEmpty() ? "" : " (" + message + ")");
    }

    /** Numbers mean something only with a name before them, and 0 not even then. */
    private static String code(int status, JsonNode json) {
        String code = first(json, "code", "errorCode", "error");
        boolean isNumber = !code.isEmpty() && code.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!isNumber) {
            return code;
        }
        return code.equals("0") || code.equals(Integer.toString(status)) ? "" : "code " + code;
    }

    private static String message(JsonNode json) {
        String message = first(json, "message", "errorMessage", "error_description");
        if (!message.isEmpty()) {
            return message;
        }
        String title = text(json.path("title"));
        String detail = json.path("errors").isObject() ? "" : text(json.path("detail"));
        return title.isEmpty() || detail.isEmpty() ? title + detail : title + ": " + detail;
    }

    /** What a problem says about each field. */
    private static String fields(JsonNode errors) {
        return errors.propertyStream()
                .map(field -> field.getKey() + ": " + field.getValue().path(0).asString(""))
                .collect(Collectors.collectingAndThen(Collectors.joining("; "), all -> all.isEmpty() ? "" : " " + all));
    }

    private static String first(JsonNode json, String... names) {
        for (String name : names) {
            if (!json.path(name).isMissingNode()) {
                return text(json.path(name));
            }
        }
        return "";
    }

    private static String text(JsonNode found) {
        return found.isString() || found.isNumber() ? found.asString() : "";
    }

    private static boolean isHtml(byte[] body) {
        return new String(body, 0, Math.min(body.length, 100), StandardCharsets.UTF_8)
                .stripLeading()
                .startsWith("<");
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
