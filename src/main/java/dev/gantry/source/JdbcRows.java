package dev.gantry.source;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import dev.gantry.database.Database;
import dev.gantry.job.Kind;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.source.walk.Level;
import dev.gantry.source.walk.Listing;
import dev.gantry.source.walk.Stage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The source {@code jdbc}: rows of a table or query of a database, in the order of a key, page by page.
 *
 * @param key columns that name a row; empty: the table's primary key
 * @param columns that are read; empty: all
 */
record JdbcRows(String database, Optional<String> table, Optional<String> query, List<String> key, List<String> columns)
        implements Component {

    static final Kind<JdbcRows> KIND = new Kind<>(
            "jdbc",
            "Rows of a table or query of a database, in pages by a key, from which a killed run goes on",
            Shape.object(fields -> {
                var database = fields.required(
                        "database", Shape.text(), "A name among gantry.databases of config/application.yml");
                var table = fields.optional("table", Shape.text(), "The table; or else query:");
                var query = fields.optional("query", Shape.text(), "A SELECT; or else table:");
                var key = fields.optional(
                        "key",
                        Shape.listOrOne(Shape.text()),
                        "Columns that name a row and are never null; a table's primary key unless told otherwise");
                var columns =
                        fields.optional("columns", Shape.listOrOne(Shape.text()), "The columns to read; otherwise all");
                return given -> new JdbcRows(
                        given.get(database),
                        given.get(table),
                        given.get(query),
                        given.get(key).orElse(List.of()),
                        given.get(columns).orElse(List.of()));
            }));

    /** @throws IllegalArgumentException if that cannot be read in pages */
    JdbcRows {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        if (table.isPresent() == query.isPresent()) {
            throw new IllegalArgumentException("one of table: and query: is needed, and not both");
        }
        if (query.isPresent() && key.isEmpty()) {
            throw new IllegalArgumentException(
                    "a query: needs key: with the columns that name a row of it, by which it is read in pages");
        }
        if (new HashSet<>(key).size() < key.size()) {
            throw new IllegalArgumentException("key: names a column twice");
        }
        if (!columns.isEmpty() && !columns.containsAll(key)) {
            throw new IllegalArgumentException("columns: must have those of key:, by which pages are told apart");
        }
    }

    @Override
    public String name() {
        return KIND.key();
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of();
    }

    @Override
    public boolean needsRow() {
        return false;
    }

    @Override
    public Optional<String> whyNotBelow() {
        return Optional.of("reads the same rows for each row above; put it outermost, or join in the query");
    }

    /** What is wrong with the table or query shows here, before a run begins. */
    @Override
    public List<Partition> partitions(Access access) {
        return List.of(new Partition(
                name(), KeyedPages.settled(this, access.databases().find(database))));
    }

    @Override
    public List<Stage> stages(Partition partition, Access access) {
        return List.of(
                new Stage.Lists(new Pages(access.databases().find(database), KeyedPages.key(partition.about()))));
    }

    @Override
    public List<Stage> stagesBelow(Access access) {
        throw new IllegalStateException("it only stands outermost");
    }

    /** What pages are of, for people. */
    String what() {
        return table.map(name -> "table " + name).orElse("the query") + " of database " + database;
    }

    private final class Pages implements Level {
        private final Database found;
        private final List<String> settledKey;

        private Pages(Database found, List<String> settledKey) {
            this.found = found;
            this.settledKey = settledKey;
        }

        @Override
        public Listing below(@Nullable Row parent) {
            return new KeyedPages(JdbcRows.this, found, settledKey);
        }

        @Override
        public Row row(@Nullable Row parent, Listing listing, JsonNode listed) {
            List<String> values = settledKey.stream()
                    .map(column -> listed.path(column).asString())
                    .toList();
            return RowShape.of(parent, listed, String.join("/", values));
        }
    }
}
