package dev.gantry.emulator.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A request's body. */
public final class Body {
    /** Of a request that sent none. */
    public static final Body NONE = new Body(new byte[0]);

    private final byte[] bytes;

    private Body(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the bytes over; the caller keeps its hands off them. */
    public static Body of(byte[] bytes) {
        return new Body(bytes);
    }

    /** Bytes. */
    public int size() {
        return bytes.length;
    }

    /** The bytes, not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * The text, which has the same bytes in UTF-8.
     *
     * @throws Refused 400 when the bytes are not UTF-8
     */
    public String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw Refused.invalid("The body is not UTF-8");
        }
    }

    /**
     * The one JSON object that it holds. Decimals keep their digits. Where a value must come back exactly as it was sent,
     * {@link ObjectText} reads it.
     *
     * @throws Refused 400 when it is anything else
     */
    public ObjectNode object() {
        if (json() instanceof ObjectNode object) {
            return object;
        }
        throw Refused.invalid("The body must be a JSON object");
    }

    /**
     * The one JSON value that it holds.
     *
     * @throws Refused 400 when it is empty, malformed, or more than one
     */
    public JsonNode json() {
        try {
            JsonNode read = Json.MAPPER.readTree(text());
            if (read == null || read.isMissingNode()) {
                throw Refused.invalid("The body is empty, but must be JSON");
            }
            return read;
        } catch (JacksonException malformed) {
            throw Refused.invalid("The body is not JSON: " + malformed.getOriginalMessage());
        }
    }

    /**
     * The properties of its JSON object as if they were query parameters: null is absent, an array is several values, and an
     * object is its JSON.
     *
     * @throws Refused 400 when it is not one JSON object
     */
    public Map<String, List<String>> parameters() {
        Map<String, List<String>> parameters = new TreeMap<>();
        for (Map.Entry<String, JsonNode> property : object().properties()) {
            JsonNode value = property.getValue();
            List<String> values = value.isArray()
                    ? value.valueStream().map(Body::text).toList()
                    : value.isNull() ? List.of() : List.of(text(value));
            if (!values.isEmpty()) {
                parameters.put(property.getKey(), values);
            }
        }
        return parameters;
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asString() : value.toString();
    }

    /**
     * The fields of a form.
     *
     * @throws Refused 400 when its percent-encoding is broken
     */
    public Map<String, String> form() {
        return RequestTarget.form(text());
    }

    /**
     * The parts of {@code multipart/form-data} by their names.
     *
     * @param contentType the {@code content-type} header with the boundary
     * @throws Refused 400 when that is not what the body is
     */
    public Map<String, Part> parts(String contentType) {
        return Multipart.parts(bytes, contentType);
    }

    /**
     * A part of a multipart body.
     *
     * @param fileName empty when the part is no file
     * @param contentType empty when the part does not say
     * @param body what it holds
     */
    public record Part(String fileName, String contentType, Body body) {}
}
