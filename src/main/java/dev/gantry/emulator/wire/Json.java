package dev.gantry.emulator.wire;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.util.function.Consumer;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Streaming JSON, out and in. Numbers are never converted, so that their digits survive as they were written. */
public final class Json {
    private static final int LONGEST_TOKEN = 16 * 1024 * 1024;

    /** For trees, whose numbers are converted, which takes time that grows with the square of their length. */
    private static final int LONGEST_TREE_NUMBER = 1_000;

    private static final JsonFactory TREES = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(LONGEST_TREE_NUMBER)
                    .maxStringLength(LONGEST_TOKEN)
                    .maxNameLength(LONGEST_TOKEN)
                    .build())
            .build();

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(LONGEST_TOKEN)
                    .maxStringLength(LONGEST_TOKEN)
                    .maxNameLength(LONGEST_TOKEN)
                    .build())
            .build();

    /** Trees whose decimals keep their digits. One value a text, and nothing behind it. */
    static final JsonMapper MAPPER = JsonMapper.builder(TREES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /** The UTF-8 of what {@code content} writes. */
    public static byte[] bytes(Consumer<JsonGenerator> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            content.accept(json);
        }
        return bytes.toByteArray();
    }

    /** What {@code content} writes, as text. */
    public static String text(Consumer<JsonGenerator> content) {
        StringWriter text = new StringWriter(1024);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            content.accept(json);
        }
        return text.toString();
    }

    /** A parser whose token locations count characters of {@code text}. */
    public static JsonParser parser(String text) {
        return FACTORY.createParser(ObjectReadContext.empty(), text);
    }
}
