package dev.gantry.sink.jdbc;

import java.util.List;
import java.util.Optional;

import dev.gantry.database.Database;
import dev.gantry.database.Dialect;
import dev.gantry.database.ExistingTable;
import dev.gantry.job.UserMistake;
import dev.gantry.sink.jdbc.JdbcOptions.Mode;

/** What a job asks of a table that cannot be done, or not without losing something: seen before anything is read. */
record Refusals(JdbcOptions options, Database database) {

    void refuseNames() {
        Dialect dialect = database.dialect();
        dialect.whyNotNamed(options.table()).ifPresent(why -> {
            throw new UserMistake("table: \"" + options.table() + "\": " + why + ". Choose another name.");
        });
        for (String column : options.key()) {
            dialect.whyNotNamed(column).ifPresent(why -> {
                throw new UserMistake("key: \"" + column + "\": " + why + ". Rename it in map:.");
            });
        }
    }

    void refuseTable(Optional<ExistingTable> found) {
        if (found.isEmpty()) {
            if (!options.create()) {
                throw new UserMistake("Database " + database.name() + " has no table " + options.table()
                        + ", and the job says create: false. Create it, or leave create: out.");
            }
            return;
        }
        ExistingTable table = found.get();
        if (!options.overwritten().isEmpty()) {
            refuseWithoutUniqueKey(table);
        }
        if (options.mode() == Mode.APPEND && !table.isTransactional()) {
            throw new UserMistake("Table " + table.name() + " of database " + database.name()
                    + " has no transactions, so rows that were appended before a kill could not be told from those that"
                    + " were not. ALTER TABLE " + quote(table.name())
                    + " ENGINE=InnoDB, or use mode: upsert with a key, which may be repeated.");
        }
    }

    private void refuseWithoutUniqueKey(ExistingTable table) {
        List<String> key = options.overwritten();
        if (!table.isUnique(key)) {
            throw new UserMistake("Table " + table.name() + " of database " + database.name() + " lets rows agree in "
                    + String.join(", ", key) + ", so " + options.mode().name().toLowerCase(java.util.Locale.ROOT)
                    + " by this key cannot be done. Add: CREATE UNIQUE INDEX " + quote(table.name() + "_key") + " ON "
                    + quote(table.name()) + " (" + database.dialect().quoted(key) + ")");
        }
        List<String> others = table.otherUniqueKeys(key);
        if (!others.isEmpty() && database.dialect().overwritesByAnyKey()) {
            throw new UserMistake("Table " + table.name() + " of database " + database.name()
                    + " has another unique index, "
                    + String.join(", ", others) + ", and " + database.dialect().product()
                    + " overwrites the row of any of them, not only of " + String.join(", ", key)
                    + ". Drop it, or make it an index that is not unique.");
        }
    }

    private String quote(String name) {
        return database.dialect().quote(name);
    }
}
