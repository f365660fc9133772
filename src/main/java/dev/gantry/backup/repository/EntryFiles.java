package dev.gantry.backup.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.gantry.files.EncryptionKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes the entries of a backup in parts, each with the file of its keys, and adds each to the repository once it is full. */
final class EntryFiles implements AutoCloseable {
    private static final long MOST_ROWS = 250_000;
    private static final long MOST_BYTES = 128L << 20;

    private final Locked locked;
    private final String backup;
    private final Path workshop;
    private final int widestRow;
    private final Map<String, String> metadata;
    private final Optional<EncryptionKey> key;
    private final List<Part> parts = new ArrayList<>();
    private @Nullable RowFileWriter entries;
    private @Nullable RowFileWriter keys;

    EntryFiles(
            Locked locked,
            String backup,
            Path workshop,
            int widestRow,
            Map<String, String> metadata,
            Optional<EncryptionKey> key) {
        this.locked = locked;
        this.backup = backup;
        this.workshop = workshop;
        this.widestRow = widestRow;
        this.metadata = metadata;
        this.key = key;
    }

    void add(ObjectNode row) throws IOException {
        if (entries == null || keys == null) {
            String number = number();
            entries =
                    new RowFileWriter(workshop.resolve("entries-" + number), Columns.ENTRIES, widestRow, metadata, key);
            keys = new RowFileWriter(workshop.resolve("keys-" + number), Columns.KEYS, 0, metadata, key);
        }
        ObjectNode named = row.objectNode();
        for (String name : List.of(Columns.STORE, Columns.SCOPE, Columns.ID, Columns.ORDERED, Columns.REVISION)) {
            named.set(name, row.get(name));
        }
        keys.add(named.put(Columns.CONTENT, StagedEntries.content(row)));
        entries.add(row);
        if (entries.rows() >= MOST_ROWS || entries.bytes() >= MOST_BYTES) {
            finishPart();
        }
    }

    private String number() {
        return String.format(Locale.ROOT, "%05d.parquet", parts.size());
    }

    private void finishPart() throws IOException {
        if (entries == null || keys == null) {
            return;
        }
        String number = number();
        FileRef entriesFile = entries.finish(backup + "/entries-" + number);
        FileRef keysFile = keys.finish(backup + "/keys-" + number);
        locked.put(entriesFile, entries.file());
        locked.put(keysFile, keys.file());
        parts.add(new Part(backup, entriesFile, keysFile, entriesFile.rows()));
        entries = null;
        keys = null;
    }

    /** All parts, the last one as full as it is. */
    List<Part> finish() throws IOException {
        finishPart();
        return List.copyOf(parts);
    }

    @Override
    public void close() {
        if (entries != null) {
            entries.close();
        }
        if (keys != null) {
            keys.close();
        }
    }
}
