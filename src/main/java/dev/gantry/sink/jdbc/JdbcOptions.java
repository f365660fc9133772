package dev.gantry.sink.jdbc;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import dev.gantry.sink.schema.DeclaredSchema;

/**
 * What a job says about the table.
 *
 * @param database as {@code gantry.databases} calls it
 * @param key columns that name a row; may be empty unless rows are to be overwritten by it
 * @param create whether a table that is not there is made
 * @param json columns to keep as JSON
 * @param schema instead of what the rows are like
 */
public record JdbcOptions(
        String database,
        String table,
        Mode mode,
        List<String> key,
        boolean create,
        List<String> json,
        Optional<DeclaredSchema> schema) {

    /** What becomes of the rows that are there. */
    public enum Mode {
        /** They stay. */
        APPEND,
        /** Those whose key comes again are overwritten. */
        UPSERT,
        /** They go, all at once. */
        REPLACE
    }

    public JdbcOptions {
        key = List.copyOf(key);
        json = List.copyOf(json);
        if (new HashSet<>(key).size() < key.size()) {
            throw new IllegalArgumentException("key names a column twice: " + String.join(", ", key));
        }
        if (mode == Mode.UPSERT && key.isEmpty()) {
            throw new IllegalArgumentException("mode: upsert overwrites by key, so it needs key: with the columns that"
                    + " name a row, such as key: [userId]");
        }
        if (key.stream().anyMatch(json::contains)) {
            throw new IllegalArgumentException("a column cannot be both key: and json:");
        }
        if (schema.isPresent() && !json.isEmpty()) {
            throw new IllegalArgumentException(
                    "schema: names the type of every column, so json: does not go with it: write {column: json} there");
        }
    }

    /** For columns whose types the rows tell. */
    JdbcOptions(String database, String table, Mode mode, List<String> key, boolean create, List<String> json) {
        this(database, table, mode, key, create, json, Optional.empty());
    }

    /** The columns that one row is to be overwritten by; empty: every row is added. */
    List<String> overwritten() {
        return mode == Mode.APPEND ? List.of() : key;
    }
}
