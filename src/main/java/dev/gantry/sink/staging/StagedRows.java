package dev.gantry.sink.staging;

import java.nio.file.Path;

import dev.gantry.sink.schema.Inference;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** Reads staged rows one by one, with memory for one frame. After {@link #next} the parser stands at the row's first token. */
public final class StagedRows implements AutoCloseable {
    private final Frames frames;
    private final long most;
    private long read;
    private byte[] text = new byte[0];
    private @Nullable JsonParser parser;

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
        while (parser == null || parser.nextToken() == null) {
            Frames.Text frame = frames.next();
            if (frame == null) {
                return false;
            }
            text = frame.bytes();
            parser = StagedJson.MAPPER.createParser(text, 0, frame.length());
        }
        read++;
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
        return text;
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
        return text[end - 1] == '\n' ? end - 1 : end; // a number that is a row of its own ends with its line
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
        JsonNode json = parser().currentToken() == JsonToken.VALUE_NULL
                ? StagedJson.MAPPER.nullNode()
                : parser().readValueAsTree();
        inference.add(json, (int) parser().currentLocation().getByteOffset() - start);
    }

    @Override
    public void close() {
        try (frames) {
            if (parser != null) {
                parser.close();
            }
        }
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
