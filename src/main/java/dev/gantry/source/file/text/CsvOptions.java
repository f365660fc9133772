package dev.gantry.source.file.text;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.gantry.job.Fields;
import dev.gantry.job.Given;
import dev.gantry.job.Shape;

/**
 * How a job says that CSV files are written.
 *
 * @param columns their names where the files have no header; else empty
 * @param types of columns that are not text
 */
public record CsvOptions(boolean header, List<String> columns, char delimiter, Map<String, CsvType> types) {

    static final Shape<Character> DELIMITER =
            Shape.parsed("one character such as \",\" or \";\", or tab", "tab|[\\t !#-~]", "", CsvOptions::delimiter);

    public CsvOptions {
        columns = List.copyOf(columns);
        types = Map.copyOf(types);
        if (header && !columns.isEmpty()) {
            throw new IllegalArgumentException(
                    "columns: names the columns of files without a header; say header: false, or leave it out");
        }
        if (!header && columns.isEmpty()) {
            throw new IllegalArgumentException(
                    "header: false needs columns: with their names, for example [id, coins]");
        }
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new IllegalArgumentException("columns: names a column twice: " + String.join(", ", columns));
        }
        if (!header) {
            types.keySet().stream().filter(unknown(columns)).findFirst().ifPresent(name -> {
                throw new IllegalArgumentException("types: " + name + " is not among columns:");
            });
        }
    }

    private static java.util.function.Predicate<String> unknown(List<String> columns) {
        return name -> !columns.contains(name);
    }

    /** The fields of the source. */
    public static Function<Given, CsvOptions> in(Fields fields) {
        var header = fields.withDefault("header", Shape.bool(), true, "Whether the first record names the columns");
        var columns = fields.optional(
                "columns", Shape.listOrOne(Shape.text()), "The names of the columns, where files have no header");
        var delimiter = fields.withDefault("delimiter", DELIMITER, ',', ",", "What stands between the fields");
        var types = fields.withDefault(
                "types",
                Shape.mapOf(Shape.oneOf(CsvType.class)),
                Map.of(),
                "Columns that are not text, for example {coins: int64}; what does not fit its type is a rejected row");
        return given -> new CsvOptions(
                given.get(header), given.get(columns).orElse(List.of()), given.get(delimiter), given.get(types));
    }

    private static char delimiter(String text) {
        char delimiter = text.equals("tab") ? '\t' : text.length() == 1 ? text.charAt(0) : 0;
        if ((delimiter < ' ' && delimiter != '\t') || delimiter > '~' || delimiter == '"') {
            throw new IllegalArgumentException("fields can be told apart by one visible character of ASCII or a tab");
        }
        return delimiter;
    }

    /** The names that files without a header have. */
    Optional<List<String>> fixedColumns() {
        return header ? Optional.empty() : Optional.of(columns);
    }
}
