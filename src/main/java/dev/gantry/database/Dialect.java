package dev.gantry.database;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.gantry.job.UserMistake;
import org.jspecify.annotations.Nullable;

/** What one database product does in its own way. */
public interface Dialect {

    /** @throws UserMistake if it is no product that we know */
    static Dialect of(String product) {
        return switch (product) {
            case "PostgreSQL" -> new PostgreSql();
            case "MariaDB" -> new MySql(true);
            case "MySQL" -> new MySql(false);
            case "SQLite" -> new Sqlite();
            case "H2" -> new H2();
            case "DuckDB" -> new DuckDb();
            default ->
                throw new UserMistake("Gantry writes and reads PostgreSQL, MariaDB, MySQL, SQLite, H2 and DuckDB, not "
                        + product + ".");
        };
    }

    /** What it calls itself. */
    String product();

    default String quote(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    default String quoted(Collection<String> identifiers) {
        return identifiers.stream().map(this::quote).collect(Collectors.joining(", "));
    }

    /** Why it takes no table or column of that name; empty: it does. */
    default Optional<String> whyNotNamed(String name) {
        if (name.isEmpty()) {
            return Optional.of("a name needs at least one character");
        }
        return name.indexOf(0) >= 0 ? Optional.of("a name cannot hold U+0000") : Optional.empty();
    }

    /** Whether columns may differ in upper and lower case alone. */
    default boolean tellsCaseApart() {
        return false;
    }

    /** How values are kept in a column made for them; another type than theirs where it has none that is exact. */
    default SqlType stored(SqlType wanted, Extent extent) {
        return wanted;
    }

    /** The type in a definition. */
    String definition(SqlType stored, Extent extent, boolean isKey);

    /** What follows the columns of a new table. */
    default String tableOptions() {
        return "";
    }

    /** What a column that is there can hold. */
    default Holds holds(ExistingColumn column) {
        return switch (column.jdbcType()) {
            case Types.BOOLEAN, Types.BIT -> new Holds.Booleans();
            case Types.TINYINT -> new Holds.Integers(Byte.MIN_VALUE, Byte.MAX_VALUE);
            case Types.SMALLINT -> new Holds.Integers(Short.MIN_VALUE, Short.MAX_VALUE);
            case Types.INTEGER -> new Holds.Integers(Integer.MIN_VALUE, Integer.MAX_VALUE);
            case Types.BIGINT -> new Holds.Integers(Long.MIN_VALUE, Long.MAX_VALUE);
            case Types.DECIMAL, Types.NUMERIC -> new Holds.Decimals(column.size() - column.scale(), column.scale());
            case Types.DOUBLE -> new Holds.Doubles(true);
            case Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB, Types.NVARCHAR ->
                new Holds.Texts(column.size() <= 0 ? Integer.MAX_VALUE : column.size(), Holds.Beyond.ALL);
            case Types.TIMESTAMP_WITH_TIMEZONE -> new Holds.Instants(column.scale());
            case Types.DATE -> new Holds.Dates();
            default -> new Holds.Others();
        };
    }

    /** As what a column that is there takes new values; empty where one of them would not be kept exactly. */
    default Optional<SqlType> fit(ExistingColumn column, SqlType wanted, Extent extent) {
        return extent.values() == 0 ? Optional.of(wanted) : Fit.of(holds(column), stored(wanted, extent), extent);
    }

    /** What the values need, for people. */
    default String need(SqlType wanted, Extent extent) {
        return Fit.need(wanted, extent);
    }

    /** Run first on each connection that writes. */
    default Optional<String> sessionSql() {
        return Optional.empty();
    }

    /** Run first on each connection that only reads. */
    default Optional<String> readOnlySql() {
        return Optional.empty();
    }

    /** The table of that name; if there is none, the only one whose name differs in case alone. */
    default Optional<ExistingTable> find(Connection connection, String name) throws SQLException {
        return DescribedTable.find(connection, name);
    }

    /** Whether its texts may have U+0000. */
    default boolean textTakesNul() {
        return true;
    }

    /** Whether an upsert overwrites the row of any unique key, not only of the one that is meant. */
    default boolean overwritesByAnyKey() {
        return false;
    }

    /** How a table takes another's place. */
    Replacing replacing();

    /** Writes rows the fastest way it has. */
    RowWriter writer(Connection connection, RowWriter.Into into) throws SQLException;

    /** Sets a parameter to a value, null or as its type says. */
    default void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case Instant instant -> statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
            case BigDecimal number -> statement.setBigDecimal(index, number);
            default -> statement.setObject(index, value);
        }
    }

    /**
     * Sets a parameter to a value of a key, as {@link JsonColumns} gave it.
     *
     * @param value a number, boolean or text; the text may stand for a time
     */
    default void bindKey(PreparedStatement statement, int index, Object value) throws SQLException {
        bind(statement, index, value);
    }

    /** A question mark for each column, {@code rows} times. */
    static String values(List<String> row, int rows) {
        String one = "(" + String.join(", ", row) + ")";
        return String.join(", ", java.util.Collections.nCopies(rows, one));
    }
}
