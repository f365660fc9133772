package dev.gantry.sink;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.LongConsumer;

import dev.gantry.files.DiskFailed;
import dev.gantry.files.Durable;
import dev.gantry.sink.format.FormatWriter;
import dev.gantry.sink.staging.StagedRows;

/** Writes rows into {@code part-00000} and so on, in one folder after the other; each file is on disk before the next one begins. */
final class Parts implements AutoCloseable {
    private static final long LEAST_NEEDED = 32L << 20;
    private static final int ROWS_TOLD_AT_ONCE = 10_000;
    private static final int ROWS_UNTIL_MEASURED = 256;

    private final Path root;
    private final String prefix;
    private final String suffix;
    private final FormatWriter writer;
    private final FolderOptions limits;
    private final LongConsumer written;
    private final List<Manifest.DataFile> done = new ArrayList<>();
    private String folder = "";
    private int partsInFolder;
    private long rowsInPart;
    private long untold;

    /** @param prefix of the files' names, before their numbers */
    Parts(Path root, String prefix, String suffix, FormatWriter writer, FolderOptions limits, LongConsumer written) {
        this.root = root;
        this.prefix = prefix;
        this.suffix = suffix;
        this.writer = writer;
        this.limits = limits;
        this.written = written;
    }

    /**
     * The rows to come are of this folder, which may not have been left before.
     *
     * @param name below the root, with slashes
     */
    void enter(String name) {
        if (name.equals(folder)) {
            return;
        }
        try {
            finishPart();
            folder = name;
            partsInFolder = 0;
            Path path = root.resolve(name);
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.createDirectory(path);
        } catch (FileAlreadyExistsException e) {
            throw new DiskFailed(
                    "cannot write " + name + ": the disk takes it for a folder that is there already, perhaps"
                            + " because it does not tell upper from lower case. Nothing was published; publish to another disk,"
                            + " or make the values differ in more than that.");
        } catch (IOException e) {
            throw DiskFailed.writing("cannot create", root.resolve(name), LEAST_NEEDED, e);
        }
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
                if (++rowsInPart == limits.rowsPerFile() || isLarge()) {
                    finishPart();
                }
            }
        } catch (IOException e) {
            throw DiskFailed.writing("cannot write", file(), LEAST_NEEDED, e);
        }
    }

    private boolean isLarge() {
        return rowsInPart % ROWS_UNTIL_MEASURED == 0
                && writer.bytes() >= limits.bytesPerFile().bytes();
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
        done.add(new Manifest.DataFile(name(), rowsInPart, Files.size(file())));
        partsInFolder++;
        rowsInPart = 0;
    }

    private void tell() {
        written.accept(untold);
        untold = 0;
    }

    private Path file() {
        return root.resolve(name());
    }

    private String name() {
        String file = prefix + numbered(partsInFolder, suffix);
        return folder.isEmpty() ? file : folder + "/" + file;
    }

    static String numbered(int number, String suffix) {
        return String.format(Locale.ROOT, "part-%05d", number) + suffix;
    }

    @Override
    public void close() {
        writer.close();
    }
}
