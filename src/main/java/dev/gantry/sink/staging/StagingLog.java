package dev.gantry.sink.staging;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.gantry.files.DiskFailed;
import dev.gantry.files.Durable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;

/**
 * The writing end of a log. Rows are collected by {@link #add} and are durable when {@link #commit} returns; what fails before that
 * leaves no byte behind. A random access file and not a channel, because an interrupt of the thread closes a channel.
 */
final class StagingLog implements AutoCloseable {
    private static final ObjectWriter LINES = StagedJson.MAPPER.writer().withRootValueSeparator("\n");
    private static final int LEVEL = 1;

    private final Path path;
    private final RandomAccessFile file;
    private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL);
    private final FrameBytes rowsText = new FrameBytes();
    private final FrameBytes packed = new FrameBytes();
    private JsonGenerator generator = LINES.createGenerator(rowsText);
    private int rowsInFrame;
    private Checkpoint committed;
    private long end;
    private long rows;

    private StagingLog(Path path, RandomAccessFile file, Checkpoint committed) {
        this.path = path;
        this.file = file;
        this.committed = committed;
        this.end = committed.length();
        this.rows = committed.rows();
    }

    /** A log without rows, whatever the file held before. */
    static StagingLog create(Path path) {
        try {
            Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
            Durable.createFolders(folder);
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            file.setLength(0);
            file.write(Frame.FILE_HEADER);
            file.getFD().sync();
            Durable.syncFolder(folder);
            return new StagingLog(path, file, new Checkpoint(Frame.FILE_HEADER.length, 0));
        } catch (IOException e) {
            throw DiskFailed.writing("cannot create the staging log", path, Frame.FULL, e);
        }
    }

    /** The log as the checkpoint left it; what was written later is cut off. */
    static StagingLog reopen(Path path, Checkpoint checkpoint) {
        try {
            long length = Files.exists(path) ? Files.size(path) : 0;
            if (length < checkpoint.length()) {
                throw new DiskFailed(
                        "the staging log " + path + " has " + length + " bytes, but the checkpoint counts on "
                                + checkpoint.length()
                                + ": rows that were read are gone, so this run cannot go on. Nothing of it was published:"
                                + " start over with `gantry run`, and if nobody deleted the file, check the disk.");
            }
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            file.setLength(checkpoint.length());
            file.seek(checkpoint.length());
            file.getFD().sync();
            return new StagingLog(path, file, checkpoint);
        } catch (IOException e) {
            throw DiskFailed.other("cannot reopen the staging log", path, e);
        }
    }

    /** @return bytes of the row as text */
    int add(JsonNode row) {
        int before = rowsText.size();
        generator.writeTree(row).flush();
        rowsInFrame++;
        int bytes = rowsText.size() - before;
        if (rowsText.size() > Frame.FULL) {
            writeFrame();
        }
        return bytes;
    }

    /** Makes the rows added since the last commit durable. */
    Checkpoint commit() {
        writeFrame();
        if (end > committed.length()) {
            try {
                file.getFD().sync();
            } catch (IOException e) {
                throw rolledBack(e);
            }
            committed = new Checkpoint(end, rows);
        }
        return committed;
    }

    Checkpoint committed() {
        return committed;
    }

    private void writeFrame() {
        if (rowsInFrame == 0) {
            return;
        }
        generator.close();
        rowsText.write('\n');
        byte[] payload = packed.room((int) Zstd.compressBound(rowsText.size()));
        int bytes = zstd.compressByteArray(payload, 0, payload.length, rowsText.array(), 0, rowsText.size());
        try {
            file.write(Frame.of(payload, bytes, rowsText.size(), rowsInFrame).header());
            file.write(payload, 0, bytes);
        } catch (IOException e) {
            throw rolledBack(e);
        }
        end += Frame.BYTES + bytes;
        rows += rowsInFrame;
        startFrame();
    }

    private void startFrame() {
        rowsInFrame = 0;
        rowsText.reset();
        packed.reset();
        generator = LINES.createGenerator(rowsText);
    }

    /** Forgets what was added since the last commit, in memory and on disk. */
    void rollBack() {
        try {
            cut();
        } catch (IOException e) {
            throw DiskFailed.other("cannot cut the staging log", path, e);
        }
    }

    private void cut() throws IOException {
        generator.close();
        startFrame();
        end = committed.length();
        rows = committed.rows();
        file.setLength(end);
        file.seek(end);
    }

    private DiskFailed rolledBack(IOException cause) {
        long needed = end - committed.length() + rowsText.size();
        try {
            cut();
        } catch (IOException e) {
            cause.addSuppressed(e); // the next open cuts
        }
        return DiskFailed.writing("cannot write the staging log", path, needed, cause);
    }

    @Override
    public void close() {
        try (file;
                zstd) {
            generator.close();
        } catch (IOException e) {
            throw DiskFailed.other("cannot close the staging log", path, e);
        }
    }
}
