package dev.gantry.sink;

import dev.gantry.job.Kind;
import dev.gantry.job.Shape;
import dev.gantry.sink.csv.CsvFormat;
import dev.gantry.sink.csv.LineEnd;
import dev.gantry.sink.schema.DeclaredSchema;
import dev.gantry.sink.text.Compression;

/** The {@code csv} sink: a folder of files for spreadsheets and for whatever reads nothing better. */
public final class CsvFiles {
    private static final String TAB = "tab";

    public static final Kind<FolderSink> KIND = new Kind<>(
            "csv",
            "A folder of CSV files (RFC 4180), replaced as a whole; objects and lists in a row are JSON text.",
            Shape.object(fields -> {
                var folder = FolderOptions.Written.in(fields);
                var delimiter = fields.withDefault(
                        "delimiter",
                        delimiter(),
                        ',',
                        "What stands between two fields: one of , ; | : ^ ~, a space, or tab. Excel of many countries expects ;");
                var lineEnd = fields.withDefault(
                        "line-end",
                        Shape.oneOf(LineEnd.class),
                        LineEnd.CRLF,
                        "What ends a line: crlf, as RFC 4180 has it, or lf for tools that take the other for a part of the last field");
                var bom = fields.withDefault(
                        "bom",
                        Shape.bool(),
                        false,
                        "Begin each file with a byte order mark, without which Excel does not see that it is UTF-8");
                var formulaSafe = fields.withDefault(
                        "formula-safe",
                        Shape.bool(),
                        false,
                        "Put an apostrophe before texts that a spreadsheet would run as a formula (= + - @ ...), and count them");
                var compression = fields.withDefault(
                        "compression",
                        Shape.oneOf(Compression.class),
                        Compression.NONE,
                        "How each file is compressed; without, any program opens it as it is");
                var schema = fields.optional("schema", DeclaredSchema.SHAPE, DeclaredSchema.DESCRIPTION);
                return given -> {
                    CsvFormat format = new CsvFormat(
                            given.get(delimiter),
                            given.get(lineEnd),
                            given.get(bom),
                            given.get(formulaSafe),
                            given.get(compression));
                    return new FolderSink(folder.of(given), DeclaredFormat.of(format, given.get(schema)));
                };
            }));

    private CsvFiles() {}

    private static Shape<Character> delimiter() {
        return Shape.parsed(
                "a delimiter (one of , ; | : ^ ~ or a space or tab)",
                "tab|[,;|:^~ \\t]",
                "",
                written -> written.equals(TAB) ? '\t' : written.charAt(0));
    }
}
