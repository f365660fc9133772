package dev.gantry.source;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gantry.database.Database;
import dev.gantry.database.DatabaseFailed;
import dev.gantry.database.ExistingColumn;
import dev.gantry.database.ExistingTable;
import dev.gantry.database.JsonColumns;
import dev.gantry.database.SqlStates;
import dev.gantry.job.Nearest;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import dev.gantry.source.walk.Listing;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A table or query in pages, in the order of its key. The token of a page is the key of the row before it, as a JSON array, so
 * a page is the same rows whenever it is asked for.
 *
 * <p>Rows of one key could be torn apart by the end of a page, and those beyond it lost: so a key that repeats is refused,
 * within a page by looking, at its end by asking the database, whose idea of equal counts.
 */
record KeyedPages(JdbcRows source, Database database, List<String> key) implements Listing {
    private static final int ROWS = 1_000;
    private static final String KEY = "key";
    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Integers sort as texts once they are all as long and positive. */
    private static final BigInteger SHIFT = BigInteger.ONE.shiftLeft(Long.SIZE - 1);

    private static final int DIGITS = 20;

    /**
     * What a run keeps of the source: its key, found where the job names none.
     *
     * @throws UserMistake if there is no such table or column, or no key
     */
    static Map<String, String> settled(JdbcRows source, Database database) {
        database.dialect();
        try (Connection connection = database.read()) {
            List<String> key = source.key();
            boolean mayBeNull = true;
            if (source.table().isPresent()) {
                ExistingTable table = table(database, connection, source.table().get());
                key = key.isEmpty() ? primaryKey(source, table) : columns(source, table, key);
                columns(source, table, source.columns());
                mayBeNull = table.columns().stream()
                        .filter(column -> source.key().contains(column.name()))
                        .anyMatch(ExistingColumn::takesNull);
                requireUnique(source, table, key);
            } else {
                key = labels(source, database, connection, key);
            }
            KeyedPages pages = new KeyedPages(source, database, key);
            if (mayBeNull) {
                pages.refuseNulls(connection);
            }
            connection.rollback();
            return Map.of(KEY, EXACT.writeValueAsString(key));
        } catch (SQLException refused) {
            DatabaseFailed failed = database.failed("cannot read " + source.what(), refused);
            if (source.query().isPresent() && !SqlStates.isPassing(refused)) {
                throw new UserMistake(failed.getMessage() + " Check query: and key: of the source.", refused);
            }
            throw failed;
        }
    }

    static List<String> key(Map<String, String> about) {
        List<String> key = new ArrayList<>();
        EXACT.readTree(about.get(KEY)).forEach(column -> key.add(column.stringValue()));
        return key;
    }

    private static ExistingTable table(Database database, Connection connection, String name) throws SQLException {
        return database.dialect()
                .find(connection, name)
                .orElseThrow(() -> new UserMistake(
                        "Database " + database.name() + " has no table " + name + ". Check table: of the source."));
    }

    private static List<String> primaryKey(JdbcRows source, ExistingTable table) {
        return table.uniqueKeys().entrySet().stream()
                .filter(unique ->
                        unique.getKey().toUpperCase(java.util.Locale.ROOT).contains("PRIMARY"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new UserMistake("The primary key of " + source.what()
                        + " is not known, by which it would be read in pages. Give key: with the columns of a unique"
                        + " index."));
    }

    /** As the table spells them. */
    private static List<String> columns(JdbcRows source, ExistingTable table, List<String> wanted) {
        Set<String> known = table.columns().stream().map(ExistingColumn::name).collect(Collectors.toSet());
        return wanted.stream()
                .map(name -> table.column(name)
                        .map(ExistingColumn::name)
                        .orElseThrow(() -> new UserMistake("There is no column " + name + " in " + source.what()
                                + Nearest.to(name, known)
                                        .map(near -> "; did you mean " + near + "?")
                                        .orElse("; it has " + String.join(", ", known) + "."))))
                .toList();
    }

    /** As the query's result spells them. */
    private static List<String> labels(JdbcRows source, Database database, Connection connection, List<String> wanted)
            throws SQLException {
        List<String> labels = new ArrayList<>();
        String nothing = "SELECT * FROM " + new KeyedPages(source, database, wanted).from() + " WHERE 1 = 0";
        try (PreparedStatement ask = connection.prepareStatement(nothing);
                ResultSet none = ask.executeQuery()) {
            for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
                labels.add(none.getMetaData().getColumnLabel(i));
            }
        }
        return wanted.stream()
                .map(name -> labels.contains(name)
                        ? name
                        : labels.stream()
                                .filter(name::equalsIgnoreCase)
                                .findFirst()
                                .orElseThrow(() -> new UserMistake("key: there is no column " + name + " in "
                                        + source.what() + "; it has " + String.join(", ", labels) + ".")))
                .toList();
    }

    private static void requireUnique(JdbcRows source, ExistingTable table, List<String> key) {
        boolean isUnique =
                table.uniqueKeys().values().stream().anyMatch(unique -> new HashSet<>(key).containsAll(unique));
        if (!isUnique) {
            throw new UserMistake("No unique index of " + source.what() + " is over " + String.join(", ", key)
                    + ", so rows could be lost between two pages. Give key: with the columns of a unique index"
                    + (table.uniqueKeys().isEmpty()
                            ? "; it has none."
                            : ", such as "
                                    + String.join(
                                            ", ",
                                            table.uniqueKeys()
                                                    .values()
                                                    .iterator()
                                                    .next()) + "."));
        }
    }

