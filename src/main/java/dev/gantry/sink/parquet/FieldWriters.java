package dev.gantry.sink.parquet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import dev.gantry.sink.schema.Column;
import dev.gantry.sink.staging.StagedRows;
import org.apache.parquet.io.api.RecordConsumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The fields of a row or struct, found by name in whatever order an object has them. */
final class FieldWriters {
    private record Field(String name, int index, ValueWriter value, boolean takesNull) {}

    private final Map<String, Field> byName = new HashMap<>();

    /** The field that was last found at each position, because rows tend to look like the row before. */
    private Field[] expected;

    FieldWriters(List<Column> columns, Utf8 strings) {
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            ValueWriter value = ValueWriter.of(column.type(), strings);
            byName.put(column.name(), new Field(column.name(), i, value, ValueWriter.takesNull(column.type())));
        }
        expected = byName.values().toArray(Field[]::new);
    }

    /** Puts something around the writer of one field, for values other than null; no matter if there is no such field. */
    void wrap(String name, UnaryOperator<ValueWriter> wrapper) {
        byName.computeIfPresent(name, (key, field) -> {
            ValueWriter wrapped = wrapper.apply(field.value());
            ValueWriter value = (rows, out) ->
                    (rows.parser().currentToken() == JsonToken.VALUE_NULL ? field.value() : wrapped).write(rows, out);
            return new Field(key, field.index(), value, field.takesNull());
        });
        expected = byName.values().toArray(Field[]::new);
    }

    /** Consumes the object the parser stands at. Fields that are missing, and nulls of most types, are left out. */
    void write(StagedRows rows, RecordConsumer out) {
        JsonParser json = rows.parser();
        int position = 0;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            Field field = find(name, position++);
            if (json.nextToken() != JsonToken.VALUE_NULL || field.takesNull()) {
                out.startField(field.name(), field.index());
                field.value().write(rows, out);
                out.endField(field.name(), field.index());
            }
        }
    }

    private Field find(String name, int position) {
        if (position < expected.length && expected[position].name().equals(name)) {
            return expected[position];
        }
        Field field = byName.get(name);
        if (field == null) {
            throw new IllegalStateException("a staged row has a key that the schema lacks");
        }
        expected[position] = field; // the keys of an object are distinct, so there are no more than fields
        return field;
    }
}
