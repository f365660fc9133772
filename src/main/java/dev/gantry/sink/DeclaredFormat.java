package dev.gantry.sink;

import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.sink.format.Contents;
import dev.gantry.sink.format.FileFormat;
import dev.gantry.sink.format.FormatWriter;
import dev.gantry.sink.schema.DeclaredSchema;
import dev.gantry.sink.schema.Inference;

/** A format for rows of a declared schema: columns and their order are the schema's, and rows that do not fit are refused. */
record DeclaredFormat(FileFormat format, DeclaredSchema schema) implements FileFormat {

    /** The format itself where no schema is declared. */
    static FileFormat of(FileFormat format, Optional<DeclaredSchema> schema) {
        return schema.<FileFormat>map(declared -> new DeclaredFormat(format, declared))
                .orElse(format);
    }

    @Override
    public String suffix() {
        return format.suffix();
    }

    @Override
    public String inDuckDb(String files) {
        return format.inDuckDb(files);
    }

    @Override
    public void check(Row row) {
        format.check(row);
        schema.check(row);
    }

    @Override
    public Inference inference() {
        return Inference.of(schema);
    }

    @Override
    public FormatWriter writer(Contents contents) {
        return format.writer(contents);
    }
}
