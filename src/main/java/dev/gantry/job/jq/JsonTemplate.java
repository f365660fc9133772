package dev.gantry.job.jq;

import java.util.Map;

import dev.gantry.job.JsonTree;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON whose texts are {@linkplain Template templates}, filled in for each row. */
public record JsonTemplate(JsonTree<Template> tree) {

    public static final Shape<JsonTemplate> SHAPE =
            JsonTree.shape(Template.SHAPE).as(JsonTemplate::new);

    /** Whether it is the same for every row. */
    public boolean isConstant() {
        return isConstant(tree);
    }

    /**
     * What it comes to for a row.
     *
     * @throws RowRejected where an expression in it fails
     */
    public JsonNode value(Row row) {
        return value(tree, row);
    }

    private static boolean isConstant(JsonTree<Template> tree) {
        return switch (tree) {
            case JsonTree.Constant<Template> constant -> true;
            case JsonTree.Text<Template>(Template text) -> text.isConstant();
            case JsonTree.Members<Template>(Map<String, JsonTree<Template>> members) ->
                members.values().stream().allMatch(JsonTemplate::isConstant);
            case JsonTree.Items<Template> items -> items.items().stream().allMatch(JsonTemplate::isConstant);
        };
    }

    private static JsonNode value(JsonTree<Template> tree, Row row) {
        return switch (tree) {
            case JsonTree.Constant<Template>(JsonNode json) -> json;
            case JsonTree.Text<Template>(Template text) -> text.value(row);
            case JsonTree.Members<Template>(Map<String, JsonTree<Template>> members) -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                members.forEach((name, member) -> object.set(name, value(member, row)));
                yield object;
            }
            case JsonTree.Items<Template> items -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                items.items().forEach(item -> array.add(value(item, row)));
                yield array;
            }
        };
    }
}
