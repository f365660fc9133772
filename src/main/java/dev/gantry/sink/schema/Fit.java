package dev.gantry.sink.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.ColumnType.ListOf;
import dev.gantry.sink.schema.ColumnType.MapOf;
import dev.gantry.sink.schema.ColumnType.Struct;
import dev.gantry.sink.schema.ColumnType.Variant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Tells whether values fit one declared type. A schema is compiled into a tree of these. */
@FunctionalInterface
interface Fit {
    /** @param value not null @return null if it fits */
    @Nullable Misfit misfit(JsonNode value);

    static Fit of(ColumnType type) {
        return switch (type) {
            case Leaf leaf -> ScalarFit.of(leaf);
            case Variant variant ->
                value -> VariantValues.refusal(value)
                        .map(reason -> new Misfit("", "needs variant, which cannot hold " + reason))
                        .orElse(null);
            case Struct struct -> struct(struct.columns());
            case ListOf list -> list(list.element());
            case MapOf map -> map(map.value());
        };
    }

    /** Null and missing values included. */
    private static @Nullable Misfit misfit(Fit fit, ColumnType type, @Nullable JsonNode value) {
        if (value != null && !value.isNull()) {
            return fit.misfit(value);
        }
        return isRequired(type)
                ? new Misfit("", "needs " + TypeNames.of(type) + ", " + (value == null ? "is missing" : "found null"))
                : null;
    }

    private static boolean isRequired(ColumnType type) {
        return (type instanceof Leaf leaf && leaf.isRequired())
                || (type instanceof Variant variant && variant.isRequired());
    }

    private static Fit struct(List<Column> columns) {
        Map<String, Fit> fits = new HashMap<>();
        columns.forEach(column -> fits.put(column.name(), of(column.type())));
        return value -> {
            if (!value.isObject()) {
                return wrongKind("an object", value);
            }
            int known = 0;
            for (Column column : columns) {
                JsonNode member = value.get(column.name());
                known += member == null ? 0 : 1;
                Misfit misfit = misfit(fits.getOrDefault(column.name(), any -> null), column.type(), member);
                if (misfit != null) {
                    return misfit.inMember(column.name());
                }
            }
            return known == value.size() ? null : unknown(value, fits);
        };
    }

    private static Misfit unknown(JsonNode value, Map<String, Fit> fits) {
        String name = value.propertyNames().stream()
                .filter(key -> !fits.containsKey(key))
                .findFirst()
                .orElse("");
        return new Misfit("", "is not in the schema").inMember(name);
    }

    private static Fit list(ColumnType type) {
        Fit element = of(type);
        return value -> {
            if (!value.isArray()) {
                return wrongKind("a list", value);
            }
            for (int i = 0; i < value.size(); i++) {
                Misfit misfit = misfit(element, type, value.get(i));
                if (misfit != null) {
                    return misfit.inElement(i);
                }
            }
            return null;
        };
    }

    /** Keys are data, so a place in a map is told without them. */
    private static Fit map(ColumnType type) {
        Fit any = of(type);
        return value -> {
            if (!value.isObject()) {
                return wrongKind("an object", value);
            }
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                Misfit misfit = misfit(any, type, entry.getValue());
                if (misfit != null) {
                    return misfit.inMember("*");
                }
            }
            return null;
        };
    }

    private static Misfit wrongKind(String wanted, JsonNode value) {
        return new Misfit("", "needs " + wanted + ", found " + kind(value));
    }

    /** What people call the kind of a value. */
    static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT, POJO -> "an object";
            case ARRAY -> "a list";
            case STRING, BINARY -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case NULL, MISSING -> "null";
        };
    }
}
