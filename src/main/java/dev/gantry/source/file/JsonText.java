package dev.gantry.source.file;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON without losing a digit: integers of any size, decimals as decimals. */
public final class JsonText {

    /** A stored value has 4 MiB at most; as a string in JSON it can take several times as much. */
    public static final int LONGEST = 32 * 1024 * 1024;

    private static final int LONGEST_NUMBER = 100_000;

    private static final JsonMapper EXACT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST)
                            .maxNameLength(LONGEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonText() {}

    /** Why a text is no JSON, without repeating any of it. */
    public static final class NoJson extends Exception {
        private static final long serialVersionUID = 1L;

        NoJson(String message) {
            super(message);
        }
    }

    /** One value of UTF-8. */
    public static JsonNode parse(byte[] utf8, int length) throws NoJson {
        try {
            return found(EXACT.readTree(utf8, 0, length));
        } catch (JacksonException broken) {
            throw meant(broken);
        }
    }

    public static JsonNode parse(String text) throws NoJson {
        try {
            return found(EXACT.readTree(text));
        } catch (JacksonException broken) {
            throw meant(broken);
        }
    }

    private static JsonNode found(JsonNode json) throws NoJson {
        if (json.isMissingNode()) {
            throw new NoJson("it is empty");
        }
        return json;
    }

    /** Jackson's own messages repeat what they stumble over. */
    private static NoJson meant(JacksonException broken) {
        return new NoJson(
                switch (broken) {
                    case UnexpectedEndOfInputException early -> "it is not JSON: it ends too early";
                    case StreamConstraintsException large ->
                        "it is nested too deeply, or holds a number of too many digits";
                    case StreamReadException noToken ->
                        "it is not JSON: there is something unexpected at column "
                                + noToken.getLocation().getColumnNr();
                    default -> "it holds more than one JSON value";
                });
    }
}
