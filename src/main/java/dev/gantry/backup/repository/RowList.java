package dev.gantry.backup.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gantry.files.EncryptionKey;
import dev.gantry.sink.schema.Column;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A file of rows that is only there if there are any. */
final class RowList implements AutoCloseable {
    private final Locked locked;
    private final String backup;
    private final Path workshop;
    private final String name;
    private final List<Column> columns;
    private final Optional<EncryptionKey> key;
    private @Nullable RowFileWriter writer;

    RowList(
            Locked locked,
            String backup,
            Path workshop,
            String name,
            List<Column> columns,
            Optional<EncryptionKey> key) {
        this.locked = locked;
        this.backup = backup;
        this.workshop = workshop;
        this.name = name;
        this.columns = columns;
        this.key = key;
    }

    /** @param row whose other members are left out */
    void add(ObjectNode row) throws IOException {
        if (writer == null) {
            writer = new RowFileWriter(workshop.resolve(name), columns, 0, Map.of(), key);
        }
        writer.add(row.deepCopy().retain(Columns.names(columns)));
    }

    /** Adds the file to the repository. */
    Optional<FileRef> finish() throws IOException {
        if (writer == null) {
            return Optional.empty();
        }
        FileRef file = writer.finish(backup + "/" + name + ".parquet");
        locked.put(file, writer.file());
        writer = null;
        return Optional.of(file);
    }

    @Override
    public void close() {
        if (writer != null) {
            writer.close();
        }
    }
}
