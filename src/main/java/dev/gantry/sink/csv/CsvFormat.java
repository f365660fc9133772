package dev.gantry.sink.csv;

import dev.gantry.sink.format.Contents;
import dev.gantry.sink.format.FileFormat;
import dev.gantry.sink.format.FormatWriter;
import dev.gantry.sink.schema.Inference;
import dev.gantry.sink.text.Compression;

/**
 * Comma-separated values.
 *
 * @param delimiter one of ASCII, neither a quote nor a control character other than tab
 * @param hasByteOrderMark files begin with one, which tells Excel that they are UTF-8
 * @param isFormulaSafe texts that a spreadsheet would run get an apostrophe before them
 */
public record CsvFormat(
        char delimiter, LineEnd lineEnd, boolean hasByteOrderMark, boolean isFormulaSafe, Compression compression)
        implements FileFormat {
    private static final char COMMA = ',';

    public CsvFormat {
        if (delimiter > '~' || delimiter == '"' || (delimiter < ' ' && delimiter != '\t')) {
            throw new IllegalArgumentException("fields cannot be delimited by the character " + (int) delimiter);
        }
    }

    @Override
    public String suffix() {
        return ".csv" + compression.suffix();
    }

    /** DuckDB finds out the rest, but takes other delimiters for text, and a carriage return in a text for the end of a line. */
    @Override
    public String inDuckDb(String files) {
        String options = (delimiter == COMMA ? "" : ", delim = '" + (delimiter == '\t' ? "\\t" : delimiter) + "'")
                + (lineEnd == LineEnd.CRLF ? "" : ", new_line = '\\n'");
        return options.isEmpty() ? FileFormat.super.inDuckDb(files) : "read_csv('" + files + "'" + options + ")";
    }

    @Override
    public Inference inference() {
        return Inference.ofColumns();
    }

    @Override
    public FormatWriter writer(Contents contents) {
        return new CsvParts(this, contents.schema());
    }
}
