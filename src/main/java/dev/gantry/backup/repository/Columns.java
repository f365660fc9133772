package dev.gantry.backup.repository;

import java.util.List;

import dev.gantry.sink.schema.Column;
import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.ColumnType.Values;
import dev.gantry.sink.schema.Scalar.Simple;

/** The columns of the repository's files. None is ever null. */
final class Columns {
    static final String STORE = "dataStore";
    static final String SCOPE = "scope";
    static final String ID = "id";
    static final String ORDERED = "ordered";
    static final String USERS = "users";
    static final String REVISION = "revision";
    static final String CONTENT = "content";
    static final String STATE = "state";
    static final String REASON = "reason";
    static final String PART = "part";
    static final String ROW = "row";

    private static final Column STORE_COLUMN = text(STORE, Values.FEW);
    private static final Column SCOPE_COLUMN = text(SCOPE, Values.FEW);
    private static final Column ID_COLUMN = text(ID, Values.MANY);
    private static final Column ORDERED_COLUMN = column(ORDERED, Simple.BOOLEAN, Values.FEW);

    /** Of entries, as the source delivers them. */
    static final List<Column> ENTRIES = List.of(
            STORE_COLUMN,
            SCOPE_COLUMN,
            ID_COLUMN,
            ORDERED_COLUMN,
            text("value", Values.LONG),
            text(USERS, Values.MANY),
            text("attributes", Values.MANY),
            text(REVISION, Values.MANY),
            text("created", Values.MANY),
            text("updated", Values.MANY));

    static final List<Column> KEYS = List.of(
            STORE_COLUMN,
            SCOPE_COLUMN,
            ID_COLUMN,
            ORDERED_COLUMN,
            text(REVISION, Values.MANY),
            text(CONTENT, Values.MANY));

    static final List<Column> SUPERSEDED = List.of(text(PART, Values.FEW), column(ROW, Simple.INT64, Values.MANY));

    static final List<Column> UNSTORED =
            List.of(STORE_COLUMN, SCOPE_COLUMN, ID_COLUMN, text(STATE, Values.FEW), text(REASON, Values.FEW));

    private Columns() {}

    static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).toList();
    }

    private static Column text(String name, Values values) {
        return column(name, Simple.STRING, values);
    }

    private static Column column(String name, Simple type, Values values) {
        return new Column(name, new Leaf(type, values, true));
    }
}
