package dev.gantry.writeback.sinks;

import java.time.Duration;
import java.util.Optional;

import dev.gantry.job.Durations;
import dev.gantry.job.Row;
import dev.gantry.job.jq.RowRejected;
import dev.gantry.job.jq.Template;
import dev.gantry.writeback.ExactJson;
import tools.jackson.databind.JsonNode;

/** What options with expressions come to for a row, checked before anything is sent. */
final class RowValues {

    private static final Duration LONGEST_LIFE = Duration.ofDays(45);
    private static final int LONGEST_STORED = 32 * 1024;

    private RowValues() {}

    /**
     * An id, given as a number or as a path that ends in it, as rows of Open Cloud have it: {@code users/156}.
     *
     * @param option that gives it, for texts
     */
    static String id(Row row, String option, Template template) {
        String text = template.text(row);
        String id = text.substring(text.lastIndexOf('/') + 1);
        if (!id.matches("[0-9]{1,19}")) {
            throw rejected(
                    row, option + ": comes to what is no id; it is a number, as 156, or a path such as users/156");
        }
        return id;
    }

    /** A text of at least one character and at most so many. */
    static String name(Row row, String option, Template template, int most) {
        return atMost(row, option, template.text(row), 1, most);
    }

    /** A text of at most so many characters. */
    static String text(Row row, String option, Template template, int most) {
        return atMost(row, option, template.text(row), 0, most);
    }

    static String atMost(Row row, String option, String text, int least, int most) {
        int length = text.codePointCount(0, text.length());
        if (length < least || length > most) {
            throw rejected(
                    row,
                    option + ": comes to " + length + " characters, and " + least + " to " + most + " are allowed");
        }
        return text;
    }

    /** Seconds that are at least one, as Open Cloud writes durations: {@code 3600s}. */
    static String seconds(Row row, String option, Template template) {
        String text = template.text(row);
        Optional<Duration> duration =
                text.matches(Durations.PATTERN) ? Optional.of(Durations.parse(text)) : Optional.empty();
        return duration.filter(time -> !time.isZero() && time.toNanosPart() == 0)
                .map(time -> time.toSeconds() + "s")
                .orElseThrow(() -> rejected(
                        row, option + ": comes to what is no duration of whole seconds, such as 30s, 12h or 7d"));
    }

    /** How long an item of a memory store lives: at most 45 days. */
    static String lifetime(Row row, String option, Template template) {
        String seconds = seconds(row, option, template);
        if (Long.parseLong(seconds.substring(0, seconds.length() - 1)) > LONGEST_LIFE.toSeconds()) {
            throw rejected(row, option + ": comes to more than the 45 days that a memory store keeps an item");
        }
        return seconds;
    }

    /** Its text: @throws RowRejected if it holds what JSON cannot say, as NaN or an infinity */
    static String json(Row row, String option, JsonNode json) {
        try {
            return ExactJson.text(json);
        } catch (IllegalArgumentException notJson) {
            throw rejected(row, option + ": " + notJson.getMessage());
        }
    }

    /** What an item of a memory store is to hold: @throws RowRejected if that is too long, or no JSON */
    static void checkStored(Row row, String option, JsonNode json) {
        if (json(row, option, json).length() > LONGEST_STORED) {
            throw rejected(
                    row,
                    option + ": comes to more than the " + LONGEST_STORED + " characters that a memory store takes");
        }
    }

    /** A whole number. */
    static long integer(Row row, String option, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw rejected(row, option + ": comes to what is no integer of 64 bits");
        }
        return value.longValue();
    }

    static RowRejected rejected(Row row, String reason) {
        return new RowRejected(row.id(), "row " + row.id() + ": " + reason);
    }
}
