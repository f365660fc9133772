package dev.gantry.sink.jsonl;

import dev.gantry.sink.format.Contents;
import dev.gantry.sink.format.FileFormat;
import dev.gantry.sink.format.FormatWriter;
import dev.gantry.sink.schema.Inference;
import dev.gantry.sink.text.Compression;

/** JSON Lines. */
public record JsonlFormat(Compression compression) implements FileFormat {
    @Override
    public String suffix() {
        return ".jsonl" + compression.suffix();
    }

    @Override
    public Inference inference() {
        return Inference.ofRows();
    }

    @Override
    public FormatWriter writer(Contents contents) {
        return new JsonlParts(compression);
    }
}
