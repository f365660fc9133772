package dev.gantry.job;

import java.util.Map;

/** What a file gives for the fields of one object: checked, and with defaults in place. */
public final class Given {
    private final Map<Field<?>, Object> values;

    Given(Map<Field<?>, Object> values) {
        this.values = values;
    }

    @SuppressWarnings("unchecked") // ObjectShape stores under each field what that field's own shape read
    public <T> T get(Field<T> field) {
        Object value = values.get(field);
        if (value == null) {
            throw new IllegalStateException("the field " + field.key + " belongs to another object");
        }
        return (T) value;
    }
}
