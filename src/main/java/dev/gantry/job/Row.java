package dev.gantry.job;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One row on its way from a source through the transforms to a sink.
 *
 * @param id names the row in error texts, for example an entry's path; never a value of a player
 * @param json the row; shared between steps, so a step that changes it works on a copy
 * @param refusal why the source could not make a row of what it found, which {@code json} then shows: it is only rejected;
 *     null of any other row
 */
public record Row(String id, JsonNode json, @Nullable String refusal) {

    public Row(String id, JsonNode json) {
        this(id, json, null);
    }

    /** What stands where a row should be. */
    public static Row refused(String id, JsonNode found, String reason) {
        return new Row(id, found, reason);
    }

    public boolean isRefused() {
        return refusal != null;
    }
}
