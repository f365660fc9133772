package dev.gantry.database;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rows of a result as JSON, each value exactly: decimals with their digits, times in RFC 3339 and UTC (those without a zone
 * are taken to be UTC), JSON as JSON, arrays as arrays, bytes in base64, anything else as the database's own text.
 */
public final class JsonColumns {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private record Column(String name, int jdbcType, String type) {}

    private final List<Column> columns = new ArrayList<>();

    public JsonColumns(ResultSetMetaData result) throws SQLException {
        for (int i = 1; i <= result.getColumnCount(); i++) {
            columns.add(new Column(
                    result.getColumnLabel(i),
                    result.getColumnType(i),
                    result.getColumnTypeName(i).toUpperCase(Locale.ROOT)));
        }
    }

    /** The row that the result stands at. */
    public ObjectNode row(ResultSet result) throws SQLException {
        ObjectNode row = JSON.objectNode();
        for (int i = 0; i < columns.size(); i++) {
            row.set(columns.get(i).name(), value(result, i + 1, columns.get(i)));
        }
        return row;
    }

    private static JsonNode value(ResultSet result, int at, Column column) throws SQLException {
        if (isJson(column.type())) {
            @Nullable String text = result.getString(at);
            return text == null ? JSON.nullNode() : json(text);
        }
        return switch (column.jdbcType()) {
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> time(result, at, column);
            case Types.DATE -> date(result, at);
            case Types.TIME, Types.TIME_WITH_TIMEZONE, Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB -> {
                @Nullable Object found = result.getObject(at);
                yield found == null || found instanceof byte[] || found instanceof Number
                        ? of(found)
                        : text(column, result.getString(at));
            }
            case Types.OTHER -> {
                @Nullable Object found = result.getObject(at);
                yield found == null || found instanceof Number ? of(found) : text(column, result.getString(at));
            }
            default -> typed(column, result.getObject(at));
        };
    }

    private static boolean isJson(String type) {
        return type.equals("JSON") || type.equals("JSONB") || type.equals("JSON_TEXT");
    }

    /** SQLite keeps more types as text than it has. */
    private static JsonNode text(Column column, @Nullable String text) {
        if (text == null) {
            return JSON.nullNode();
        }
        return column.type().startsWith("DECIMAL_TEXT") ? JSON.numberNode(new BigDecimal(text)) : JSON.stringNode(text);
    }

    private static JsonNode typed(Column column, @Nullable Object value) throws SQLException {
        if (value instanceof Number number && column.type().equals("BOOLEAN")) {
            return JSON.booleanNode(number.intValue() != 0);
        }
        return value instanceof String text ? text(column, text) : of(value);
    }

    private static JsonNode time(ResultSet result, int at, Column column) throws SQLException {
        @Nullable Object raw = result.getObject(at);
        if (raw == null || raw instanceof String) {
            return of(raw);
        }
        boolean hasZone = column.jdbcType() == Types.TIMESTAMP_WITH_TIMEZONE
                || column.type().equals("TIMESTAMPTZ")
                || column.type().contains("WITH TIME ZONE");
        String text = result.getString(at);
        if (text.contains("infinity")) {
            return JSON.stringNode(text);
        }
        Instant instant = hasZone
                ? result.getObject(at, OffsetDateTime.class).toInstant()
                : result.getObject(at, LocalDateTime.class).toInstant(ZoneOffset.UTC);
        return JSON.stringNode(instant.toString());
    }

    private static JsonNode date(ResultSet result, int at) throws SQLException {
        @Nullable Object raw = result.getObject(at);
        if (raw == null || raw instanceof String || raw instanceof Number) {
            return of(raw);
        }
        return JSON.stringNode(raw instanceof LocalDate date ? date.toString() : result.getString(at));
    }

    private static JsonNode json(String text) {
        try {
            return EXACT.readTree(text);
        } catch (JacksonException none) {
            return JSON.stringNode(text);
        }
    }

    private static JsonNode of(@Nullable Object value) throws SQLException {
        return switch (value) {
            case null -> JSON.nullNode();
            case Boolean truth -> JSON.booleanNode(truth);
            case Byte number -> JSON.numberNode(number.longValue());
            case Short number -> JSON.numberNode(number.longValue());
            case Integer number -> JSON.numberNode(number.longValue());
            case Long number -> JSON.numberNode(number);
            case BigInteger number -> JSON.numberNode(number);
            case BigDecimal number -> JSON.numberNode(number);
            case Double number -> JSON.numberNode(number);
            // Its own shortest text: as a double it would have digits that nobody wrote.
            case Float number ->
                Float.isFinite(number)
                        ? JSON.numberNode(new BigDecimal(number.toString()))
                        : JSON.numberNode(number.doubleValue());
            case byte[] bytes -> JSON.binaryNode(bytes);
            case Blob blob -> JSON.binaryNode(blob.getBytes(1, Math.toIntExact(blob.length())));
            case Clob clob -> JSON.stringNode(clob.getSubString(1, Math.toIntExact(clob.length())));
            case OffsetDateTime time -> JSON.stringNode(time.toInstant().toString());
            case LocalDateTime time ->
                JSON.stringNode(time.toInstant(ZoneOffset.UTC).toString());
            case java.sql.Timestamp time ->
                JSON.stringNode(time.toLocalDateTime().toInstant(ZoneOffset.UTC).toString());
            case Date date -> JSON.stringNode(date.toLocalDate().toString());
            case Array array -> list((Object[]) array.getArray());
            case Object[] list -> list(list);
            case Struct struct -> list(struct.getAttributes());
            case Map<?, ?> map -> map(map);
            default -> JSON.stringNode(value.toString());
        };
    }

    private static ArrayNode list(@Nullable Object[] values) throws SQLException {
        ArrayNode list = JSON.arrayNode();
        for (@Nullable Object value : values) {
            list.add(of(value));
        }
        return list;
    }

    private static ObjectNode map(Map<?, ?> values) throws SQLException {
        ObjectNode map = JSON.objectNode();
        for (Map.Entry<?, ?> each : values.entrySet()) {
            map.set(String.valueOf(each.getKey()), of(each.getValue()));
        }
        return map;
    }
}
