package dev.gantry.sink.staging;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.gantry.files.DiskFailed;
import org.jspecify.annotations.Nullable;

/** Reads the frames of a log, or those from some place on, with memory for one; also of files that {@link FrameWriter} wrote. */
public final class LogFrames implements Frames {
    private static final int BUFFER = 64 << 10;
    private static final String LOG_IS_LOST =
            "Its rows cannot be trusted, so nothing is published: start over with `gantry run`, and check the disk.";
    private static final String COPY_IS_LOST =
            "Nothing is lost, it is only a sorted copy: check the disk, then `gantry resume` makes it again.";

    private final Path path;
    private final String whenDamaged;
    private final long length;
    private final DataInputStream in;
    private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
    private final FrameBytes payload = new FrameBytes();
    private final FrameBytes text = new FrameBytes();
    private long position;

    private LogFrames(Path path, long length, String whenDamaged, DataInputStream in) {
        this.path = path;
        this.whenDamaged = whenDamaged;
        this.length = length;
        this.in = in;
    }

    /**
     * @param from where a frame begins; 0 is the first, too
     * @param to where to stop; the file may be longer
     */
    static LogFrames open(Path path, long from, long to) {
        return open(path, from, to, LOG_IS_LOST);
    }

    /** What a {@link FrameWriter} wrote. */
    public static LogFrames ofCopy(Path path) {
        try {
            return open(path, 0, Files.size(path), COPY_IS_LOST);
        } catch (IOException e) {
            throw DiskFailed.other("cannot open", path, e);
        }
    }

    private static LogFrames open(Path path, long from, long to, String whenDamaged) {
        try {
            InputStream file = Files.newInputStream(path);
            LogFrames frames =
                    new LogFrames(path, to, whenDamaged, new DataInputStream(new BufferedInputStream(file, BUFFER)));
            frames.readFileHeader();
            if (from > frames.position) {
                frames.in.skipNBytes(from - frames.position);
                frames.position = from;
            }
            return frames;
        } catch (IOException e) {
            throw DiskFailed.other("cannot open the staging log", path, e);
        }
    }

    private void readFileHeader() throws IOException {
        byte[] header = in.readNBytes(Frame.FILE_HEADER.length);
        position = header.length;
        if (!Arrays.equals(header, Frame.FILE_HEADER)) {
            throw damaged(0, "it does not begin like a staging log of this version of Gantry");
        }
    }

    @Override
    public @Nullable Text next() {
        if (position >= length) {
            return null;
        }
        long at = position;
        try {
            Frame frame = nextHeader();
            byte[] packed = payload.room(frame.packed());
            in.readFully(packed, 0, frame.packed());
            position += frame.packed();
            if (!frame.isOf(packed)) {
                throw damaged(at, "a checksum does not match");
            }
            unpack(packed, frame);
            return new Text(text.array(), frame.unpacked());
        } catch (EOFException e) {
            throw damaged(at, "it ends in the middle of a frame");
        } catch (ZstdException e) {
            throw damaged(at, "a frame cannot be unpacked (" + e.getMessage() + ")");
        } catch (IOException e) {
            throw DiskFailed.other("cannot read the staging log", path, e);
        }
    }

    /** What the next frame says of itself, without its rows; null after the last. Its checksum is not looked at. */
    @Nullable Frame skip() {
        if (position >= length) {
            return null;
        }
        long at = position;
        try {
            Frame frame = nextHeader();
            in.skipNBytes(frame.packed());
            position += frame.packed();
            return frame;
        } catch (EOFException e) {
            throw damaged(at, "it ends in the middle of a frame");
        } catch (IOException e) {
            throw DiskFailed.other("cannot read the staging log", path, e);
        }
    }

    long position() {
        return position;
    }

    private Frame nextHeader() throws IOException {
        long at = position;
        Frame frame = Frame.read(readExactly(Frame.BYTES));
        if (frame.packed() < 0 || frame.unpacked() < 0 || frame.packed() > length - position) {
            throw damaged(at, "a frame claims " + frame.packed() + " bytes");
        }
        return frame;
    }

    private byte[] readExactly(int bytes) throws IOException {
        if (bytes > length - position) {
            throw new EOFException();
        }
        byte[] header = new byte[bytes];
        in.readFully(header);
        position += bytes;
        return header;
    }

    private void unpack(byte[] packed, Frame frame) {
        text.reset();
        byte[] room = text.room(frame.unpacked());
        int bytes = zstd.decompressByteArray(room, 0, frame.unpacked(), packed, 0, frame.packed());
        if (bytes != frame.unpacked()) {
            throw new ZstdException(-Zstd.errCorruptionDetected(), bytes + " bytes instead of " + frame.unpacked());
        }
    }

    private DiskFailed damaged(long at, String what) {
        return new DiskFailed(
                "the staging log " + path + " is damaged at byte " + at + ": " + what + ". " + whenDamaged);
    }

    @Override
    public void close() {
        try (in;
                zstd) {
            return;
        } catch (IOException e) {
            throw DiskFailed.other("cannot close the staging log", path, e);
        }
    }
}
