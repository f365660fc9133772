package dev.gantry.opencloud;

import dev.gantry.opencloud.catalog.ApiOperation;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/** JSON as Open Cloud sends it, read without losing a digit: integers of any size, decimals as decimals. */
final class Json {

    /** Values have 4,194,304 characters at most; escaped, each may take six. */
    private static final int LONGEST_TEXT = 32 * 1024 * 1024;

    private static final int LONGEST_NUMBER = 100_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    // The threads that parse are few and live long, so each keeps buffers of its own.
                    .recyclerPool(JsonRecyclerPools.threadLocalPool())
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST_TEXT)
                            .maxNameLength(LONGEST_TEXT)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static JsonNode parse(byte[] body) {
        return MAPPER.readTree(body);
    }

    /** An answer's body, which is an object: an empty one, or {@code null}, would pass for a listing's end. */
    static JsonNode parseObject(byte[] body) {
        JsonNode json = parse(body);
        if (!json.isObject()) {
            throw JsonNodeException.from(json, "not an object");
        }
        return json;
    }

    /**
     * The body of an operation's answer: an object, or an array where the operation lists one; anything else, an empty one
     * too, only from an operation of which the document promises neither.
     */
    static JsonNode parseAnswer(ApiOperation operation, byte[] body) {
        boolean isList = operation.paging().isPresent();
        if (isList && operation.paging().get().rows().isEmpty()) {
            JsonNode json = parse(body);
            if (!json.isArray()) {
                throw JsonNodeException.from(json, "not an array");
            }
            return json;
        }
        if (isList
                || (operation.path().startsWith("/cloud/v2/")
                        && operation.method().equals("GET"))) {
            return parseObject(body);
        }
        return body.length == 0 ? NullNode.getInstance() : parse(body);
    }
}
