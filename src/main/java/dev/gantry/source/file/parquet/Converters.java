package dev.gantry.source.file.parquet;

import java.util.function.Consumer;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.VariantLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import tools.jackson.databind.JsonNode;

/** What reads a column of each type. A value is handed to whoever it is a part of once it is whole. */
final class Converters {

    private Converters() {}

    /** Told of what goes by. */
    interface Watch {
        /** A value of so many bytes. */
        void took(int bytes);

        /** A value that is not what its column says. */
        void refuse(String reason);
    }

    /** @param to is handed each value; a repeated type hands over its elements one by one */
    static Converter of(Type type, Consumer<JsonNode> to, Watch watch) {
        if (type.isPrimitive()) {
            return new ScalarConverter(type.asPrimitiveType(), to, watch);
        }
        GroupType group = type.asGroupType();
        LogicalTypeAnnotation annotation = group.getLogicalTypeAnnotation();
        return switch (annotation) {
            case ListLogicalTypeAnnotation list when holdsOneRepeated(group) -> new ListConverter(group, to, watch);
            case MapLogicalTypeAnnotation map when holdsEntries(group) -> new MapConverter(group, to, watch);
            case MapKeyValueTypeAnnotation map when holdsEntries(group) -> new MapConverter(group, to, watch);
            case VariantLogicalTypeAnnotation variant -> new VariantConverter(group, to, watch);
            case null, default -> struct(group, to, watch);
        };
    }

    static GroupConverter struct(GroupType group, Consumer<JsonNode> to, Watch watch) {
        return new StructConverter(group, to, watch);
    }

    private static boolean holdsOneRepeated(GroupType group) {
        return group.getFieldCount() == 1 && group.getType(0).isRepetition(Type.Repetition.REPEATED);
    }

    private static boolean holdsEntries(GroupType group) {
        return holdsOneRepeated(group)
                && !group.getType(0).isPrimitive()
                && group.getType(0).asGroupType().getFieldCount() <= 2;
    }
}
