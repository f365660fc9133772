package dev.gantry.sink.parquet;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.gantry.sink.schema.RowSchema;
import dev.gantry.sink.staging.StagedRows;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Writes the row that the staged rows stand at. One serves all files of a run, one after the other. */
final class RowWriteSupport extends WriteSupport<StagedRows> {
    private final MessageType layout;
    private final boolean isWholeRow;
    private final FieldWriters fields;
    private final ValueWriter wholeRow;
    private final boolean wholeRowTakesNull;
    private final Map<String, String> metadata;
    private final RepeatedKeys repeatedKeys;
    private final Utf8 strings = new Utf8();
    private @Nullable RecordConsumer out;

    RowWriteSupport(RowSchema schema, List<String> key, Map<String, String> metadata) {
        this.layout = Layout.of(schema.columns());
        this.isWholeRow = schema.isWholeRow();
        this.fields = new FieldWriters(schema.columns(), strings);
        this.wholeRow = ValueWriter.of(schema.columns().getFirst().type(), strings);
        this.wholeRowTakesNull =
                ValueWriter.takesNull(schema.columns().getFirst().type());
        this.metadata = Map.copyOf(metadata);
        this.repeatedKeys = RepeatedKeys.in(fields, key);
    }

    @Override
    @SuppressWarnings("deprecation") // abstract, though parquet-java itself calls the other one
    public WriteContext init(Configuration configuration) {
        return new WriteContext(layout, metadata);
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(layout, metadata);
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
        out = consumer;
    }

    @Override
    public void write(StagedRows rows) {
        RecordConsumer consumer = Objects.requireNonNull(out);
        consumer.startMessage();
        if (!isWholeRow) {
            fields.write(rows, consumer);
            repeatedKeys.endRow();
        } else if (rows.parser().currentToken() != JsonToken.VALUE_NULL || wholeRowTakesNull) {
            String name = RowSchema.VALUE;
            consumer.startField(name, 0);
            wholeRow.write(rows, consumer);
            consumer.endField(name, 0);
        }
        consumer.endMessage();
    }

    RepeatedKeys repeatedKeys() {
        return repeatedKeys;
    }

    /** How many strings could not be kept as they were. */
    long repairedStrings() {
        return strings.repaired();
    }
}
