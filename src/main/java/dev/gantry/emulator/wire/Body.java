package dev.gantry.emulator.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

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
}
