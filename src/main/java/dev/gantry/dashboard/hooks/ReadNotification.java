package dev.gantry.dashboard.hooks;

import java.util.Optional;
import java.util.regex.Pattern;

import dev.gantry.schedule.Notification;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the body of a notification: {@code {NotificationId, EventType, EventTime, EventPayload}}. */
final class ReadNotification {

    /** Numbers are kept digit for digit: ids are numbers there. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Pattern ID = Pattern.compile("[!-~]{1,200}");
    private static final Pattern TYPE = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,99}");
    private static final Pattern TIME = Pattern.compile("[0-9TZ:.+-]{1,50}");

    private ReadNotification() {}

    /** Empty where it is none. */
    static Optional<Notification> of(byte[] body) {
        @Nullable JsonNode read = json(body);
        if (read == null) {
            return Optional.empty();
        }
        Optional<String> id = text(read.path("NotificationId"), ID);
        Optional<String> type = text(read.path("EventType"), TYPE);
        JsonNode payload = read.path("EventPayload");
        if (id.isEmpty() || type.isEmpty() || !(payload.isObject() || payload.isMissingNode() || payload.isNull())) {
            return Optional.empty();
        }
        return Optional.of(new Notification(
                id.get(),
                type.get(),
                text(read.path("EventTime"), TIME),
                payload.isObject() ? payload.toString() : "{}"));
    }

    private static @Nullable JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private static Optional<String> text(JsonNode node, Pattern form) {
        return Optional.of(node)
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .filter(text -> form.matcher(text).matches());
    }
}
