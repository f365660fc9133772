package dev.gantry.sink.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.job.jq.RowRejected;
import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.ColumnType.ListOf;
import dev.gantry.sink.schema.ColumnType.MapOf;
import dev.gantry.sink.schema.ColumnType.Struct;
import dev.gantry.sink.schema.Scalar.Simple;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Columns with the names, types and order that a job gives them, instead of those found. Rows that do not fit are rejected. */
public final class DeclaredSchema {
    /** For the field of a sink that says what {@link #SHAPE} is. */
    public static final String DESCRIPTION =
            "Names, types and order of the columns; a row that does not fit is rejected. Types are " + TypeNames.ALL
                    + ", any of them with \"not null\" after it; [type] is a list, {name: type} a struct, {\"*\": type} a map"
                    + " whose keys are data";

    /** To this depth editors know what to expect. */
    private static final int DESCRIBED = 3;

    private static final String ANY_KEY = "*";

    public static final Shape<DeclaredSchema> SHAPE =
            Shape.mapOf(type(1)).as(DeclaredSchema::members).as(DeclaredSchema::new);

    private final List<Column> columns;
    private final RowCheck check;

    DeclaredSchema(List<Column> columns) {
        this.columns = List.copyOf(columns);
        if (columns.isEmpty() || columns.size() > Limits.COLUMNS) {
            throw new IllegalArgumentException("a schema has 1 to " + Limits.COLUMNS
                    + " columns, for example {userId: int64 not null}; found " + columns.size());
        }
        this.check = new RowCheck(columns);
    }

    public List<Column> columns() {
        return columns;
    }

    /** @throws RowRejected where the row does not fit, with the place in it and what is there, but no value */
    public void check(Row row) {
        check.check(row);
    }

    /** Columns that need no watching. */
    Set<String> namesOfJson() {
        return columns.stream()
                .filter(column -> column.type() instanceof Leaf leaf && leaf.scalar() == Simple.JSON)
                .map(Column::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Shape<ColumnType> type(int depth) {
        Shape<ColumnType> below = Shape.lazy(() -> type(depth + 1));
        Shape<ColumnType> scalar = Shape.parsed("a type", "", TypeNames::parse).describedAs(TypeNames::description);
        Shape<ColumnType> any = Shape.byForm(
                scalar,
                Shape.list(below).as(DeclaredSchema::list),
                Shape.mapOf(below).as(DeclaredSchema::mapping));
        return (depth > DESCRIBED ? any.describedAs(DeclaredSchema::anyForm) : any)
                .as(type -> withinDepth(type, depth));
    }

    private static ObjectNode anyForm() {
        ObjectNode any = JsonNodeFactory.instance.objectNode();
        any.putArray("type").add("string").add("array").add("object");
        return any;
    }

    private static ColumnType withinDepth(ColumnType type, int depth) {
        if (depth > Limits.DEPTH) {
            throw new IllegalArgumentException(
                    "columns nest at most " + Limits.DEPTH + " levels deep; what is deeper can be json or variant");
        }
        return type;
    }

    private static ColumnType list(List<ColumnType> types) {
        if (types.size() != 1) {
            throw new IllegalArgumentException(
                    "a list has one type, that of all elements, for example [string]; found " + types.size());
        }
        return new ListOf(types.getFirst());
    }

    private static ColumnType mapping(Map<String, ColumnType> types) {
        ColumnType anyValue = types.get(ANY_KEY);
        if (anyValue != null && types.size() > 1) {
            throw new IllegalArgumentException(
                    "\"*\" stands for all keys, so it stands alone; found further keys beside it");
        }
        if (anyValue != null) {
            return new MapOf(anyValue);
        }
        String clash = CaseClashes.in(List.copyOf(types.keySet())).first();
        if (!clash.isEmpty()) {
            throw new IllegalArgumentException(
                    "the members " + clash
                            + " differ only in upper and lower case, and most tools take them for one; make it json or variant");
        }
        if (types.isEmpty()) {
            throw new IllegalArgumentException(
                    "a struct needs a member, for example {id: string}; {\"*\": type} is a map");
        }
        return new Struct(members(types));
    }

    private static List<Column> members(Map<String, ColumnType> types) {
        return types.entrySet().stream()
                .map(entry -> new Column(named(entry.getKey()), entry.getValue()))
                .toList();
    }

    private static String named(String name) {
        if (name.isEmpty() || HalfCharacters.has(name)) {
            throw new IllegalArgumentException("a column needs a name of whole characters, found \"" + name + "\"");
        }
        return name;
    }
}
