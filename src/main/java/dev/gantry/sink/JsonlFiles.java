package dev.gantry.sink;

import dev.gantry.job.Kind;
import dev.gantry.job.Shape;
import dev.gantry.sink.jsonl.JsonlFormat;
import dev.gantry.sink.schema.DeclaredSchema;
import dev.gantry.sink.text.Compression;

/** The {@code jsonl} sink: a folder of files with one row a line, exactly as it came. */
public final class JsonlFiles {
    public static final Kind<FolderSink> KIND = new Kind<>(
            "jsonl",
            "A folder of JSON Lines files, replaced as a whole; each row is a line, exactly as it came.",
            Shape.object(fields -> {
                var folder = FolderOptions.Written.in(fields);
                var compression = fields.withDefault(
                        "compression",
                        Shape.oneOf(Compression.class),
                        Compression.NONE,
                        "How each file is compressed; without, any program opens it as it is");
                var schema = fields.optional("schema", DeclaredSchema.SHAPE, DeclaredSchema.DESCRIPTION);
                return given -> new FolderSink(
                        folder.of(given),
                        DeclaredFormat.of(new JsonlFormat(given.get(compression)), given.get(schema)));
            }));

    private JsonlFiles() {}
}
