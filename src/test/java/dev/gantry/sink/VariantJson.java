package dev.gantry.sink;

import org.apache.parquet.variant.Variant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A VARIANT as JSON. */
final class VariantJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private VariantJson() {}

    static JsonNode of(Variant variant) {
        return switch (variant.getType()) {
            case OBJECT -> {
                ObjectNode object = JSON.objectNode();
                for (int i = 0; i < variant.numObjectElements(); i++) {
                    Variant.ObjectField field = variant.getFieldAtIndex(i);
                    object.set(field.key, of(field.value));
                }
                yield object;
            }
            case ARRAY -> {
                ArrayNode list = JSON.arrayNode();
                for (int i = 0; i < variant.numArrayElements(); i++) {
                    list.add(of(variant.getElementAtIndex(i)));
                }
                yield list;
            }
            case NULL -> JSON.nullNode();
            case BOOLEAN -> JSON.booleanNode(variant.getBoolean());
            case LONG -> JSON.numberNode(variant.getLong());
            case DOUBLE -> JSON.numberNode(variant.getDouble());
            case DECIMAL4, DECIMAL8, DECIMAL16 -> JSON.numberNode(variant.getDecimal());
            case STRING -> JSON.stringNode(variant.getString());
            default -> throw new IllegalStateException("JSON does not become a VARIANT of " + variant.getType());
        };
    }
}
