package dev.gantry.sink.parquet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gantry.sink.schema.Column;
import dev.gantry.sink.schema.ColumnType;
import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.ColumnType.ListOf;
import dev.gantry.sink.schema.ColumnType.MapOf;
import dev.gantry.sink.schema.ColumnType.Struct;
import dev.gantry.sink.schema.ColumnType.Variant;
import dev.gantry.sink.staging.StagedRows;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.variant.VariantBuilder;
import org.apache.parquet.variant.VariantObjectBuilder;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Writes VARIANTs as Parquet's format of 2025 has them (VariantEncoding and VariantShredding): all keys in {@code metadata}, parts with
 * a type in columns of their own, what is left encoded in {@code value}.
 */
final class VariantWriter {
    private static final Binary NULL = Binary.fromConstantByteArray(new byte[] {0});

    /** @param part writes the fields of the member's group */
    private record Member(String name, int index, ValueWriter part) {}

    private final VariantEncoding encoding;
    private final VariantKeys keys;

    private VariantWriter(VariantEncoding encoding, VariantKeys keys) {
        this.encoding = encoding;
        this.keys = keys;
    }

    static ValueWriter of(Variant type, Utf8 strings) {
        VariantWriter writer = new VariantWriter(new VariantEncoding(strings), new VariantKeys(type.typed()));
        ValueWriter whole =
                type.typed().map(typed -> writer.part(typed, strings, 1)).orElse(writer::encoded);
        return (rows, out) -> {
            writer.keys.reset();
            out.startGroup();
            whole.write(rows, out);
            field(out, Layout.METADATA, 0, writer.keys.encoded());
            out.endGroup();
        };
    }

    private void encoded(StagedRows rows, RecordConsumer out) {
        VariantBuilder value = new VariantBuilder(keys.more());
        encoding.append(rows.parser(), value);
        field(out, Layout.VALUE, 1, Binary.fromConstantByteBuffer(value.encodedValue()));
    }

    /** @param index of {@code value} in the group; {@code typed_value} is the next */
    private ValueWriter part(ColumnType typed, Utf8 strings, int index) {
        ValueWriter other = switch (typed) {
            case Leaf leaf -> leaf(ScalarWriters.of(leaf.scalar(), strings), index);
            case ListOf list -> list(part(list.element(), strings, 0), index);
            case Struct struct -> struct(struct.columns(), strings, index);
            case MapOf map -> throw new IllegalArgumentException("VARIANTs have no part like " + map);
            case Variant variant -> throw new IllegalArgumentException("VARIANTs have no part like " + variant);
        };
        return (rows, out) -> {
            if (rows.parser().currentToken() == JsonToken.VALUE_NULL) {
                field(out, Layout.VALUE, index, NULL);
            } else {
                other.write(rows, out);
            }
        };
    }

    private static ValueWriter leaf(ValueWriter scalar, int index) {
        return (rows, out) -> {
            out.startField(Layout.TYPED_VALUE, index + 1);
            scalar.write(rows, out);
            out.endField(Layout.TYPED_VALUE, index + 1);
        };
    }

    private static ValueWriter list(ValueWriter element, int index) {
        return (rows, out) -> {
            out.startField(Layout.TYPED_VALUE, index + 1);
            out.startGroup();
            JsonToken token = rows.parser().nextToken();
            if (token != JsonToken.END_ARRAY) {
                out.startField(Layout.LIST, 0);
                for (; token != JsonToken.END_ARRAY; token = rows.parser().nextToken()) {
                    out.startGroup();
                    out.startField(Layout.ELEMENT, 0);
                    out.startGroup();
                    element.write(rows, out);
                    out.endGroup();
                    out.endField(Layout.ELEMENT, 0);
                    out.endGroup();
                }
                out.endField(Layout.LIST, 0);
            }
            out.endGroup();
            out.endField(Layout.TYPED_VALUE, index + 1);
        };
    }

    private ValueWriter struct(List<Column> columns, Utf8 strings, int index) {
        Map<String, Member> members = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            members.put(column.name(), new Member(column.name(), i, part(column.type(), strings, 0)));
        }
        return (rows, out) -> {
            out.startField(Layout.TYPED_VALUE, index + 1);
            out.startGroup();
            VariantBuilder others = members(members, rows, out);
            out.endGroup();
            out.endField(Layout.TYPED_VALUE, index + 1);
            if (others != null) {
                others.endObject();
                field(out, Layout.VALUE, index, Binary.fromConstantByteBuffer(others.encodedValue()));
            }
        };
    }

    /** @return an object, not yet ended, of the members that have no column; null if there are none */
    private @Nullable VariantBuilder members(Map<String, Member> members, StagedRows rows, RecordConsumer out) {
        JsonParser json = rows.parser();
        VariantBuilder others = null;
        VariantObjectBuilder object = null;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            Member member = members.get(name);
            if (member != null) {
                out.startField(name, member.index());
                out.startGroup();
                member.part().write(rows, out);
                out.endGroup();
                out.endField(name, member.index());
            } else {
                others = others == null ? new VariantBuilder(keys.more()) : others;
                object = object == null ? others.startObject() : object;
                object.appendKey(name);
                encoding.append(json, object);
            }
        }
        return others;
    }

    private static void field(RecordConsumer out, String name, int index, Binary value) {
        out.startField(name, index);
        out.addBinary(value);
        out.endField(name, index);
    }
}
