package dev.gantry.sink.jdbc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gantry.database.Database;
import dev.gantry.database.DatabaseFailed;
import dev.gantry.database.Dialect;
import dev.gantry.database.ExistingColumn;
import dev.gantry.database.ExistingTable;
import dev.gantry.database.Extent;
import dev.gantry.database.SqlType;
import dev.gantry.sink.schema.Column;

/**
 * Which column of a table takes which column of the rows, and which are to be made for that. Columns of the rows that are always
 * null are not made: nobody knows their type yet.
 *
 * @param missing columns that the table lacks
 */
record TablePlan(List<PlannedColumn> columns, List<PlannedColumn> missing) {
    TablePlan {
        columns = List.copyOf(columns);
        missing = List.copyOf(missing);
    }

    /** @throws DatabaseFailed naming each column that would change a value, and what to do */
    static TablePlan of(Database database, String table, Optional<ExistingTable> existing, StagedTable rows) {
        return new Making(database, table, existing, rows).plan();
    }

    /** How the table spells a column of the rows. */
    String spelled(String source) {
        return columns.stream()
                .filter(column -> column.source().name().equals(source))
                .map(PlannedColumn::name)
                .findFirst()
                .orElse(source);
    }

    /** The statement that makes a table of these columns. */
    String create(Dialect dialect, String table, List<String> key, StagedTable rows) {
        String definitions = columns.stream()
                .map(column -> definition(dialect, column, key, rows))
                .collect(Collectors.joining(", "));
        String primary = key.isEmpty() ? "" : ", PRIMARY KEY (" + dialect.quoted(key) + ")";
        return "CREATE TABLE " + dialect.quote(table) + " (" + definitions + primary + ")" + dialect.tableOptions();
    }

    /** The statements that add the missing columns. */
    List<String> widen(Dialect dialect, String table, StagedTable rows) {
        return missing.stream()
                .map(column -> "ALTER TABLE " + dialect.quote(table) + " ADD COLUMN "
                        + definition(dialect, column, List.of(), rows))
                .toList();
    }

    private static String definition(Dialect dialect, PlannedColumn column, List<String> key, StagedTable rows) {
        boolean isKey = key.contains(column.name());
        return dialect.quote(column.name()) + " "
                + dialect.definition(column.stored(), rows.extent(column.source()), isKey)
                + (isKey ? " NOT NULL" : "");
    }

    /** One making of a plan, with what it has to refuse. */
    private static final class Making {
        private final Database database;
        private final Dialect dialect;
        private final String table;
        private final Optional<ExistingTable> existing;
        private final StagedTable rows;
        private final List<PlannedColumn> columns = new ArrayList<>();
        private final List<PlannedColumn> missing = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();

        Making(Database database, String table, Optional<ExistingTable> existing, StagedTable rows) {
            this.database = database;
            this.dialect = database.dialect();
            this.table = table;
            this.existing = existing;
            this.rows = rows;
        }

        TablePlan plan() {
            Set<String> taken = new HashSet<>();
            boolean anyValue = rows.schema().columns().stream()
                    .anyMatch(column -> rows.extent(column).values() > 0);
            for (Column column : rows.schema().columns()) {
                Optional<ExistingColumn> there = there(column);
                there.ifPresent(found -> taken.add(found.name()));
                if (there.isPresent()) {
                    takeExisting(column, there.get());
                } else if (rows.extent(column).values() > 0 || !anyValue) {
                    takeMissing(column);
                }
            }
            refuseCase();
            existing.ifPresent(found -> found.columns().stream()
                    .filter(column -> rows.rows() > 0 && column.needsValue() && !taken.contains(column.name()))
                    .forEach(column -> refused.add("column " + column.name() + " may not be null, and no row has it")));
            if (!refused.isEmpty()) {
                throw new DatabaseFailed("Nothing was loaded into table " + table + " of database " + database.name()
                        + ": " + String.join("; ", refused) + ". Change the table or the rows (by map:, or json: for a"
                        + " column of many types); after a change of the table gantry resume goes on, after one of the"
                        + " job start it anew.");
            }
            return new TablePlan(columns, missing);
        }

        /** One that differs in case alone is not another column's. */
        private Optional<ExistingColumn> there(Column column) {
            return existing.flatMap(found -> found.column(column.name()))
                    .filter(found -> found.name().equals(column.name())
                            || rows.schema().columns().stream()
                                    .noneMatch(other -> other.name().equals(found.name())));
        }

        private void takeExisting(Column column, ExistingColumn there) {
            Extent extent = rows.extent(column);
            SqlType wanted = SqlTypes.of(column.type());
            Optional<SqlType> stored = dialect.fit(there, wanted, extent);
            if (stored.isEmpty()) {
                refused.add("column " + there.name() + " is " + there.shownType() + ", which does not hold "
                        + dialect.need(wanted, extent) + " exactly (" + dialect.definition(wanted, extent, false)
                        + " does)");
            } else if (!there.takesNull() && extent.hasNulls()) {
                refused.add("column " + there.name() + " may not be null, and is missing or null in "
                        + (extent.rows() - extent.values()) + " rows");
            } else {
                columns.add(new PlannedColumn(column, there.name(), stored.get()));
            }
        }

        private void takeMissing(Column column) {
            Extent extent = rows.extent(column);
            SqlType stored = dialect.stored(SqlTypes.of(column.type()), extent);
            Optional<String> misnamed = dialect.whyNotNamed(column.name());
            if (misnamed.isPresent()) {
                refused.add("column \"" + column.name() + "\": " + misnamed.get());
            } else if (stored == SqlType.Simple.TEXT && extent.hasNul() && !dialect.textTakesNul()) {
                refused.add("column " + column.name() + " holds the character U+0000, which no text of "
                        + dialect.product() + " has (json: keeps it)");
            } else {
                PlannedColumn planned = new PlannedColumn(column, column.name(), stored);
                columns.add(planned);
                missing.add(planned);
            }
        }

        private void refuseCase() {
            Map<String, String> folded = new HashMap<>();
            for (PlannedColumn column : columns) {
                String name =
                        dialect.tellsCaseApart() ? column.name() : column.name().toLowerCase(Locale.ROOT);
                String other = folded.put(name, column.source().name());
                if (other != null) {
                    refused.add(
                            "columns " + other + " and " + column.source().name() + " are one to " + dialect.product());
                }
            }
        }
    }
}
