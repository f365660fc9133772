package dev.gantry.sink.parquet;

import dev.gantry.sink.schema.ColumnType;
import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.ColumnType.ListOf;
import dev.gantry.sink.schema.ColumnType.MapOf;
import dev.gantry.sink.schema.ColumnType.Struct;
import dev.gantry.sink.schema.ColumnType.Variant;
import dev.gantry.sink.schema.Scalar.Simple;
import dev.gantry.sink.staging.StagedRows;
import org.apache.parquet.io.api.RecordConsumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Moves one kind of value from the parser into a column. A schema is compiled into a tree of these once a run. */
@FunctionalInterface
interface ValueWriter {
    /** Consumes the current value, which is null only where {@link #takesNull} says that it may be. */
    void write(StagedRows rows, RecordConsumer out);

    static ValueWriter of(ColumnType type, Utf8 strings) {
        return switch (type) {
            case Leaf leaf -> ScalarWriters.of(leaf.scalar(), strings);
            case Struct struct -> struct(new FieldWriters(struct.columns(), strings));
            case ListOf list -> list(list.element(), strings);
            case MapOf map -> map(map.value(), strings);
            case Variant variant -> VariantWriter.of(variant, strings);
        };
    }

    /** Whether null is a value of the type, and not the lack of one. */
    static boolean takesNull(ColumnType type) {
        return type instanceof Variant || (type instanceof Leaf leaf && leaf.scalar() == Simple.JSON);
    }

    private static ValueWriter struct(FieldWriters fields) {
        return (rows, out) -> {
            out.startGroup();
            fields.write(rows, out);
            out.endGroup();
        };
    }

    private static ValueWriter list(ColumnType type, Utf8 strings) {
        ValueWriter element = of(type, strings);
        boolean takesNull = takesNull(type);
        return (rows, out) -> {
            JsonParser json = rows.parser();
            out.startGroup();
            JsonToken token = json.nextToken();
            if (token != JsonToken.END_ARRAY) {
                out.startField(Layout.LIST, 0);
                for (; token != JsonToken.END_ARRAY; token = json.nextToken()) {
                    out.startGroup();
                    if (token != JsonToken.VALUE_NULL || takesNull) {
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

    private static ValueWriter map(ColumnType type, Utf8 strings) {
        ValueWriter value = of(type, strings);
        boolean takesNull = takesNull(type);
        return (rows, out) -> {
            JsonParser json = rows.parser();
            out.startGroup();
            String key = json.nextName();
            if (key != null) {
                out.startField(Layout.KEY_VALUE, 0);
                for (; key != null; key = json.nextName()) {
                    out.startGroup();
                    out.startField(Layout.KEY, 0);
                    out.addBinary(strings.of(key));
                    out.endField(Layout.KEY, 0);
                    if (json.nextToken() != JsonToken.VALUE_NULL || takesNull) {
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
