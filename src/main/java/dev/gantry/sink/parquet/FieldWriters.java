package dev.gantry.sink.parquet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gantry.sink.staging.StagedRows;
import dev.gantry.sink.staging.Tokens;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** The fields of a row or struct, found by name in whatever order an object has them. */
final class FieldWriters implements ValueWriter {
    /**
     * One field.
     *
     * @param written the name as it is staged, so that it is only compared
     */
    private record Field(byte[] written, int index, ValueWriter value, boolean takesNull) {}

    /**
     * One field.
     *
     * @param takesNull whether null is a value of it
     */
    record Member(String name, ValueWriter value, boolean takesNull) {}

    private final int definition;
    private final Field[] fields;
    private final Map<String, Field> byName = new HashMap<>();

    /** The field that was last found at each position, because rows tend to look like the row before. */
    private final Field[] expected;

    /** By field, the object that had it last. */
    private final long[] hadBy;

    private long object;

    /** @param definition the level of an object that is there */
    FieldWriters(List<Member> members, int definition) {
        this.definition = definition;
        this.fields = new Field[members.size()];
        for (int i = 0; i < fields.length; i++) {
            Member member = members.get(i);
            fields[i] = new Field(Tokens.written(member.name()), i, member.value(), member.takesNull());
            byName.put(member.name(), fields[i]);
        }
        this.expected = fields.clone();
        this.hadBy = new long[fields.length];
    }

    /** Consumes the current object. */
    @Override
    public void write(StagedRows rows, int repetition) {
        Tokens json = rows.tokens();
        object++;
        int written = 0;
        int position = 0;
        for (Field field = next(json, position); field != null; field = next(json, ++position)) {
            if (json.nextToken() != JsonToken.VALUE_NULL || field.takesNull()) {
                field.value().write(rows, repetition);
                hadBy[field.index()] = object;
                written++;
            }
        }
        if (written < fields.length) {
            for (Field field : fields) {
                if (hadBy[field.index()] != object) {
                    field.value().missing(repetition, definition);
                }
            }
        }
    }

    @Override
    public void missing(int repetition, int above) {
        for (Field field : fields) {
            field.value().missing(repetition, above);
        }
    }

    private @Nullable Field next(Tokens json, int position) {
        if (position < expected.length && json.nextIs(expected[position].written())) {
            return expected[position];
        }
        JsonToken token = position < expected.length ? json.current() : json.nextToken();
        if (token == JsonToken.END_OBJECT) {
            return null;
        }
        Field field = byName.get(json.string());
        if (field == null) {
            throw new IllegalStateException("a staged row has a key that the schema lacks");
        }
        expected[position] = field; // the keys of an object are distinct, so there are no more than fields
        return field;
    }
}
