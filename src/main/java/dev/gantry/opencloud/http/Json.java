package dev.gantry.opencloud.http;

import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.json.JsonMapper;

/** JSON as Open Cloud sends it, read and written without losing a digit: integers of any size, decimals as decimals. */
public final class Json {

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

    public static JsonNode parse(byte[] body) {
        return MAPPER.readTree(body);
    }

    /** Reads it piece by piece. */
    public static JsonParser parser(byte[] body) {
        return MAPPER.createParser(body);
    }

    /** An answer's body, which is an object: an empty one, or {@code null}, would pass for a listing's end. */
    public static JsonNode parseObject(byte[] body) {
        JsonNode json = parse(body);
        if (!json.isObject()) {
            throw JsonNodeException.from(json, "not an object");
        }
        return json;
    }

    /** What parses to the same again, every digit of it. */
    public static byte[] bytes(JsonNode json) {
        return MAPPER.writeValueAsBytes(json);
    }
}
