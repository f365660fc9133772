package dev.gantry.emulator.analytics;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.gantry.emulator.wire.Refused;
import tools.jackson.databind.JsonNode;

/**
 * What is asked of a metric.
 *
 * @param metric its name
 * @param step between two data points
 * @param from first moment
 * @param to the moment behind the last
 * @param dimensions by which the values are told apart
 * @param limit most series, or values of a dimension
 */
record Query(String metric, Duration step, Instant from, Instant to, List<String> dimensions, int limit) {
    private static final int MOST_POINTS = 1_500;
    private static final int USUAL = 10;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Map<String, Duration> GRANULARITIES = Map.of(
            "OneMinute", Duration.ofMinutes(1),
            "HalfHour", Duration.ofMinutes(30),
            "OneHour", Duration.ofHours(1),
            "OneDay", DAY,
            "OneWeek", DAY.multipliedBy(7),
            "OneMonth", DAY.multipliedBy(30));

    /**
     * Reads a request's body.
     *
     * @param dimensions the property with the dimensions
     * @throws Refused 400 telling what does not fit
     */
    static Query parse(JsonNode sent, String dimensions) {
        String metric = sent.path("metric").asString("");
        if (!metric.matches("[A-Za-z][A-Za-z0-9]{0,99}")) {
            throw Refused.invalid("metric must be the name of one");
        }
        Instant from = time(sent, "startTime");
        Instant to = time(sent, "endTime");
        if (!from.isBefore(to)) {
            throw Refused.invalid("endTime must be later than startTime");
        }
        Duration step = step(sent.path("granularity").asString("None"), from, to);
        if (Duration.between(from, to).dividedBy(step) > MOST_POINTS) {
            throw Refused.invalid("This is more than " + MOST_POINTS + " data points; ask for a shorter time");
        }
        return new Query(metric, step, from, to, names(sent.path(dimensions), dimensions), limit(sent.path("limit")));
    }

    private static Instant time(JsonNode sent, String name) {
        try {
            return OffsetDateTime.parse(sent.path(name).asString("")).toInstant();
        } catch (DateTimeException malformed) {
            throw Refused.invalid(name + " must be a time such as 2026-01-31T00:00:00Z");
        }
    }

    private static Duration step(String granularity, Instant from, Instant to) {
        if (granularity.equals("None")) {
            return Duration.between(from, to);
        }
        Duration step = GRANULARITIES.get(granularity);
        if (step == null) {
            throw Refused.invalid("granularity must be None or one of " + GRANULARITIES.keySet());
        }
        return step;
    }

    private static List<String> names(JsonNode sent, String name) {
        List<String> names = new ArrayList<>();
        if (!sent.isMissingNode() && !sent.isNull() && !sent.isArray()) {
            throw Refused.invalid(name + " must be an array");
        }
        for (JsonNode each : sent) {
            if (!each.isString() || each.stringValue().isBlank()) {
                throw Refused.invalid(name + " must be an array of names");
            }
            names.add(each.stringValue());
        }
        return names;
    }

    private static int limit(JsonNode sent) {
        if (sent.isMissingNode() || sent.isNull()) {
            return USUAL;
        }
        if (!sent.isIntegralNumber() || !sent.canConvertToInt() || sent.intValue() < 1) {
            throw Refused.invalid("limit must be 1 or more");
        }
        return sent.intValue();
    }
}