    private void refuseNulls(Connection connection) throws SQLException {
        String anyNull = key.stream().map(column -> quote(column) + " IS NULL").collect(Collectors.joining(" OR "));
        try (PreparedStatement ask =
                        connection.prepareStatement("SELECT 1 FROM " + from() + " WHERE " + anyNull + " LIMIT 1");
                ResultSet found = ask.executeQuery()) {
            if (found.next()) {
                throw new UserMistake("A row of " + source.what() + " has no " + String.join(" or ", key)
                        + ", and by its key it is read. Leave such rows out with a query:, or give another key:.");
            }
        }
    }

    @Override
    public String name() {
        return source.what();
    }

    @Override
    public Page<JsonNode> page(Optional<PageToken> token) {
        try (Connection connection = database.read()) {
            List<JsonNode> rows = rows(connection, token.map(KeyedPages::values).orElse(List.of()));
            refuseRepeated(rows);
            Optional<PageToken> next = Optional.empty();
            if (rows.size() == ROWS) {
                List<JsonNode> last = values(rows.getLast());
                refuseTorn(connection, last);
                next = Optional.of(new PageToken(
                        EXACT.writeValueAsString(EXACT.createArrayNode().addAll(last))));
            }
            connection.rollback();
            int bytes = rows.stream().mapToInt(row -> row.toString().length()).sum();
            return new Page<>(rows, next, bytes);
        } catch (SQLException refused) {
            DatabaseFailed failed = database.failed("stopped answering while " + name() + " was read", refused);
            throw new DatabaseFailed(
                    failed.getMessage() + " What was read is kept: put this right, then gantry resume.", failed);
        }
    }

    private List<JsonNode> rows(Connection connection, List<JsonNode> after) throws SQLException {
        String columns = source.columns().isEmpty() ? "*" : database.dialect().quoted(source.columns());
        String order = database.dialect().quoted(key);
        String sql = "SELECT " + columns + " FROM " + from() + (after.isEmpty() ? "" : " WHERE " + beyond(0))
                + " ORDER BY " + order + " LIMIT " + ROWS;
        try (PreparedStatement ask = connection.prepareStatement(sql)) {
            if (!after.isEmpty()) {
                bindBeyond(ask, after);
            }
            try (ResultSet found = ask.executeQuery()) {
                JsonColumns json = new JsonColumns(found.getMetaData());
                List<JsonNode> rows = new ArrayList<>();
                while (found.next()) {
                    rows.add(json.row(found));
                }
                return rows;
            }
        }
    }

    /** Keys that come after one, said so that an index over them serves: {@code a >= ? AND (a > ? OR (b > ?))}. */
    private String beyond(int from) {
        String column = quote(key.get(from));
        return from == key.size() - 1
                ? column + " > ?"
                : column + " >= ? AND (" + column + " > ? OR (" + beyond(from + 1) + "))";
    }

    private void bindBeyond(PreparedStatement ask, List<JsonNode> after) throws SQLException {
        int at = 1;
        for (int i = 0; i < after.size(); i++) {
            for (int times = i == after.size() - 1 ? 1 : 2; times > 0; times--) {
                bind(ask, at++, after.get(i));
            }
        }
    }

    private void refuseRepeated(List<JsonNode> rows) {
        Set<List<JsonNode>> seen = new HashSet<>();
        for (JsonNode row : rows) {
            if (!seen.add(values(row))) {
                throw repeated(values(row));
            }
        }
    }

    /** Only a query's key may repeat: that of a table has an index against it. */
    private void refuseTorn(Connection connection, List<JsonNode> last) throws SQLException {
        if (source.query().isEmpty()) {
            return;
        }
        String same = key.stream().map(column -> quote(column) + " = ?").collect(Collectors.joining(" AND "));
        try (PreparedStatement ask = connection.prepareStatement("SELECT COUNT(*) FROM " + from() + " WHERE " + same)) {
            for (int i = 0; i < last.size(); i++) {
                bind(ask, i + 1, last.get(i));
            }
            try (ResultSet count = ask.executeQuery()) {
                if (count.next() && count.getLong(1) != 1) {
                    throw repeated(last);
                }
            }
        }
    }

    private UserMistake repeated(List<JsonNode> values) {
        return new UserMistake("Several rows of " + name() + " have the key " + String.join(", ", key) + " = " + values
                + ", so rows could be lost between two pages. Give key: with columns that name each row.");
    }

    private void bind(PreparedStatement ask, int index, JsonNode value) throws SQLException {
        Object bound = switch (value.getNodeType()) {
            case BOOLEAN -> value.booleanValue();
            case NUMBER ->
                value.canConvertToLong() && value.isIntegralNumber()
                        ? (Object) value.longValue()
                        : value.isDouble() ? (Object) value.doubleValue() : value.decimalValue();
            default -> value.asString();
        };
        database.dialect().bindKey(ask, index, bound);
    }

    private List<JsonNode> values(JsonNode row) {
        return key.stream().map(column -> row.path(column)).toList();
    }

    private static List<JsonNode> values(PageToken token) {
        List<JsonNode> values = new ArrayList<>();
        EXACT.readTree(token.value()).forEach(values::add);
        return values;
    }

    @Override
    public String identity(JsonNode row) {
        return key.stream().map(column -> sortable(row.path(column))).collect(Collectors.joining("\u0000"));
    }

    private static String sortable(JsonNode value) {
        if (!value.isIntegralNumber()) {
            return value.asString();
        }
        String digits = value.bigIntegerValue().add(SHIFT).toString();
        return "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
    }

    @Override
    public boolean mayBeSorted() {
        return true;
    }

    private String from() {
        return source.table()
                        .map(this::quote)
                        .or(() -> source.query().map(sql -> "(" + sql + ")"))
                        .orElseThrow()
                + " q";
    }

    private String quote(String name) {
        return database.dialect().quote(name);
    }
}
