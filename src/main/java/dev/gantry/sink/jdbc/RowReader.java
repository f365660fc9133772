package dev.gantry.sink.jdbc;

import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gantry.database.SqlType;
import dev.gantry.database.SqlType.Decimal;
import dev.gantry.sink.schema.ColumnType;
import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.Rfc3339;
import dev.gantry.sink.schema.RowSchema;
import dev.gantry.sink.schema.Scalar.Simple;
import dev.gantry.sink.staging.StagedRows;
import dev.gantry.sink.staging.Tokens;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Takes the values of one row after the other from the log, as the columns they go into want them. */
final class RowReader {
    private static final int NANOS_A_MICRO = 1_000;

    /** Reads the current value, which is not null. */
    private interface Read {
        Object read(StagedRows rows);
    }

    private record Field(int index, Read read) {}

    private final boolean isWholeRow;
    private final Map<String, Field> byName = new HashMap<>();
    private final @Nullable Object[] values;

    RowReader(RowSchema schema, List<PlannedColumn> columns) {
        isWholeRow = schema.isWholeRow();
        values = new Object[columns.size()];
        for (int i = 0; i < columns.size(); i++) {
            PlannedColumn column = columns.get(i);
            byName.put(column.source().name(), new Field(i, of(column.source().type(), column.stored())));
        }
    }

    /** The values of the row that the log stands at, which this consumes; good until the next call. */
    @Nullable Object[] read(StagedRows rows) {
        Arrays.fill(values, null);
        Tokens json = rows.tokens();
        if (isWholeRow) {
            read(RowSchema.VALUE, rows);
            return values;
        }
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            read(name, rows);
        }
        return values;
    }

    private void read(String name, StagedRows rows) {
        @Nullable Field field = byName.get(name);
        if (field != null && rows.tokens().current() != JsonToken.VALUE_NULL) {
            values[field.index()] = field.read().read(rows);
        } else {
            rows.tokens().skipChildren();
        }
    }

    private static Read of(ColumnType type, SqlType stored) {
        boolean isText = type instanceof Leaf leaf && leaf.scalar() != Simple.JSON;
        return switch (stored) {
            case SqlType.Simple.BOOLEAN -> rows -> rows.tokens().bool();
            case SqlType.Simple.INT64 -> rows -> rows.tokens().int64();
            case SqlType.Simple.DOUBLE -> rows -> rows.tokens().float64();
            case SqlType.Simple.TEXT -> isText ? RowReader::text : RowReader::raw;
            case SqlType.Simple.INSTANT_MICROS, SqlType.Simple.INSTANT_NANOS ->
                rows -> instant(rows.tokens().characters());
            case SqlType.Simple.DATE -> rows -> LocalDate.parse(rows.tokens().string());
            case SqlType.Simple.JSON -> RowReader::raw;
            case Decimal decimal -> rows -> rows.tokens().decimal().setScale(decimal.scale(), RoundingMode.UNNECESSARY);
        };
    }

    private static String text(StagedRows rows) {
        return rows.tokens().current() == JsonToken.VALUE_STRING
                ? whole(rows.tokens().string())
                : raw(rows);
    }

    /** Exactly as it is staged. */
    private static String raw(StagedRows rows) {
        int start = rows.tokenStart();
        int end = rows.skipValue();
        return new String(rows.text(), start, end - start, StandardCharsets.UTF_8);
    }

    /** Half a character, which no encoding has, becomes U+FFFD. */
    private static String whole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.UTF_16LE);
            }
        }
        return text;
    }

    private static Instant instant(CharSequence text) {
        long micros = Rfc3339.micros(text);
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).plusNanos(Rfc3339.nanosOfMicro(text) % NANOS_A_MICRO);
    }
}
