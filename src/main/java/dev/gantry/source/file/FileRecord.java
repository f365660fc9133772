package dev.gantry.source.file;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One record of a file.
 *
 * @param number of its first line or of itself, from 1
 * @param json what it holds; of a refused one, as much of it as can be shown
 * @param bytes that it took in the file, roughly
 * @param refusal why it is no record as it should be; null if it is one
 */
public record FileRecord(
        long number, JsonNode json, int bytes, @Nullable String refusal) {

    public FileRecord(long number, JsonNode json, int bytes) {
        this(number, json, bytes, null);
    }
}
