package dev.gantry.sink.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.ColumnType.ListOf;
import dev.gantry.sink.schema.ColumnType.Struct;
import dev.gantry.sink.schema.ColumnType.Values;
import dev.gantry.sink.schema.Observed.Kind;
import dev.gantry.sink.schema.Observed.Opaque;
import dev.gantry.sink.schema.Scalar.Simple;

/**
 * Which parts of VARIANT values are worth columns of their own: those of one type that are there often enough. Texts stay texts, so
 * that what is read is what was written.
 */
final class Shredding {
    /** One in so many objects has the member, at least. */
    private static final int RARE = 10;

    private static final int DEPTH = 5;
    private static final int MOST = 100;

    private int left = MOST;

    Optional<ColumnType> of(Observed seen) {
        return of(seen, 0);
    }

    private Optional<ColumnType> of(Observed seen, int depth) {
        Kind kind = seen.only();
        if (kind == null || seen.isMixed() || seen.opaque() != Opaque.NO || depth > DEPTH || left <= 0) {
            return Optional.empty();
        }
        return switch (kind) {
            case BOOLEAN -> leaf(Simple.BOOLEAN, Values.MANY);
            case STRING -> leaf(Simple.STRING, seen.valuesAre());
            case NUMBER -> leaf(seen.numbers().scalar(), seen.valuesAre());
            case LIST -> of(seen.element(), depth + 1).map(ListOf::new);
            case OBJECT -> struct(seen, depth);
        };
    }

    private Optional<ColumnType> leaf(Scalar scalar, Values values) {
        if (scalar == Simple.JSON) {
            return Optional.empty();
        }
        left--;
        return Optional.of(new Leaf(scalar, values));
    }

    private Optional<ColumnType> struct(Observed seen, int depth) {
        List<Column> columns = new ArrayList<>();
        CaseClashes clashes = CaseClashes.in(seen.members().names());
        for (String name : seen.members().names()) {
            Observed member = Objects.requireNonNull(seen.members().find(name));
            if (member.values() * RARE >= seen.values() && !name.isEmpty() && !clashes.has(name)) {
                of(member, depth + 1).ifPresent(type -> columns.add(new Column(name, type)));
            }
        }
        return columns.isEmpty() ? Optional.empty() : Optional.of(new Struct(columns));
    }
}
