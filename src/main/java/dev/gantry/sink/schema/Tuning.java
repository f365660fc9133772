package dev.gantry.sink.schema;

import java.util.List;
import java.util.Optional;

import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.ColumnType.ListOf;
import dev.gantry.sink.schema.ColumnType.MapOf;
import dev.gantry.sink.schema.ColumnType.Struct;
import dev.gantry.sink.schema.ColumnType.Variant;
import org.jspecify.annotations.Nullable;

/** Puts what was seen of the values beside their declared types: how many distinct ones there are, and what VARIANTs have in common. */
final class Tuning {
    private Tuning() {}

    static RowSchema of(DeclaredSchema declared, Observed row, long rows) {
        List<Column> columns = declared.columns().stream()
                .map(column -> {
                    Observed seen = member(row, column.name());
                    long values = seen == null ? 0 : seen.values();
                    long nulls = seen == null ? 0 : seen.nulls();
                    return new Column(column.name(), type(column.type(), seen), nulls, rows - values - nulls);
                })
                .toList();
        return new RowSchema(columns, false, List.of());
    }

    private static ColumnType type(ColumnType declared, @Nullable Observed seen) {
        if (seen == null) {
            return declared;
        }
        return switch (declared) {
            case Leaf leaf -> new Leaf(leaf.scalar(), seen.valuesAre(), leaf.isRequired());
            case Variant variant -> new Variant(shredded(seen), variant.isRequired());
            case Struct struct ->
                new Struct(struct.columns().stream()
                        .map(column -> new Column(column.name(), type(column.type(), member(seen, column.name()))))
                        .toList());
            case ListOf list -> new ListOf(type(list.element(), seen.element()));
            case MapOf map -> new MapOf(type(map.value(), seen.members().anyValue()));
        };
    }

    private static Optional<ColumnType> shredded(Observed seen) {
        return new Shredding().of(seen);
    }

    private static @Nullable Observed member(Observed seen, String name) {
        return seen.members().find(name);
    }
}
