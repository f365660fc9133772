package dev.gantry.source.file.text;

import java.io.IOException;
import java.util.List;

import dev.gantry.files.FileStore;
import dev.gantry.files.StoredFile;
import dev.gantry.source.file.FileRecord;
import dev.gantry.source.file.JsonText;
import dev.gantry.source.file.RecordFormat;
import dev.gantry.source.file.RecordReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** JSON Lines: a value a line, in UTF-8. Blank lines are passed over. */
public record JsonlFormat() implements RecordFormat {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Override
    public List<String> suffixes() {
        return TextBytes.suffixes(".jsonl");
    }

    @Override
    public RecordReader open(FileStore store, StoredFile file, String position) throws IOException {
        Place from = Place.of(position);
        return new Reader(TextBytes.open(store, file, from.offset()), from.lines());
    }

    private static final class Reader implements RecordReader {
        private final TextBytes bytes;
        private final TextBuffer line = new TextBuffer();
        private long lines;

        Reader(TextBytes bytes, long lines) {
            this.bytes = bytes;
            this.lines = lines;
        }

        @Override
        public @Nullable FileRecord next() throws IOException {
            line.clear();
            while (bytes.line(line)) {
                lines++;
                line.dropReturn();
                if (!line.isBlank()) {
                    return record();
                }
                line.clear();
            }
            return null;
        }

        private FileRecord record() {
            if (line.isTooLong()) {
                return new FileRecord(
                        lines,
                        JSON.nullNode(),
                        line.length(),
                        "the line is longer than " + TextBuffer.MOST / (1024 * 1024) + " MiB");
            }
            if (line.hasNul()) {
                return refused("the line holds a byte 0, which no JSON does; is the file UTF-8?");
            }
            if (!line.isAscii() && line.text() == null) {
                return refused("the line is not UTF-8");
            }
            try {
                return new FileRecord(lines, JsonText.parse(line.bytes(), line.length()), line.length());
            } catch (JsonText.NoJson reason) {
                return refused(String.valueOf(reason.getMessage()));
            }
        }

        private FileRecord refused(String reason) {
            return new FileRecord(lines, JSON.stringNode(line.shown()), line.length(), reason);
        }

        @Override
        public String position() {
            return new Place(bytes.offset(), lines).text();
        }

        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }
}
