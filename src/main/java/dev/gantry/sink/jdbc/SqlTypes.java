package dev.gantry.sink.jdbc;

import dev.gantry.database.SqlType;
import dev.gantry.sink.schema.ColumnType;
import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.ColumnType.ListOf;
import dev.gantry.sink.schema.ColumnType.MapOf;
import dev.gantry.sink.schema.ColumnType.Struct;
import dev.gantry.sink.schema.ColumnType.Variant;
import dev.gantry.sink.schema.Scalar.Decimal;
import dev.gantry.sink.schema.Scalar.Simple;

/** What a column of the rows is to a database: what has parts is JSON. */
final class SqlTypes {

    private SqlTypes() {}

    static SqlType of(ColumnType type) {
        return switch (type) {
            case Leaf leaf ->
                switch (leaf.scalar()) {
                    case Simple.BOOLEAN -> SqlType.Simple.BOOLEAN;
                    case Simple.INT64 -> SqlType.Simple.INT64;
                    case Simple.DOUBLE -> SqlType.Simple.DOUBLE;
                    case Simple.STRING -> SqlType.Simple.TEXT;
                    case Simple.DATE -> SqlType.Simple.DATE;
                    case Simple.TIMESTAMP_MICROS -> SqlType.Simple.INSTANT_MICROS;
                    case Simple.TIMESTAMP_NANOS -> SqlType.Simple.INSTANT_NANOS;
                    case Simple.JSON -> SqlType.Simple.JSON;
                    case Decimal decimal -> new SqlType.Decimal(decimal.precision(), decimal.scale());
                };
            case Struct struct -> SqlType.Simple.JSON;
            case ListOf list -> SqlType.Simple.JSON;
            case MapOf map -> SqlType.Simple.JSON;
            case Variant variant -> SqlType.Simple.JSON;
        };
    }
}
