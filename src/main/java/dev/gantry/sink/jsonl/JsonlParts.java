package dev.gantry.sink.jsonl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import dev.gantry.sink.format.FormatWriter;
import dev.gantry.sink.staging.StagedRows;
import dev.gantry.sink.text.Compression;
import dev.gantry.sink.text.HalfCharacters;
import dev.gantry.sink.text.TextFile;
import org.jspecify.annotations.Nullable;

/** Writes the JSON Lines files of a run: bytes go from the log into the file as they are. */
final class JsonlParts implements FormatWriter {
    private final Compression compression;
    private final HalfCharacters halves = new HalfCharacters();
    private @Nullable TextFile file;

    JsonlParts(Compression compression) {
        this.compression = compression;
    }

    @Override
    public void begin(Path path) throws IOException {
        file = TextFile.create(path, compression);
    }

    @Override
    public void write(StagedRows row) throws IOException {
        TextFile out = Objects.requireNonNull(file);
        int start = row.tokenStart();
        halves.write(row.text(), start, row.skipValue(), out);
        out.write('\n');
    }

    @Override
    public long bytes() {
        return file == null ? 0 : file.bytes();
    }

    @Override
    public void finish() throws IOException {
        TextFile complete = Objects.requireNonNull(file);
        file = null;
        complete.close();
    }

    @Override
    public List<String> notes() {
        return halves.notes();
    }

    @Override
    public void close() {
        if (file != null) {
            file.abandon();
            file = null;
        }
    }
}
