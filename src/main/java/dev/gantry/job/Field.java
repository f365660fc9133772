package dev.gantry.job;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One key of an object and what {@link Given#get} returns for it; made by {@link Fields}. */
public final class Field<T> {
    final String key;
    final Shape<T> shape;
    final @Nullable T absent;
    final String description;
    final ObjectNode schema;

    /** @param absent the value when the key is not written; null where it must be */
    Field(String key, Shape<T> shape, @Nullable T absent, String description, ObjectNode schema) {
        this.key = key;
        this.shape = shape;
        this.absent = absent;
        this.description = description;
        this.schema = schema;
    }

    boolean isRequired() {
        return absent == null;
    }
}
