package dev.gantry.sink.parquet;

import java.util.List;

import dev.gantry.sink.format.Contents;
import dev.gantry.sink.format.FileFormat;
import dev.gantry.sink.format.FormatWriter;
import dev.gantry.sink.schema.Inference;

/**
 * Apache Parquet.
 *
 * @param json top-level columns not to infer
 */
public record ParquetFormat(Compression compression, List<String> json) implements FileFormat {
    public ParquetFormat {
        json = List.copyOf(json);
    }

    @Override
    public String suffix() {
        return ".parquet";
    }

    @Override
    public Inference inference() {
        return new Inference(json);
    }

    @Override
    public FormatWriter writer(Contents contents) {
        return new ParquetParts(compression, contents);
    }
}
