package dev.gantry.sink.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.ColumnType.ListOf;
import dev.gantry.sink.schema.ColumnType.MapOf;
import dev.gantry.sink.schema.ColumnType.Struct;
import dev.gantry.sink.schema.ColumnType.Values;
import dev.gantry.sink.schema.ColumnType.Variant;
import dev.gantry.sink.schema.Observed.Kind;
import dev.gantry.sink.schema.Observed.Opaque;
import dev.gantry.sink.schema.Scalar.Simple;

/** From what was seen to the narrowest types that hold all of it. Used once. */
final class Resolution {
    private static final Leaf JSON = new Leaf(Simple.JSON, Values.LONG);

    private final Detail detail;
    private final List<String> notes = new ArrayList<>();
    private final List<String> alwaysNull = new ArrayList<>();

    private final long rows;
    private final Set<String> asVariant;
    private final Map<String, String> notVariant;

    /**
     * @param asVariant top-level columns to keep as VARIANT
     * @param notVariant the ones that it could not hold without loss, and why
     */
    Resolution(Detail detail, long rows, Set<String> asVariant, Map<String, String> notVariant) {
        this.detail = detail;
        this.rows = rows;
        this.asVariant = asVariant;
        this.notVariant = notVariant;
    }

    RowSchema schema(Observed row, List<String> first) {
        boolean areObjects =
                row.only() == Kind.OBJECT && !row.isMixed() && row.opaque() == Opaque.NO && row.nulls() == 0;
        boolean isWholeRow = !areObjects || row.members().names().isEmpty();
        List<Column> columns = isWholeRow
                ? List.of(new Column(RowSchema.VALUE, type(RowSchema.VALUE, row), row.nulls(), 0))
                : columnsOfRows(row.members(), first);
        String clash = isWholeRow ? "" : CaseClashes.in(row.members().names()).first();
        if (!clash.isEmpty()) {
            notes.add(
                    "the columns " + clash
                            + " differ only in upper and lower case; DuckDB renames the second, Spark needs spark.sql.caseSensitive=true");
        }
        if (!alwaysNull.isEmpty()) {
            notes.add("null or missing in every row: " + String.join(", ", alwaysNull));
        }
        return new RowSchema(columns, isWholeRow, detail == Detail.ROWS ? List.of() : notes);
    }

    private List<Column> columnsOfRows(Members members, List<String> first) {
        return members.names().stream()
                .sorted(Comparator.comparingInt(name -> first.contains(name) ? first.indexOf(name) : first.size()))
                .map(name -> {
                    Observed value = Objects.requireNonNull(members.find(name));
                    ColumnType type = asVariant.contains(name) ? variant(name, value) : type(name, value);
                    return new Column(name, type, value.nulls(), rows - value.values() - value.nulls());
                })
                .toList();
    }

    private ColumnType variant(String name, Observed seen) {
        String reason = notVariant.get(name);
        if (reason != null) {
            notes.add(name + " is JSON text, not VARIANT, which cannot hold " + reason);
            return JSON;
        }
        return new Variant(new Shredding().of(seen), false);
    }

    private List<Column> columns(String path, Members members) {
        return members.names().stream()
                .map(name -> new Column(name, type(path + "." + name, Objects.requireNonNull(members.find(name)))))
                .toList();
    }

    private ColumnType type(String path, Observed seen) {
        if (seen.opaque() != Opaque.NO) {
            return opaque(path, seen);
        }
        Kind kind = seen.only();
        if (kind == null) {
            alwaysNull.add(path);
            return JSON;
        }
        return seen.isMixed() ? mixed(path, seen) : of(kind, path, seen);
    }

    private ColumnType of(Kind kind, String path, Observed seen) {
        return switch (kind) {
            case BOOLEAN -> new Leaf(Simple.BOOLEAN, Values.MANY);
            case NUMBER -> numbers(path, seen);
            case STRING -> texts(path, seen);
            case OBJECT -> objects(path, seen);
            case LIST -> new ListOf(type(path + "[]", seen.element()));
        };
    }

    private ColumnType numbers(String path, Observed seen) {
        Scalar scalar = seen.numbers().scalar();
        if (scalar == Simple.JSON) {
            noteOfTypes(path + " is JSON text: its numbers need more digits than a decimal of 38 or a double has");
            return JSON;
        }
        return new Leaf(scalar, seen.valuesAre());
    }

    private ColumnType texts(String path, Observed seen) {
        Scalar scalar = seen.texts().scalar();
        if (scalar == Simple.TIMESTAMP_NANOS) {
            noteOfTypes(
                    path
                            + " has timestamps to the nanosecond; Spark reads them only with spark.sql.legacy.parquet.nanosAsLong=true");
        }
        return new Leaf(scalar, seen.valuesAre());
    }

    private ColumnType objects(String path, Observed seen) {
        Observed anyValue = seen.members().anyValue();
        if (anyValue != null) {
            return manyKeys(path, seen, anyValue);
        }
        if (seen.members().names().isEmpty()) {
            notes.add(path + " is JSON text: its objects are all empty, and Parquet has no empty struct");
            return JSON;
        }
        if (seen.members().names().contains("")) {
            notes.add(path + " is JSON text: its objects have an empty key, which DuckDB cannot read in a struct");
            return JSON;
        }
        String clash = CaseClashes.in(seen.members().names()).first();
        if (!clash.isEmpty()) {
            notes.add(path + " is JSON text: its keys " + clash
                    + " differ only in upper and lower case, and most tools take" + " them for one");
            return JSON;
        }
        return new Struct(columns(path, seen.members()));
    }

    private ColumnType manyKeys(String path, Observed seen, Observed anyValue) {
        String keys = path + " has objects of more than " + Limits.mostKeys(seen.depth()) + " different keys";
        if (anyValue.isMixed() || anyValue.only() == null || anyValue.opaque() != Opaque.NO) {
            notes.add(keys + " whose values share no type: JSON text");
            return JSON;
        }
        notes.add(keys + ": a map");
        return new MapOf(type(path + ".*", anyValue));
    }

    private ColumnType mixed(String path, Observed seen) {
        String found = Arrays.stream(Kind.values())
                .filter(kind -> seen.count(kind) > 0)
                .map(kind -> String.format(Locale.ROOT, "%,d %s", seen.count(kind), kind.plural))
                .collect(Collectors.joining(", "));
        notes.add(path + " is JSON text: it holds " + found);
        return JSON;
    }

    private ColumnType opaque(String path, Observed seen) {
        switch (seen.opaque()) {
            case NO, ASKED -> {}
            case NESTED -> {
                if (seen.isMixed()) {
                    return mixed(path, seen);
                }
            }
            case TOO_MANY_PLACES -> notes.add(path + " is JSON text: the rows have too many different nested keys");
            case TOO_DEEP -> notes.add(path + " is JSON text: it is nested more than " + Limits.DEPTH + " levels deep");
        }
        return JSON;
    }

    /** What does not matter where all values are text. */
    private void noteOfTypes(String note) {
        if (detail == Detail.ALL) {
            notes.add(note);
        }
    }
}
