package dev.gantry.sink.parquet;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

import dev.gantry.sink.schema.ColumnType;
import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.ColumnType.ListOf;
import dev.gantry.sink.schema.ColumnType.MapOf;
import dev.gantry.sink.schema.ColumnType.Struct;
import dev.gantry.sink.schema.ColumnType.Variant;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.variant.MetadataBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The keys in one VARIANT, its metadata. Those of the members with columns of their own are always among them, because parquet-java looks
 * for them even where a value lacks the member; so most metadata are the same, and made once.
 */
final class VariantKeys {
    private final Set<String> always = new LinkedHashSet<>();
    private final Binary onlyThose;
    private @Nullable MetadataBuilder more;

    VariantKeys(Optional<ColumnType> typed) {
        typed.ifPresent(this::collect);
        onlyThose = Binary.fromConstantByteBuffer(fresh().getEncodedBuffer());
    }

    private void collect(ColumnType typed) {
        switch (typed) {
            case Struct struct ->
                struct.columns().forEach(column -> {
                    always.add(column.name());
                    collect(column.type());
                });
            case ListOf list -> collect(list.element());
            case Leaf leaf -> {}
            case MapOf map -> throw new IllegalArgumentException("VARIANTs have no part like " + map);
            case Variant variant -> throw new IllegalArgumentException("VARIANTs have no part like " + variant);
        }
    }

    private MetadataBuilder fresh() {
        MetadataBuilder keys = new MetadataBuilder();
        always.forEach(keys::getOrInsert);
        return keys;
    }

    /** Before each value. */
    void reset() {
        more = null;
    }

    /** Takes further keys of the value. */
    MetadataBuilder more() {
        return more == null ? more = fresh() : more;
    }

    /** After all of a value's keys are known. */
    Binary encoded() {
        return more == null ? onlyThose : Binary.fromConstantByteBuffer(more.getEncodedBuffer());
    }
}
