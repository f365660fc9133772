package dev.gantry.sink.staging;

import java.nio.file.Path;

import dev.gantry.sink.schema.Inference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads staged rows one by one, with memory for one frame. After {@link #next} its first token is the current one. */
public final class StagedRows implements AutoCloseable {
    private final Frames frames;
    private final long most;
    private long read;
    private final Tokens tokens = new Tokens();

    private StagedRows(Frames frames, long most) {
        this.frames = frames;
        this.most = most;
    }

    /**
     * All rows of a log.
     *
     * @param length as the checkpoint has it; the file may be longer
     */
    public static StagedRows open(Path path, long length) {
        return new StagedRows(LogFrames.open(path, 0, length), Long.MAX_VALUE);
    }

    /** Some rows of a log. */
    public static StagedRows open(Slice slice) {
        LogFrames frames = LogFrames.open(slice.log(), slice.from(), slice.to());
        StagedRows rows = new StagedRows(frames, slice.skipped() + slice.rows());
        while (rows.read < slice.skipped() && rows.next()) {
            rows.skipValue();
        }
        return rows;
    }

    /** Rows that are in memory, as {@link #text} has them. */
    public static StagedRows of(byte[] text, int length) {
        return new StagedRows(new InMemory(text, length), Long.MAX_VALUE);
    }

    public boolean next() {
        if (read == most) {
            return false;
        }
        while (!tokens.nextRow()) {
            Frames.Text frame = frames.next();
            if (frame == null) {
                return false;
            }
            tokens.goInto(frame.bytes(), frame.length());
        }
        read++;
        return true;
    }

    /** Those of the current row, which must be read or skipped before the {@link #next}. */
    public Tokens tokens() {
        return tokens;
    }

    /** The text around the tokens, UTF-8 without spaces between them; valid until {@link #next}. */
    public byte[] text() {
        return tokens.text();
    }

    /** Where the current token begins in {@link #text}. */
    public int tokenStart() {
        return tokens.start();
    }

    /** Where the current token ends in {@link #text}. */
    public int tokenEnd() {
        return tokens.end();
    }

    /** Consumes the current value, whatever its kind, and tells where its text ends in {@link #text}. */
    public int skipValue() {
        tokens.skipChildren();
        return tokens.end();
    }

    /** Consumes the current value and makes a tree of it. */
    public JsonNode readTree() {
        int start = tokenStart();
        return StagedJson.MAPPER.readTree(text(), start, skipValue() - start);
    }

    /** Lets an inference watch all rows. */
    void learnAll(Inference inference) {
        while (next()) {
            learn(inference);
        }
    }

    /** Lets an inference watch the current row, which this consumes. */
    void learn(Inference inference) {
        int start = tokenStart();
        JsonNode json = readTree();
        inference.add(json, tokenEnd() - start);
    }

    @Override
    public void close() {
        frames.close();
    }

    private static final class InMemory implements Frames {
        private @Nullable Text text;

        InMemory(byte[] bytes, int length) {
            text = new Text(bytes, length);
        }

        @Override
        public @Nullable Text next() {
            Text once = text;
            text = null;
            return once;
        }

        @Override
        public void close() {
            text = null;
        }
    }
}
