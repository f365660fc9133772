package dev.gantry.sink.jdbc;

import java.util.List;

import dev.gantry.job.Kind;
import dev.gantry.job.Shape;
import dev.gantry.sink.schema.DeclaredSchema;

/** The {@code jdbc} sink: a table of a database, whose new columns have the types the rows turned out to have. */
public final class JdbcTable {
    public static final Kind<JdbcSink> KIND = new Kind<>(
            "jdbc",
            "A table of a PostgreSQL, MariaDB, MySQL, SQLite, H2 or DuckDB database; what is committed is never loaded twice.",
            Shape.object(fields -> {
                var database = fields.required(
                        "database", Shape.text(), "A name among gantry.databases of config/application.yml");
                var table = fields.required(
                        "table", Shape.text(), "The table, in the schema that the database's url names");
                var mode = fields.withDefault(
                        "mode",
                        Shape.oneOf(JdbcOptions.Mode.class),
                        JdbcOptions.Mode.APPEND,
                        "append adds rows; upsert overwrites the row of the same key; replace swaps all rows at once");
                var key = fields.optional(
                        "key",
                        Shape.listOrOne(Shape.text()),
                        "Columns that name a row: the primary key of a table that is created");
                var create = fields.withDefault(
                        "create", Shape.bool(), true, "Whether the table is created where there is none");
                var json = fields.optional(
                        "json", Shape.listOrOne(Shape.text()), "Columns to keep as JSON, whatever they hold");
                var schema = fields.optional("schema", DeclaredSchema.SHAPE, DeclaredSchema.DESCRIPTION);
                return given -> new JdbcSink(new JdbcOptions(
                        given.get(database),
                        given.get(table),
                        given.get(mode),
                        given.get(key).orElse(List.of()),
                        given.get(create),
                        given.get(json).orElse(List.of()),
                        given.get(schema)));
            }));

    private JdbcTable() {}
}
