package dev.gantry.writeback;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.io.CharTypes;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON whose numbers keep how they were written: what an expression passes on comes out as {@code 0.10}, {@code -0} or {@code
 * 1e400} went in. Keys keep their order, an empty object stays one.
 */
public final class ExactJson {

    private static final int LONGEST = 32 * 1024 * 1024;
    private static final int LONGEST_NUMBER = 100_000;
    private static final double LARGEST_WHOLE = 1L << 53;
    private static final int[] ESCAPES = CharTypes.get7BitOutputEscapes('"', false);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST)
                            .maxNameLength(LONGEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .build())
            .build();

    private ExactJson() {}

    /** A number that its value alone would not bring back. */
    private static final class WrittenNumber extends DecimalNode {
        private static final long serialVersionUID = 1;

        private final String written;

        WrittenNumber(BigDecimal value, String written) {
            super(value);
            this.written = written;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof WrittenNumber number ? written.equals(number.written) : super.equals(other);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }

    public static JsonNode parse(String text) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            parser.nextToken();
            return value(parser);
        }
    }

    private static JsonNode value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> {
                ObjectNode object = NODES.objectNode();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.set(name, value(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                ArrayNode array = NODES.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                yield array;
            }
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw new IllegalStateException("no value begins with " + token);
        };
    }

    private static JsonNode number(JsonParser parser) {
        String written = parser.getString();
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && !written.equals("-0")) {
            return switch (parser.getNumberType()) {
                case INT -> NODES.numberNode(parser.getIntValue());
                case LONG -> NODES.numberNode(parser.getLongValue());
                default -> NODES.numberNode(parser.getBigIntegerValue());
            };
        }
        return new WrittenNumber(new BigDecimal(written), written);
    }

    /** @throws IllegalArgumentException if it holds what JSON cannot say: NaN, an infinity */
    public static String text(JsonNode json) {
        StringBuilder text = new StringBuilder();
        write(json, text);
        return text.toString();
    }

    private static void write(JsonNode json, StringBuilder out) {
        switch (json.getNodeType()) {
            case OBJECT -> {
                char before = '{';
                for (Map.Entry<String, JsonNode> member : json.properties()) {
                    quote(member.getKey(), out.append(before));
                    write(member.getValue(), out.append(':'));
                    before = ',';
                }
                out.append(before == '{' ? "{}" : "}");
            }
            case ARRAY -> {
                char before = '[';
                for (JsonNode item : json) {
                    write(item, out.append(before));
                    before = ',';
                }
                out.append(before == '[' ? "[]" : "]");
            }
            case STRING -> quote(json.stringValue(), out);
            case NUMBER -> out.append(number(json));
            case BOOLEAN, NULL -> out.append(json);
            default -> throw new IllegalArgumentException("it holds what is no JSON: " + json.getNodeType());
        }
    }

    private static String number(JsonNode number) {
        if (number instanceof WrittenNumber exact) {
            return exact.written;
        }
        if (number.isDouble() || number.isFloat()) {
            return number(number.doubleValue());
        }
        return number.isBigDecimal()
                ? number.decimalValue().toString()
                : number.numberValue().toString();
    }

    /** What an expression computed: whole numbers as such, as jq writes them. */
    private static String number(double computed) {
        if (Double.isNaN(computed) || Double.isInfinite(computed)) {
            throw new IllegalArgumentException("it holds a number that JSON cannot say (NaN or an infinity)");
        }
        boolean isWhole = computed == Math.rint(computed) && Math.abs(computed) < LARGEST_WHOLE;
        return isWhole ? Long.toString((long) computed) : Double.toString(computed);
    }

    /** Escapes what JSON demands and no more: a slash stays a slash. */
    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int escape = c < ESCAPES.length ? ESCAPES[c] : 0;
            if (escape == 0) {
                out.append(c);
            } else if (escape > 0) {
                out.append('\\').append((char) escape);
            } else {
                out.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
            }
        }
        out.append('"');
    }

    /** Whether two texts say the same: numbers by what they are worth, objects whatever the order of their keys. */
    public static boolean isSame(String one, String other) {
        return one.equals(other) || isSame(parse(one), parse(other));
    }

    private static boolean isSame(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        if (one.isObject() && other.isObject()) {
            return one.size() == other.size()
                    && one.properties().stream()
                            .allMatch(member -> other.has(member.getKey())
                                    && isSame(member.getValue(), other.get(member.getKey())));
        }
        if (one.isArray() && other.isArray()) {
            Iterator<JsonNode> others = other.iterator();
            return one.size() == other.size() && one.valueStream().allMatch(item -> isSame(item, others.next()));
        }
        return one.equals(other);
    }
}
