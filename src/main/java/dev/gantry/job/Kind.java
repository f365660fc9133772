package dev.gantry.job;

import tools.jackson.databind.node.ObjectNode;

/**
 * One component of the language: the key a job names it by and the shape of its options.
 *
 * @param summary one sentence, shown in {@code gantry schema} and by editors
 */
public record Kind<T>(String key, String summary, Shape<T> options) {
    public Kind {
        if (!key.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("a kind's key is kebab-case, found \"" + key + "\"");
        }
    }

    /** The JSON Schema of its options. */
    public ObjectNode schema() {
        return options.schema();
    }
}
