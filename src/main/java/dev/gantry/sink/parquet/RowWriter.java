package dev.gantry.sink.parquet;

import java.util.ArrayList;
import java.util.List;

import dev.gantry.sink.schema.Column;
import dev.gantry.sink.schema.ColumnType;
import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.ColumnType.ListOf;
import dev.gantry.sink.schema.ColumnType.MapOf;
import dev.gantry.sink.schema.ColumnType.Struct;
import dev.gantry.sink.schema.ColumnType.Variant;
import dev.gantry.sink.schema.RowSchema;
import dev.gantry.sink.staging.StagedRows;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.schema.MessageType;
import tools.jackson.core.JsonToken;

/**
 * Writes the row that the staged rows stand at into the columns of a row group. It does so without parquet-java's record
 * consumer between them, which costs a tenth of all publishing. One serves all files of a run, one after the other.
 */
final class RowWriter {
    private final MessageType layout;
    private final LeafColumns columns;
    private final boolean isWholeRow;
    private final ValueWriter row;
    private final boolean takesNull;
    private final Utf8 strings = new Utf8();

    RowWriter(RowSchema schema) {
        this.layout = Layout.of(schema.columns());
        this.columns = new LeafColumns(layout);
        this.isWholeRow = schema.isWholeRow();
        Column first = schema.columns().getFirst();
        this.row = isWholeRow ? of(first.type(), List.of(first.name()), 0) : fields(schema.columns(), List.of(), 0);
        this.takesNull = !isWholeRow || ValueWriter.takesNull(first.type());
    }

    MessageType layout() {
        return layout;
    }

    /** From now on rows go into this row group. */
    void goInto(ColumnWriteStore rowGroup) {
        columns.goInto(rowGroup);
    }

    /** The rows stand before their row's value ends. */
    void write(StagedRows rows) {
        if (takesNull || rows.tokens().current() != JsonToken.VALUE_NULL) {
            row.write(rows, 0);
        } else {
            row.missing(0, 0);
        }
    }

    /** How many strings could not be kept as they were. */
    long repairedStrings() {
        return strings.repaired();
    }

    /**
     * @param path of the column
     * @param above definition level of what it is a part of
     */
    private ValueWriter of(ColumnType type, List<String> path, int above) {
        return switch (type) {
            case Leaf leaf -> ScalarWriters.of(leaf.scalar(), columns.at(path), strings);
            case Struct struct -> fields(struct.columns(), path, above + 1);
            case ListOf list -> {
                List<String> element = with(with(path, Layout.LIST), Layout.ELEMENT);
                boolean takesNull = ValueWriter.takesNull(list.element());
                yield new ListWriter(
                        of(list.element(), element, above + 2), takesNull, above + 1, repetition(path) + 1);
            }
            case MapOf map -> {
                List<String> entry = with(path, Layout.KEY_VALUE);
                yield new MapWriter(
                        columns.at(with(entry, Layout.KEY)),
                        of(map.value(), with(entry, Layout.MAP_VALUE), above + 2),
                        ValueWriter.takesNull(map.value()),
                        above + 1,
                        repetition(path) + 1,
                        strings);
            }
            case Variant variant ->
                new VariantWriters(columns, strings, variant.typed())
                        .whole(path, above + (variant.isRequired() ? 0 : 1), repetition(path));
        };
    }

    /** How many lists and maps are above. */
    private int repetition(List<String> path) {
        return layout.getMaxRepetitionLevel(path.toArray(String[]::new));
    }

    private FieldWriters fields(List<Column> of, List<String> path, int definition) {
        List<FieldWriters.Member> members = of.stream()
                .map(column -> new FieldWriters.Member(
                        column.name(),
                        of(column.type(), with(path, column.name()), definition),
                        ValueWriter.takesNull(column.type())))
                .toList();
        return new FieldWriters(members, definition);
    }

    static List<String> with(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }
}
