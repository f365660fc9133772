package dev.gantry.sink.parquet;

import dev.gantry.sink.schema.ColumnType;
import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.ColumnType.ListOf;
import dev.gantry.sink.schema.ColumnType.MapOf;
import dev.gantry.sink.schema.ColumnType.Struct;
import dev.gantry.sink.staging.StagedRows;
import org.apache.parquet.io.api.RecordConsumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Moves one kind of value from the parser into a column. A schema is compiled into a tree of these once a run. */
@FunctionalInterface
interface ValueWriter {
    /** Consumes the current value, which is not null. */
    void write(StagedRows rows, RecordConsumer out);

    static ValueWriter of(ColumnType type, HalfCharacters strings) {
        return switch (type) {
            case Leaf leaf -> ScalarWriters.of(leaf.scalar(), strings);
            case Struct struct -> struct(new FieldWriters(struct.columns(), strings));
            case ListOf list -> list(of(list.element(), strings));
            case MapOf map -> map(of(map.value(), strings), strings);
        };
    }

    private static ValueWriter struct(FieldWriters fields) {
        return (rows, out) -> {
            out.startGroup();
            fields.write(rows, out);
            out.endGroup();
        };
    }

    private static ValueWriter list(ValueWriter element) {
        return (rows, out) -> {
            JsonParser json = rows.parser();
            out.startGroup();
            JsonToken token = json.nextToken();
            if (token != JsonToken.END_ARRAY) {
                out.startField(Layout.LIST, 0);
                for (; token != JsonToken.END_ARRAY; token = json.nextToken()) {
                    out.startGroup();
                    if (token != JsonToken.VALUE_NULL) {
                        out.startField(Layout.ELEMENT, 0);
                        element.write(rows, out);
                        out.endField(Layout.ELEMENT, 0);
                    }
                    out.endGroup();
                }
                out.endField(Layout.LIST, 0);
            }
            out.endGroup();
        };
    }

    private static ValueWriter map(ValueWriter value, HalfCharacters strings) {
        return (rows, out) -> {
            JsonParser json = rows.parser();
            out.startGroup();
            String key = json.nextName();
            if (key != null) {
                out.startField(Layout.KEY_VALUE, 0);
                for (; key != null; key = json.nextName()) {
                    out.startGroup();
                    out.startField(Layout.KEY, 0);
                    out.addBinary(strings.utf8(key));
                    out.endField(Layout.KEY, 0);
                    if (json.nextToken() != JsonToken.VALUE_NULL) {
                        out.startField(Layout.MAP_VALUE, 1);
                        value.write(rows, out);
                        out.endField(Layout.MAP_VALUE, 1);
                    }
                    out.endGroup();
                }
                out.endField(Layout.KEY_VALUE, 0);
            }
            out.endGroup();
        };
    }
}
