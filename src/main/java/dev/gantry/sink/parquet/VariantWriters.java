package dev.gantry.sink.parquet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gantry.sink.parquet.LeafColumns.LeafColumn;
import dev.gantry.sink.schema.ColumnType;
import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.ColumnType.ListOf;
import dev.gantry.sink.schema.ColumnType.MapOf;
import dev.gantry.sink.schema.ColumnType.Struct;
import dev.gantry.sink.schema.ColumnType.Variant;
import dev.gantry.sink.staging.StagedRows;
import dev.gantry.sink.staging.Tokens;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.variant.VariantBuilder;
import org.apache.parquet.variant.VariantObjectBuilder;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Writes VARIANTs as Parquet's format of 2025 has them (VariantEncoding and VariantShredding): all keys in {@code metadata}, parts with
 * a type in columns of their own, what is left encoded in {@code value}.
 */
final class VariantWriters {
    private static final Binary NULL = Binary.fromConstantByteArray(new byte[] {0});

    private final LeafColumns columns;
    private final Utf8 strings;
    private final Optional<ColumnType> typed;
    private final VariantEncoding encoding;
    private final VariantKeys keys;

    VariantWriters(LeafColumns columns, Utf8 strings, Optional<ColumnType> typed) {
        this.columns = columns;
        this.strings = strings;
        this.typed = typed;
        this.encoding = new VariantEncoding(strings);
        this.keys = new VariantKeys(typed);
    }

    /**
     * @param path of the VARIANT
     * @param definition level of one that is there
     * @param repetition how many lists and maps are above
     */
    ValueWriter whole(List<String> path, int definition, int repetition) {
        LeafColumn metadata = columns.at(RowWriter.with(path, Layout.METADATA));
        ValueWriter value = typed.<ValueWriter>map(type -> part(type, path, definition, repetition))
                .orElseGet(() -> new Encoded(columns.at(RowWriter.with(path, Layout.VALUE))));
        return new Whole(metadata, value);
    }

    private final class Whole implements ValueWriter {
        private final LeafColumn metadata;
        private final ValueWriter value;

        Whole(LeafColumn metadata, ValueWriter value) {
            this.metadata = metadata;
            this.value = value;
        }

        @Override
        public void write(StagedRows rows, int repetition) {
            keys.reset();
            value.write(rows, repetition);
            metadata.writer().write(keys.encoded(), repetition, metadata.definition());
        }

        @Override
        public void missing(int repetition, int above) {
            metadata.writer().writeNull(repetition, above);
            value.missing(repetition, above);
        }
    }

    private final class Encoded implements ValueWriter {
        private final LeafColumn value;

        Encoded(LeafColumn value) {
            this.value = value;
        }

        @Override
        public void write(StagedRows rows, int repetition) {
            VariantBuilder built = new VariantBuilder(keys.more());
            encoding.append(rows.tokens(), built);
            value.writer().write(Binary.fromConstantByteBuffer(built.encodedValue()), repetition, value.definition());
        }

        @Override
        public void missing(int repetition, int above) {
            value.writer().writeNull(repetition, above);
        }
    }

    /** @param definition level of the part's group */
    private Part part(ColumnType of, List<String> path, int definition, int repetition) {
        LeafColumn value = columns.at(RowWriter.with(path, Layout.VALUE));
        List<String> below = RowWriter.with(path, Layout.TYPED_VALUE);
        return switch (of) {
            case Leaf leaf ->
                new Part(value, whole(ScalarWriters.of(leaf.scalar(), columns.at(below), strings)), definition);
            case ListOf list -> {
                List<String> element = RowWriter.with(RowWriter.with(below, Layout.LIST), Layout.ELEMENT);
                Part elements = part(list.element(), element, definition + 2, repetition + 1);
                yield new Part(
                        value, whole(new ListWriter(elements, true, definition + 1, repetition + 1)), definition);
            }
            case Struct struct -> new Part(value, members(struct, below, definition + 1, repetition), definition);
            case MapOf map -> throw new IllegalArgumentException("VARIANTs have no part like " + map);
            case Variant variant -> throw new IllegalArgumentException("VARIANTs have no part like " + variant);
        };
    }

    private Members members(Struct struct, List<String> path, int definition, int repetition) {
        Map<String, Member> members = new LinkedHashMap<>();
        struct.columns()
                .forEach(column -> members.put(
                        column.name(),
                        new Member(part(column.type(), RowWriter.with(path, column.name()), definition, repetition))));
        return new Members(members, definition);
    }

    /** Writes what has a type. */
    private interface Typed {
        /** Consumes the current value, and returns what of it has no column, in the VARIANT's encoding; null if nothing. */
        @Nullable Binary write(StagedRows rows, int repetition);

        void missing(int repetition, int definition);
    }

    private static Typed whole(ValueWriter writer) {
        return new Typed() {
            @Override
            public @Nullable Binary write(StagedRows rows, int repetition) {
                writer.write(rows, repetition);
                return null;
            }

            @Override
            public void missing(int repetition, int definition) {
                writer.missing(repetition, definition);
            }
        };
    }

    /**
     * A column of encoded values, and beside it those with the part's type.
     *
     * @param definition level of the group of both
     */
    private record Part(LeafColumn value, Typed typed, int definition) implements ValueWriter {
        @Override
        public void write(StagedRows rows, int repetition) {
            Binary encoded = NULL;
            if (rows.tokens().current() == JsonToken.VALUE_NULL) {
                typed.missing(repetition, definition);
            } else {
                encoded = typed.write(rows, repetition);
            }
            if (encoded == null) {
                value.writer().writeNull(repetition, definition);
            } else {
                value.writer().write(encoded, repetition, value.definition());
            }
        }

        @Override
        public void missing(int repetition, int above) {
            value.writer().writeNull(repetition, above);
            typed.missing(repetition, above);
        }
    }

    private static final class Member {
        private final Part part;
        private long hadBy;

        Member(Part part) {
            this.part = part;
        }
    }

    /** An object, whose members with columns go there; the others stay together. */
    private final class Members implements Typed {
        private final Map<String, Member> members;
        private final int definition;
        private long object;

        Members(Map<String, Member> members, int definition) {
            this.members = members;
            this.definition = definition;
        }

        @Override
        public @Nullable Binary write(StagedRows rows, int repetition) {
            long current = ++object;
            Tokens json = rows.tokens();
            VariantBuilder others = null;
            VariantObjectBuilder othersObject = null;
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                Member member = members.get(name);
                if (member != null) {
                    member.part.write(rows, repetition);
                    member.hadBy = current;
                } else {
                    others = others == null ? new VariantBuilder(keys.more()) : others;
                    othersObject = othersObject == null ? others.startObject() : othersObject;
                    othersObject.appendKey(name);
                    encoding.append(json, othersObject);
                }
            }
            missingUnlessHadBy(current, repetition);
            if (others == null) {
                return null;
            }
            others.endObject();
            return Binary.fromConstantByteBuffer(others.encodedValue());
        }

        private void missingUnlessHadBy(long current, int repetition) {
            for (Member member : members.values()) {
                if (member.hadBy != current) {
                    member.part.missing(repetition, definition);
                }
            }
        }

        @Override
        public void missing(int repetition, int above) {
            members.values().forEach(member -> member.part.missing(repetition, above));
        }
    }
}
