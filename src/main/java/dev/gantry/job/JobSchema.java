package dev.gantry.job;

import java.util.Map;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema of job files, with which editors complete and check them; made of the shapes that also read the files. */
public final class JobSchema {
    private JobSchema() {}

    /** The schema (draft 2020-12) as indented JSON text. */
    public static String of(Kinds<?, ?, ?> kinds) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "A job of Gantry");
        schema.setAll(Job.shape(kinds).schema());
        schema.putObject("$defs")
                .putObject("value")
                .put("type", "string")
                .put("pattern", "\\$\\{")
                .put("description", "A value fixed for the run: ${NAME} or ${NAME:default}");
        return schema.toPrettyString();
    }

    /** The schema of a pipeline, in which other keys may stand in the place of source and sink. */
    static <T> ObjectNode either(ObjectNode pipeline, Map<String, Shape<T>> wholes) {
        ObjectNode properties = (ObjectNode) pipeline.get("properties");
        ArrayNode required = (ArrayNode) pipeline.remove("required");
        ArrayNode forms = pipeline.putArray("oneOf");
        forms.addObject().set("required", required);
        wholes.forEach((key, whole) -> {
            ObjectNode schema = whole.schema();
            properties.set(key, schema.path("properties").path(key));
            forms.addObject().set("required", schema.get("required"));
        });
        return pipeline;
    }
}
