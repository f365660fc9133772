package dev.gantry.sink.parquet;

import java.util.Collections;
import java.util.List;

import dev.gantry.sink.format.Contents;
import dev.gantry.sink.format.FileFormat;
import dev.gantry.sink.format.FormatWriter;
import dev.gantry.sink.schema.Inference;

/**
 * Apache Parquet.
 *
 * @param json top-level columns to keep as JSON text
 * @param variant top-level columns to keep as VARIANT
 */
public record ParquetFormat(Compression compression, List<String> json, List<String> variant) implements FileFormat {
    public ParquetFormat {
        json = List.copyOf(json);
        variant = List.copyOf(variant);
        if (!Collections.disjoint(json, variant)) {
            throw new IllegalArgumentException("json and variant both name a column; keep it in one of them");
        }
    }

    @Override
    public String suffix() {
        return ".parquet";
    }

    @Override
    public Inference inference() {
        return new Inference(json, variant);
    }

    @Override
    public FormatWriter writer(Contents contents) {
        return new ParquetParts(compression, contents);
    }
}
