package dev.gantry.sink.staging;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.gantry.files.DiskFailed;

/** Writes a file of frames, checked as a log's are, that need not survive the process; {@link LogFrames#ofCopy} reads it. */
public final class FrameWriter implements AutoCloseable {
    private static final int FASTEST = -1;
    private static final int BUFFER = 64 << 10;

    private final Path path;
    private final OutputStream out;
    private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(FASTEST);
    private final FrameBytes packed = new FrameBytes();

    private FrameWriter(Path path, OutputStream out) {
        this.path = path;
        this.out = out;
    }

    public static FrameWriter create(Path path) {
        try {
            FrameWriter writer = new FrameWriter(path, new BufferedOutputStream(Files.newOutputStream(path), BUFFER));
            writer.out.write(Frame.FILE_HEADER);
            return writer;
        } catch (IOException e) {
            throw DiskFailed.writing("cannot create", path, Frame.FULL, e);
        }
    }

    public void write(byte[] bytes, int length, int records) {
        byte[] payload = packed.room((int) Zstd.compressBound(length));
        int size = zstd.compressByteArray(payload, 0, payload.length, bytes, 0, length);
        try {
            out.write(Frame.of(payload, size, length, records).header());
            out.write(payload, 0, size);
        } catch (IOException e) {
            throw DiskFailed.writing("cannot write", path, size, e);
        }
        packed.reset();
    }

    @Override
    public void close() {
        try (out;
                zstd) {
            out.flush();
        } catch (IOException e) {
            throw DiskFailed.writing("cannot write", path, Frame.FULL, e);
        }
    }
}
