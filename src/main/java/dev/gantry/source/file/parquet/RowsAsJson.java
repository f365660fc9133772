package dev.gantry.source.file.parquet;

import java.util.Objects;

import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Makes an object of each row, and knows how large it was and whether something in it was not as its column says. */
final class RowsAsJson extends RecordMaterializer<ObjectNode> implements Converters.Watch {

    private static final int BYTES_OF_A_COLUMN = 8;

    private final GroupConverter root;
    private final int least;
    private long bytes;
    private @Nullable String refusal;
    private @Nullable ObjectNode current;

    RowsAsJson(MessageType schema) {
        this.root = Converters.struct(schema, row -> current = (ObjectNode) row, this);
        this.least = BYTES_OF_A_COLUMN * schema.getColumns().size();
    }

    /** Before each row. */
    void begin() {
        bytes = least;
        refusal = null;
    }

    int bytes() {
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    @Nullable String refusal() {
        return refusal;
    }

    @Override
    public void took(int more) {
        bytes += more;
    }

    @Override
    public void refuse(String reason) {
        refusal = reason;
    }

    @Override
    public ObjectNode getCurrentRecord() {
        return Objects.requireNonNull(current);
    }

    @Override
    public GroupConverter getRootConverter() {
        return root;
    }
}
