package dev.gantry.sink.schema;

/**
 * A column of a row or of a struct in it, under the name it has in the JSON.
 *
 * @param nulls in how many rows it was null; counted for columns of rows alone
 * @param absent from how many rows it was missing; counted for columns of rows alone
 */
public record Column(String name, ColumnType type, long nulls, long absent) {
    public Column(String name, ColumnType type) {
        this(name, type, 0, 0);
    }
}
