package dev.gantry.sink.csv;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import dev.gantry.sink.format.FormatWriter;
import dev.gantry.sink.schema.Column;
import dev.gantry.sink.schema.RowSchema;
import dev.gantry.sink.staging.StagedRows;
import dev.gantry.sink.text.TextFile;
import org.jspecify.annotations.Nullable;

/** Writes the CSV files of a run. */
final class CsvParts implements FormatWriter {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final CsvFormat format;
    private final RowSchema schema;
    private final FieldText fields;
    private final RowFields row;
    private final byte[] lineEnd;
    private @Nullable TextFile file;

    CsvParts(CsvFormat format, RowSchema schema) {
        this.format = format;
        this.schema = schema;
        this.fields = new FieldText(format);
        this.row = new RowFields(schema);
        this.lineEnd = utf8(format.lineEnd().text);
    }

    @Override
    public void begin(Path path) throws IOException {
        TextFile out = TextFile.create(path, format.compression());
        file = out;
        if (format.hasByteOrderMark()) {
            out.write(utf8(BYTE_ORDER_MARK));
        }
        for (int i = 0; i < schema.columns().size(); i++) {
            Column column = schema.columns().get(i);
            delimit(i, out);
            byte[] name = utf8(column.name());
            fields.name(name, 0, name.length, out);
        }
        out.write(lineEnd);
    }

    @Override
    public void write(StagedRows staged) throws IOException {
        TextFile out = Objects.requireNonNull(file);
        row.find(staged);
        for (int i = 0; i < schema.columns().size(); i++) {
            delimit(i, out);
            row.write(i, fields, out);
        }
        out.write(lineEnd);
    }

    private void delimit(int field, TextFile out) throws IOException {
        if (field > 0) {
            out.write(format.delimiter());
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
        return fields.notes();
    }

    @Override
    public void close() {
        if (file != null) {
            file.abandon();
            file = null;
        }
    }
}
