package dev.gantry.emulator.restriction;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.gantry.emulator.wire.Refused;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * {@code UserRestriction.GameJoinRestriction} of the OpenAPI document (checked 2026-11-23), without what a place inherits.
 *
 * @param active whether it was set to hold; a duration may have ended it since
 * @param start when it was set
 * @param duration whole seconds; empty is for ever
 * @param privateReason never shown to the user, 1,000 characters at most
 * @param displayReason shown to the user, 400 characters at most
 * @param excludeAltAccounts whether the user's other accounts may still join
 */
record Ban(
        boolean active,
        Instant start,
        Optional<Duration> duration,
        String privateReason,
        String displayReason,
        boolean excludeAltAccounts) {
    private static final Duration LONGEST = Duration.ofDays(3_652_500);
    private static final int LONGEST_PRIVATE_REASON = 1_000;
    private static final int LONGEST_DISPLAY_REASON = 400;

    /** Of a user whom nobody has ever restricted. */
    static final Ban NONE = new Ban(false, Instant.EPOCH, Optional.empty(), "", "", false);

    /**
     * Reads what a request sends; what it leaves out is cleared.
     *
     * @throws Refused 400 when a part is malformed or too long
     */
    static Ban parse(JsonNode sent, Instant now) {
        if (!sent.isObject()) {
            throw Refused.invalid("gameJoinRestriction must be an object");
        }
        return new Ban(
                flag(sent, "active"),
                now,
                text(sent, "duration").map(Ban::duration),
                reason(sent, "privateReason", LONGEST_PRIVATE_REASON),
                reason(sent, "displayReason", LONGEST_DISPLAY_REASON),
                flag(sent, "excludeAltAccounts"));
    }

    boolean holds(Instant now) {
        return active && duration.map(time -> start.plus(time).isAfter(now)).orElse(true);
    }

    /** Writes its properties. */
    void write(JsonGenerator json, Instant now) {
        json.writeBooleanProperty("active", holds(now));
        if (!start.equals(Instant.EPOCH)) {
            json.writeStringProperty("startTime", start.toString());
        }
        duration.ifPresent(time -> json.writeStringProperty("duration", time.toSeconds() + "s"));
        json.writeStringProperty("privateReason", privateReason);
        json.writeStringProperty("displayReason", displayReason);
        json.writeBooleanProperty("excludeAltAccounts", excludeAltAccounts);
    }

    private static Optional<String> text(JsonNode sent, String name) {
        JsonNode value = sent.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw Refused.invalid("gameJoinRestriction." + name + " must be a string");
        }
        return Optional.of(value.stringValue());
    }

    private static boolean flag(JsonNode sent, String name) {
        JsonNode value = sent.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw Refused.invalid("gameJoinRestriction." + name + " must be true or false");
        }
        return value.booleanValue();
    }

    private static String reason(JsonNode sent, String name, int most) {
        String reason = text(sent, name).orElse("");
        if (reason.length() > most) {
            throw Refused.invalid(
                    "gameJoinRestriction." + name + " has " + reason.length() + " characters, most is " + most);
        }
        return reason;
    }

    private static Duration duration(String text) {
        if (text.matches("\\d{1,12}s")) {
            Duration duration = Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)));
            if (!duration.isZero() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        }
        throw Refused.invalid("gameJoinRestriction.duration must be whole seconds from 1s, such as 3600s, not " + text);
    }
}
