package dev.gantry.sink.parquet;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

import dev.gantry.files.EncryptionKey;
import dev.gantry.job.Row;
import dev.gantry.sink.format.Contents;
import dev.gantry.sink.format.FileFormat;
import dev.gantry.sink.format.FormatWriter;
import dev.gantry.sink.schema.DeclaredSchema;
import dev.gantry.sink.schema.Inference;

/**
 * Apache Parquet.
 *
 * @param json top-level columns to keep as JSON text
 * @param variant top-level columns to keep as VARIANT
 * @param schema instead of what the rows are like
 * @param key that files are encrypted with, footers and all, by Parquet's modular encryption; empty: they are not
 */
public record ParquetFormat(
        Compression compression,
        List<String> json,
        List<String> variant,
        Optional<DeclaredSchema> schema,
        Optional<EncryptionKey> key)
        implements FileFormat {

    /** Not encrypted. */
    public ParquetFormat(
            Compression compression, List<String> json, List<String> variant, Optional<DeclaredSchema> schema) {
        this(compression, json, variant, schema, Optional.empty());
    }

    public ParquetFormat {
        json = List.copyOf(json);
        variant = List.copyOf(variant);
        if (schema.isPresent() && !(json.isEmpty() && variant.isEmpty())) {
            throw new IllegalArgumentException(
                    "schema names the type of every column, so json and variant do not go with it: write {column: json} or {column: variant} there");
        }
        if (!Collections.disjoint(json, variant)) {
            throw new IllegalArgumentException("json and variant both name a column; keep it in one of them");
        }
    }

    @Override
    public String suffix() {
        return ".parquet";
    }

    @Override
    public void check(Row row) {
        schema.ifPresent(declared -> declared.check(row));
    }

    @Override
    public Inference inference() {
        return schema.map(Inference::of).orElseGet(() -> new Inference(json, variant));
    }

    @Override
    public FormatWriter writer(Contents contents) {
        return new ParquetParts(compression, contents, key);
    }
}
