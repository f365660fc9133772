package dev.gantry.sink.jdbc;

import java.util.HashSet;
import java.util.List;

/**
 * What a job says about the table.
 *
 * @param database as {@code gantry.databases} calls it
 * @param key columns that name a row; may be empty unless rows are to be overwritten by it
 * @param create whether a table that is not there is made
 * @param json columns to keep as JSON
 */
public record JdbcOptions(
        String database, String table, Mode mode, List<String> key, boolean create, List<String> json) {

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
    }

    /** The columns that one row is to be overwritten by; empty: every row is added. */
    List<String> overwritten() {
        return mode == Mode.APPEND ? List.of() : key;
    }
}
