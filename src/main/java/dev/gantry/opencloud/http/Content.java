package dev.gantry.opencloud.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** A request's body. It can be written as often as the request is made. */
public sealed interface Content permits Content.Bytes, FileContent, Multipart {

    /** No body at all. */
    static Content none() {
        return Bytes.NONE;
    }

    /** For the header {@code content-type}; empty: there is no body. */
    String type();

    default boolean isNone() {
        return type().isEmpty();
    }

    /** Bytes, known before the first is written. */
    long length();

    void writeTo(OutputStream out) throws IOException;

    static Content json(byte[] json) {
        return new Bytes("application/json", json);
    }

    /** Fields as {@code application/x-www-form-urlencoded}, in their order. */
    static Content form(Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> PathSegment.encode(field.getKey()) + "=" + PathSegment.encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return new Bytes("application/x-www-form-urlencoded", form.getBytes(StandardCharsets.US_ASCII));
    }

    /** Bytes in memory. */
    record Bytes(String type, byte[] bytes) implements Content {

        private static final Bytes NONE = new Bytes("", new byte[0]);

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(bytes);
        }

        /** Without the bytes, which may hold anything. */
        @Override
        public String toString() {
            return "Bytes[" + type + ", " + bytes.length + "]";
        }
    }
}
