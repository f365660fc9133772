package dev.gantry.sink;

import java.util.List;

import dev.gantry.job.Kind;
import dev.gantry.job.Shape;
import dev.gantry.sink.parquet.Compression;
import dev.gantry.sink.parquet.ParquetFormat;
import dev.gantry.sink.schema.DeclaredSchema;

/** The {@code parquet} sink: a folder of Parquet files whose columns have the types the rows turned out to have. */
public final class ParquetFiles {
    public static final Kind<FolderSink> KIND = new Kind<>(
            "parquet",
            "A folder of Parquet files, replaced as a whole; the types of its columns are found from all rows.",
            Shape.object(fields -> {
                var folder = FolderOptions.Written.in(fields);
                var compression = fields.withDefault(
                        "compression",
                        Shape.oneOf(Compression.class),
                        Compression.ZSTD,
                        "How the pages are compressed");
                var json = fields.optional(
                        "json", Shape.listOrOne(Shape.text()), "Columns to keep as JSON text, exactly as they come");
                var variant = fields.optional(
                        "variant",
                        Shape.listOrOne(Shape.text()),
                        "Columns to keep as Parquet's VARIANT: any JSON value, its parts apart");
                var schema = fields.optional("schema", DeclaredSchema.SHAPE, DeclaredSchema.DESCRIPTION);
                return given -> new FolderSink(
                        folder.of(given),
                        new ParquetFormat(
                                given.get(compression),
                                FolderOptions.distinct("json", given.get(json).orElse(List.of())),
                                FolderOptions.distinct(
                                        "variant", given.get(variant).orElse(List.of())),
                                given.get(schema)));
            }));

    private ParquetFiles() {}
}
