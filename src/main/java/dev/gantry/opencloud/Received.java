package dev.gantry.opencloud;

import tools.jackson.databind.JsonNode;

/**
 * A JSON answer.
 *
 * @param bytes it took on the wire, for whoever bounds memory
 */
public record Received(JsonNode json, int bytes) {}
