package dev.gantry.sink.parquet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** The columns that hold values. Each row group has writers of its own for them, so these change while the tree above stays. */
final class LeafColumns {
    private final MessageType layout;
    private final Map<List<String>, LeafColumn> byPath = new HashMap<>();

    LeafColumns(MessageType layout) {
        this.layout = layout;
    }

    /** @param path of names, down from the row */
    LeafColumn at(List<String> path) {
        return byPath.computeIfAbsent(
                path, names -> new LeafColumn(layout.getColumnDescription(names.toArray(String[]::new))));
    }

    /** From now on what is written goes into this row group. */
    void goInto(ColumnWriteStore rowGroup) {
        byPath.values().forEach(column -> column.writer = rowGroup.getColumnWriter(column.descriptor));
    }

    /** One column, with the levels that Dremel's encoding has for it. */
    static final class LeafColumn {
        private final ColumnDescriptor descriptor;
        private final int definition;
        private @Nullable ColumnWriter writer;

        private LeafColumn(ColumnDescriptor descriptor) {
            this.descriptor = descriptor;
            this.definition = descriptor.getMaxDefinitionLevel();
        }

        ColumnWriter writer() {
            return Objects.requireNonNull(writer, "a row group is begun before rows are written");
        }

        /** The level of a value that is there. */
        int definition() {
            return definition;
        }
    }
}
