package dev.gantry.database;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

import dev.gantry.database.SqlType.Decimal;
import dev.gantry.database.SqlType.Simple;
import org.jspecify.annotations.Nullable;

/** MySQL and MariaDB. */
record MySql(boolean isMariaDb) implements Dialect {
    private static final int NAME_LENGTH = 64;
    private static final int MOST_SCALE = 30;
    private static final int KEY_CHARS = 255;

    /** Deeper JSON is taken for invalid by MariaDB. */
    private static final int MOST_DEPTH = 31;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    @Override
    public String product() {
        return isMariaDb ? "MariaDB" : "MySQL";
    }

    @Override
    public String quote(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }

    @Override
    public Optional<String> whyNotNamed(String name) {
        if (name.length() > NAME_LENGTH) {
            return Optional.of(product() + " takes names of up to " + NAME_LENGTH + " characters, and this one has "
                    + name.length());
        }
        if (name.codePoints().anyMatch(Character::isSupplementaryCodePoint)) {
            return Optional.of(product() + " takes no emoji and the like in names");
        }
        return name.endsWith(" ")
                ? Optional.of(product() + " takes no name that ends in a space")
                : Dialect.super.whyNotNamed(name);
    }

    @Override
    public SqlType stored(SqlType wanted, Extent extent) {
        return switch (wanted) {
            case Simple.INSTANT_NANOS -> Simple.TEXT;
            case Simple.DOUBLE, Simple.JSON -> extent.isNotFinite() ? Simple.TEXT : wanted;
            case Decimal decimal -> decimal.scale() > MOST_SCALE ? Simple.TEXT : wanted;
            case Simple other -> other;
        };
    }

    /**
     * Texts compare by their code points, trailing spaces included: in any other collation two keys may be one. JSON is kept as
     * its text also by MySQL, whose own type would make doubles of most numbers.
     */
    @Override
    public String definition(SqlType stored, Extent extent, boolean isKey) {
        String exact = " CHARACTER SET utf8mb4 COLLATE " + (isMariaDb ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin");
        return switch (stored) {
            case Simple.BOOLEAN -> "TINYINT(1)";
            case Simple.INT64 -> "BIGINT";
            case Simple.DOUBLE -> "DOUBLE";
            case Simple.TEXT, Simple.INSTANT_NANOS ->
                (isKey ? "VARCHAR(" + Math.max(KEY_CHARS, extent.longest()) + ")" : "LONGTEXT") + exact;
            case Simple.INSTANT_MICROS -> "DATETIME(6)";
            case Simple.DATE -> "DATE";
            case Simple.JSON -> isMariaDb && extent.depth() <= MOST_DEPTH ? "JSON" : "LONGTEXT" + exact;
            case Decimal decimal -> "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
        };
    }

    @Override
    public String tableOptions() {
        return " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4";
    }

    @Override
    public Holds holds(ExistingColumn column) {
        String type = column.type().toLowerCase(Locale.ROOT);
        boolean isUnsigned = type.contains("unsigned");
        return switch (type.replaceFirst("[( ].*", "")) {
            case "tinyint" ->
                type.startsWith("tinyint(1)") && !isUnsigned ? new Holds.Booleans() : integers(8, isUnsigned);
            case "smallint" -> integers(16, isUnsigned);
            case "mediumint" -> integers(24, isUnsigned);
            case "int" -> integers(32, isUnsigned);
            case "bigint" -> integers(64, isUnsigned);
            case "decimal" -> new Holds.Decimals(column.size() - column.scale(), column.scale());
            case "double" -> new Holds.Doubles(false);
            case "datetime", "timestamp" -> new Holds.Instants(column.scale());
            case "date" -> new Holds.Dates();
            case "varchar", "tinytext", "text", "mediumtext", "longtext" ->
                new Holds.Texts(characters(column, type), beyond(column.charset()));
            default -> new Holds.Others();
        };
    }

    /** Its texts other than VARCHAR are limited in bytes. */
    private static int characters(ExistingColumn column, String type) {
        return type.startsWith("varchar") ? column.size() : column.size() / 4;
    }

    private static Holds.Beyond beyond(String charset) {
        return switch (charset) {
            case "utf8mb4" -> Holds.Beyond.ALL;
            case "utf8mb3", "utf8" -> Holds.Beyond.BMP;
            default -> Holds.Beyond.ASCII;
        };
    }

    private static Holds integers(int bits, boolean isUnsigned) {
        if (isUnsigned) {
            return new Holds.Integers(0, bits == 64 ? Long.MAX_VALUE : (1L << bits) - 1);
        }
        BigInteger half = BigInteger.ONE.shiftLeft(bits - 1);
        return new Holds.Integers(
                half.negate().longValueExact(), half.subtract(BigInteger.ONE).longValueExact());
    }

    /** Strict, whatever the server's default: a value that does not fit is an error, not another value. */
    @Override
    public Optional<String> sessionSql() {
        return Optional.of("SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00'");
    }

    @Override
    public Optional<String> readOnlySql() {
        String variable = isMariaDb ? "tx_read_only" : "transaction_read_only";
        return Optional.of("SET SESSION " + variable + " = 1, time_zone = '+00:00'");
    }

    @Override
    public Optional<ExistingTable> find(Connection connection, String name) throws SQLException {
        return InformationSchema.find(connection, name);
    }

    @Override
    public boolean overwritesByAnyKey() {
        return true;
    }

    @Override
    public Replacing replacing() {
        return new Replacing.Renamed(
                Replacing.Renaming.AT_ONCE, (fresh, like) -> "CREATE TABLE " + quote(fresh) + " LIKE " + quote(like));
    }

    @Override
    public RowWriter writer(Connection connection, RowWriter.Into into) throws SQLException {
        return new ManyRowsWriter(this, connection, rows -> insert(into, rows));
    }

    @Override
    public void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case Instant instant -> statement.setString(index, TIME.format(instant));
            case BigDecimal number -> statement.setBigDecimal(index, number);
            case java.time.LocalDate date -> statement.setString(index, date.toString());
            default -> statement.setObject(index, value);
        }
    }

    /** Its times have no zone, and it takes none. */
    @Override
    public void bindKey(PreparedStatement statement, int index, Object value) throws SQLException {
        boolean isTime = value instanceof String text && text.matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
        bind(statement, index, isTime ? Instant.parse((String) value) : value);
    }

    /** Adds rows or overwrites those of their keys; one parameter a column and row. */
    private String insert(RowWriter.Into into, int rows) {
        var names = into.columns().stream().map(RowWriter.Column::name).toList();
        String insert = "INSERT INTO " + quote(into.table()) + " (" + quoted(names) + ") VALUES "
                + Dialect.values(names.stream().map(name -> "?").toList(), rows);
        if (into.key().isEmpty()) {
            return insert;
        }
        // Where all columns are the key there is nothing to overwrite, but the statement must say something.
        var set = into.others().isEmpty() ? into.key() : into.others();
        return insert + " ON DUPLICATE KEY UPDATE "
                + String.join(
                        ", ",
                        set.stream()
                                .map(name -> quote(name) + " = VALUES(" + quote(name) + ")")
                                .toList());
    }
}
