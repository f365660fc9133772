package dev.gantry.backup.repository;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

import dev.gantry.files.DiskFailed;
import dev.gantry.files.EncryptionKey;
import dev.gantry.files.StoredFile;
import dev.gantry.source.file.FileRecord;
import dev.gantry.source.file.RecordReader;
import dev.gantry.source.file.parquet.ParquetRecords;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads one file of rows. */
final class RowFile implements AutoCloseable {
    private final FileRef file;
    private final RecordReader reader;
    private long row = -1;

    private RowFile(FileRef file, RecordReader reader) {
        this.file = file;
        this.reader = reader;
    }

    /**
     * Opens a file that is what it was written as.
     *
     * @param columns that are read
     * @param position of an earlier reading; empty: from the beginning
     * @param key that it was encrypted with
     * @throws BackupDamaged if it is gone or another
     */
    static RowFile open(Place place, FileRef file, List<String> columns, String position, Optional<EncryptionKey> key) {
        try {
            return new RowFile(
                    file, new ParquetRecords(columns, key).open(place.files(), whole(place, file), position));
        } catch (IOException broken) {
            throw damaged(file, "it cannot be read", broken);
        }
    }

    /** @throws BackupDamaged with what is wrong with a file: nothing else tells a flipped bit in a page */
    static StoredFile whole(Place place, FileRef file) {
        StoredFile found = sized(place, file);
        try (InputStream in = place.files().open(found, 0)) {
            String digest = Digests.sha256(in);
            if (!digest.equals(file.sha256())) {
                throw damaged(file, "its SHA-256 is " + digest + ", and " + file.sha256() + " was written", null);
            }
            return found;
        } catch (IOException broken) {
            throw DiskFailed.reading(found.location(), broken);
        }
    }

    /** @throws BackupDamaged if it is gone, or not as long as it was */
    static StoredFile sized(Place place, FileRef file) {
        Optional<StoredFile> found;
        try {
            found = place.find(file.name());
        } catch (IOException broken) {
            throw DiskFailed.reading(place.location().below(file.name()), broken);
        }
        if (found.isEmpty()) {
            throw damaged(file, "it is not there", null);
        }
        if (found.get().bytes() != file.bytes()) {
            throw damaged(
                    file, "it has " + found.get().bytes() + " bytes, and " + file.bytes() + " were written", null);
        }
        return found.get();
    }

    private static BackupDamaged damaged(FileRef file, String why, @Nullable Throwable cause) {
        return new BackupDamaged(
                file.name() + " is damaged: " + why + ". Put it back from a copy; gantry backup verify tells which"
                        + " entries are in it.",
                cause);
    }

    /** The number of the row that came last, from 0. */
    long row() {
        return row;
    }

    /** From where another reading goes on. */
    String position() {
        return reader.position();
    }

    /** The next row; null at the end. */
    @Nullable JsonNode next() {
        try {
            @Nullable FileRecord record = reader.next();
            if (record == null) {
                return null;
            }
            row = record.number() - 1;
            return record.json();
        } catch (IOException broken) {
            throw damaged(file, "row " + (row + 2) + " cannot be read", broken);
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException broken) {
            throw damaged(file, "it cannot be closed", broken);
        }
    }
}
