package dev.gantry.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;

import dev.gantry.files.DiskFailed;
import dev.gantry.files.Durable;
import dev.gantry.sink.format.FormatWriter;
import dev.gantry.sink.staging.StagedRows;
import dev.gantry.sink.target.Target;

/** Writes rows into {@code part-00000} and so on; each file is on disk before the next one begins. */
final class Parts implements AutoCloseable {
    private static final long LEAST_NEEDED = 32L << 20;
    private static final int ROWS_TOLD_AT_ONCE = 10_000;

    private final Path folder;
    private final String suffix;
    private final FormatWriter writer;
    private final long rowsPerFile;
    private final LongConsumer written;
    private final Target target;
    private final List<Manifest.DataFile> done = new ArrayList<>();
    private long rowsInPart;
    private long untold;

    Parts(Path folder, String suffix, FormatWriter writer, long rowsPerFile, LongConsumer written, Target target) {
        this.folder = folder;
        this.suffix = suffix;
        this.writer = writer;
        this.rowsPerFile = rowsPerFile;
        this.written = written;
        this.target = target;
    }

    /** Writes all rows. */
    void write(StagedRows rows) {
        try {
            while (rows.next()) {
                if (rowsInPart == 0) {
                    writer.begin(file());
                }
                writer.write(rows);
                if (++untold == ROWS_TOLD_AT_ONCE) {
                    tell();
                }
                if (++rowsInPart == rowsPerFile) {
                    finishPart();
                }
            }
        } catch (IOException e) {
            throw DiskFailed.writing("cannot write", file(), LEAST_NEEDED, e);
        }
    }

    /** Completes the last file. */
    List<Manifest.DataFile> finish() {
        try {
            finishPart();
            tell();
            return List.copyOf(done);
        } catch (IOException e) {
            throw DiskFailed.writing("cannot finish", file(), LEAST_NEEDED, e);
        }
    }

    private void finishPart() throws IOException {
        if (rowsInPart == 0) {
            return;
        }
        writer.finish();
        Durable.syncFile(file());
        Path whole = file();
        done.add(new Manifest.DataFile(name(), rowsInPart, Files.size(whole)));
        target.finished(whole);
        rowsInPart = 0;
    }

    private void tell() {
        written.accept(untold);
        untold = 0;
    }

    private Path file() {
        return folder.resolve(name());
    }

    private String name() {
        return String.format(Locale.ROOT, "part-%05d", done.size()) + suffix;
    }

    @Override
    public void close() {
        writer.close();
    }
}
