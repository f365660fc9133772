package dev.gantry.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.gantry.job.UserMistake;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The payload of a notification as parameters of a job. A number, true, false or a text is what it is; a list of these is its
 * JSON, {@code [1,2]}, as jq reads it; a field of an object is named by both, {@code Subscriber.Id}.
 *
 * <p>Parameters become part of jq and of paths, and some texts of payloads are written by players: a text is only taken if it
 * is made of what ids, times and names of types are made of.
 */
final class Payload {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 _.:@/+,=-]*");
    private static final int LONGEST = 1_000;

    private Payload() {}

    /** @throws UserMistake that names what is not there or is no parameter, and never what it holds */
    static Map<String, String> params(String payload, List<String> names) {
        JsonNode fields = read(payload);
        Map<String, String> params = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            find(fields, name)
                    .flatMap(Payload::param)
                    .ifPresentOrElse(value -> params.put(name, value), () -> missing.add(name));
        }
        if (!missing.isEmpty()) {
            throw new UserMistake("The notification's payload has no " + String.join(", ", missing)
                    + " that may be a parameter (a number, true, false, a text of letters, digits and _.:@/+,=- or a list of"
                    + " these), and on.params of the job wants it. Has Roblox changed the event?");
        }
        return params;
    }

    private static JsonNode read(String payload) {
        try {
            return JsonMapper.shared().readTree(payload);
        } catch (JacksonException broken) {
            throw new IllegalStateException("a payload that was kept is no JSON any more", broken.getCause());
        }
    }

    /** By its whole name, else by the parts between its dots. */
    private static Optional<JsonNode> find(JsonNode object, String name) {
        JsonNode whole = object.path(name);
        if (!whole.isMissingNode()) {
            return Optional.of(whole);
        }
        JsonNode at = object;
        for (String part : name.split("\\.", -1)) {
            at = at.path(part);
        }
        return at.isMissingNode() ? Optional.empty() : Optional.of(at);
    }

    private static Optional<String> param(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().allMatch(each -> scalar(each).isPresent())
                    ? Optional.of(value.toString())
                    : Optional.empty();
        }
        return scalar(value);
    }

    private static Optional<String> scalar(JsonNode value) {
        if (value.isString()) {
            String text = value.stringValue();
            boolean isPlain = text.length() <= LONGEST
                    && !text.contains("..")
                    && PLAIN.matcher(text).matches();
            return isPlain ? Optional.of(text) : Optional.empty();
        }
        return value.isNumber() || value.isBoolean() ? Optional.of(value.toString()) : Optional.empty();
    }
}
