package dev.gantry.sink;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values as they are once each half of a character is U+FFFD. */
final class WholeTexts {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private WholeTexts() {}

    static JsonNode in(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode whole = JSON.objectNode();
                object.properties().forEach(member -> whole.set(in(member.getKey()), in(member.getValue())));
                yield whole;
            }
            case ArrayNode list -> {
                ArrayNode whole = JSON.arrayNode();
                list.forEach(element -> whole.add(in(element)));
                yield whole;
            }
            default -> value.isString() ? JSON.stringNode(in(value.stringValue())) : value;
        };
    }

    /** A pattern takes a whole pair for one character, which is not among these. */
    private static String in(String text) {
        return text.replaceAll("[\\x{D800}-\\x{DFFF}]", "\uFFFD");
    }
}
