package dev.gantry.source;

import java.util.Map;

/**
 * A part of a source that is read by itself, with a checkpoint of its own.
 *
 * @param name for people; no two of a run are called alike
 * @param about what the part is, for the source that made it
 */
public record Partition(String name, Map<String, String> about) {

    public Partition {
        about = Map.copyOf(about);
    }

    /** All of a source. */
    static Partition whole(String name) {
        return new Partition(name, Map.of());
    }
}
