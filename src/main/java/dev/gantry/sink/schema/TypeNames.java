package dev.gantry.sink.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.gantry.job.Nearest;
import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.ColumnType.Values;
import dev.gantry.sink.schema.ColumnType.Variant;
import dev.gantry.sink.schema.Scalar.Decimal;
import dev.gantry.sink.schema.Scalar.Simple;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a declared schema calls the types of values without parts. */
final class TypeNames {
    static final String ALL =
            "boolean, int64, double, decimal(p,s), string, date, timestamp, timestamp(nanos), json, variant";

    private static final String NOT_NULL = "not null";
    private static final String VARIANT = "variant";
    private static final String DECIMAL = "decimal";
    private static final Pattern WRITTEN = Pattern.compile("\\s*(.*?)(\\s+not\\s+null)?\\s*");
    private static final Pattern DECIMAL_OF =
            Pattern.compile("decimal\\s*\\(\\s*([0-9]{1,3})\\s*(?:,\\s*([0-9]{1,3})\\s*)?\\)");

    private static final Map<String, Simple> SIMPLE = new LinkedHashMap<>();

    static {
        SIMPLE.put("boolean", Simple.BOOLEAN);
        SIMPLE.put("int64", Simple.INT64);
        SIMPLE.put("double", Simple.DOUBLE);
        SIMPLE.put("string", Simple.STRING);
        SIMPLE.put("date", Simple.DATE);
        SIMPLE.put("timestamp", Simple.TIMESTAMP_MICROS);
        SIMPLE.put("timestamp(nanos)", Simple.TIMESTAMP_NANOS);
        SIMPLE.put("json", Simple.JSON);
    }

    /** Names from elsewhere that no spelling leads to ours. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("int", "int64"),
            Map.entry("integer", "int64"),
            Map.entry("int32", "int64"),
            Map.entry("long", "int64"),
            Map.entry("bigint", "int64"),
            Map.entry("bool", "boolean"),
            Map.entry("float", "double"),
            Map.entry("real", "double"),
            Map.entry("number", "double"),
            Map.entry("numeric", "decimal(p,s)"),
            Map.entry("text", "string"),
            Map.entry("varchar", "string"),
            Map.entry("datetime", "timestamp"),
            Map.entry("jsonb", "json"));

    private TypeNames() {}

    /** @throws IllegalArgumentException that says what is wrong */
    static ColumnType parse(String written) {
        Matcher parts = WRITTEN.matcher(written);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a type is one line");
        }
        String name = parts.group(1);
        boolean isRequired = parts.group(2) != null;
        if (name.equals(VARIANT)) {
            return new Variant(Optional.empty(), isRequired);
        }
        Simple simple = SIMPLE.get(name);
        return new Leaf(simple != null ? simple : decimal(name), Values.MANY, isRequired);
    }

    private static Decimal decimal(String name) {
        Matcher decimal = DECIMAL_OF.matcher(name);
        if (decimal.matches()) {
            int precision = Integer.parseInt(decimal.group(1));
            int scale = decimal.group(2) == null ? 0 : Integer.parseInt(decimal.group(2));
            if (precision < 1 || precision > Decimal.MAX_PRECISION || scale > precision) {
                throw new IllegalArgumentException("a decimal has 1 to " + Decimal.MAX_PRECISION
                        + " digits, and no more of them after the point than in all");
            }
            return new Decimal(precision, scale);
        }
        if (name.startsWith(DECIMAL)) {
            throw new IllegalArgumentException(
                    "a decimal says its digits in all and after the point, for example decimal(20,2), in quotes where it"
                            + " stands between { and }");
        }
        throw new IllegalArgumentException("no such type" + hint(name) + "; types are " + ALL + ", any of them with "
                + NOT_NULL + " after it, [type] for a list, {name: type} for a struct, {\"*\": type} for a map");
    }

    private static String hint(String name) {
        List<String> known =
                Stream.concat(SIMPLE.keySet().stream(), Stream.of(VARIANT)).toList();
        String elsewhere = ELSEWHERE.get(name.toLowerCase(Locale.ROOT));
        return elsewhere == null ? Nearest.hint(name, known) : "; did you mean \"" + elsewhere + "\"?";
    }

    /** For editors, which complete what an enum lists. */
    static ObjectNode description() {
        ObjectNode description = JsonNodeFactory.instance.objectNode().put("type", "string");
        ArrayNode any = description.putArray("anyOf");
        ArrayNode names = any.addObject().putArray("enum");
        Stream.concat(SIMPLE.keySet().stream(), Stream.of(VARIANT))
                .forEach(name -> names.add(name).add(name + " " + NOT_NULL));
        any.addObject().put("pattern", "^decimal\\([0-9]+(, ?[0-9]+)?\\)( not null)?$");
        any.addObject().put("pattern", "\\$\\{");
        return description;
    }

    /** As a job would write it. */
    static String of(ColumnType type) {
        return switch (type) {
            case Leaf leaf -> of(leaf.scalar()) + required(leaf.isRequired());
            case Variant variant -> VARIANT + required(variant.isRequired());
            case ColumnType.Struct struct -> "an object";
            case ColumnType.ListOf list -> "a list";
            case ColumnType.MapOf map -> "an object";
        };
    }

    private static String required(boolean isRequired) {
        return isRequired ? " " + NOT_NULL : "";
    }

    private static String of(Scalar scalar) {
        return switch (scalar) {
            case Simple simple ->
                SIMPLE.entrySet().stream()
                        .filter(entry -> entry.getValue() == simple)
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseThrow();
            case Decimal decimal -> "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
        };
    }
}
