package dev.gantry.job;

import tools.jackson.databind.JsonNode;

/**
 * One row on its way from a source through the transforms to a sink.
 *
 * @param id names the row in error texts, for example an entry's path; never a value of a player
 * @param json the row; shared between steps, so a step that changes it works on a copy
 */
public record Row(String id, JsonNode json) {}
