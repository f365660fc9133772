package dev.gantry.sink.staging;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.gantry.files.DiskFailed;
import dev.gantry.sink.schema.Inference;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** Reads a log row by row, with memory for one frame. After {@link #next} the parser stands at the row's first token. */
public final class StagedRows implements AutoCloseable {
    private final Path path;
    private final long length;
    private final DataInputStream in;
    private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
    private final FrameBytes payload = new FrameBytes();
    private final FrameBytes text = new FrameBytes();
    private long position;
    private int textLength;
    private @Nullable JsonParser parser;

    private StagedRows(Path path, long length, DataInputStream in) {
        this.path = path;
        this.length = length;
        this.in = in;
    }

    /** @param length as the checkpoint has it; the file may be longer */
    public static StagedRows open(Path path, long length) {
        try {
            StagedRows rows = new StagedRows(
                    path, length, new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16)));
            rows.readFileHeader();
            return rows;
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

    public boolean next() {
        while (parser == null || parser.nextToken() == null) {
            if (position >= length) {
                return false;
            }
            nextFrame();
        }
        return true;
    }

    public JsonParser parser() {
        if (parser == null) {
            throw new IllegalStateException("next() comes first");
        }
        return parser;
    }

    /** The text around the parser, UTF-8 without spaces between tokens; valid until {@link #next}. */
    public byte[] text() {
        return text.array();
    }

    /** Where the current token begins in {@link #text}. */
    public int tokenStart() {
        return (int) parser().currentTokenLocation().getByteOffset();
    }

    /** Consumes the current value, whatever its kind, and tells where its text ends in {@link #text}. */
    public int skipValue() {
        JsonParser value = parser();
        value.skipChildren();
        value.finishToken();
        int end = (int) value.currentLocation().getByteOffset();
        return text()[end - 1] == '\n' ? end - 1 : end; // a number that is a row of its own ends with its line
    }

    /** Lets an inference watch the current row, which this consumes. */
    void learn(Inference inference) {
        int start = tokenStart();
        JsonNode json = parser().currentToken() == JsonToken.VALUE_NULL
                ? StagedJson.MAPPER.nullNode()
                : parser().readValueAsTree();
        inference.add(json, (int) parser().currentLocation().getByteOffset() - start);
    }

    private void nextFrame() {
        long at = position;
        try {
            Frame frame = Frame.read(readExactly(Frame.BYTES, at));
            if (frame.packed() < 0 || frame.unpacked() < 0 || frame.packed() > length - position) {
                throw damaged(at, "a frame claims " + frame.packed() + " bytes");
            }
            byte[] packed = payload.room(frame.packed());
            in.readFully(packed, 0, frame.packed());
            position += frame.packed();
            if (!frame.isOf(packed)) {
                throw damaged(at, "a checksum does not match");
            }
            textLength = frame.unpacked();
            unpack(packed, frame);
            parser = StagedJson.MAPPER.createParser(text.array(), 0, textLength);
        } catch (EOFException e) {
            throw damaged(at, "it ends in the middle of a frame");
        } catch (ZstdException e) {
            throw damaged(at, "a frame cannot be unpacked (" + e.getMessage() + ")");
        } catch (IOException e) {
            throw DiskFailed.other("cannot read the staging log", path, e);
        }
    }

    private byte[] readExactly(int bytes, long at) throws IOException {
        if (bytes > length - at) {
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
                "the staging log " + path + " is damaged at byte " + at + ": " + what
                        + ". Its rows cannot be trusted, so nothing is published: start over with `gantry run`, and check the disk.");
    }

    @Override
    public void close() {
        try (in;
                zstd) {
            if (parser != null) {
                parser.close();
            }
        } catch (IOException e) {
            throw DiskFailed.other("cannot close the staging log", path, e);
        }
    }
}
