package dev.gantry.database;

import java.util.stream.Collectors;

/** What PostgreSQL, SQLite and DuckDB say after an insert that is to overwrite the row of its key. */
final class OnConflict {

    private OnConflict() {}

    static String update(Dialect dialect, RowWriter.Into into) {
        String set = into.others().stream()
                .map(name -> dialect.quote(name) + " = excluded." + dialect.quote(name))
                .collect(Collectors.joining(", "));
        return "ON CONFLICT (" + dialect.quoted(into.key()) + ") DO "
                + (set.isEmpty() ? "NOTHING" : "UPDATE SET " + set);
    }
}
