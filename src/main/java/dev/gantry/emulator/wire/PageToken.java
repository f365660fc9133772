package dev.gantry.emulator.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Where a list goes on. On the wire it is opaque, and bound to the operation, its path and every other parameter, or property
 * of the body where a list is asked for by one: a token used with another request, or not made here, is refused.
 *
 * @param after the position of the last item delivered, empty for the start
 * @param turn how many pages came before; tells apart the tokens of pages that end at one position
 */
record PageToken(String after, int turn) {
    static final PageToken START = new PageToken("", 0);

    /** The token as the client gets it. */
    String encode(Call call, PageShape shape) {
        byte[] position = after.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * 2 + position.length);
        bytes.putInt(checksum(call, shape)).putInt(turn).put(position);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * The token that a call carries, or the start.
     *
     * @throws Refused 400 when it was not made for this call
     */
    static PageToken of(Call call, PageShape shape) {
        return call.parameter(shape.from())
                .map(text -> decode(text, call, shape))
                .orElse(START);
    }

    private static PageToken decode(String text, Call call, PageShape shape) {
        ByteBuffer bytes = bytes(text);
        if (bytes.remaining() >= Integer.BYTES * 2) {
            int checksum = bytes.getInt();
            int turn = bytes.getInt();
            PageToken token = new PageToken(StandardCharsets.UTF_8.decode(bytes).toString(), turn);
            if (token.checksum(call, shape) == checksum) {
                return token;
            }
        }
        throw Refused.invalid(shape.from() + " is not valid, or other parameters have changed since it was given out")
                .detailed(shape.from());
    }

    private static ByteBuffer bytes(String text) {
        try {
            return ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return ByteBuffer.allocate(0);
        }
    }

    private int checksum(Call call, PageShape shape) {
        Map<String, List<String>> others = new TreeMap<>(call.query());
        others.keySet().removeIf(shape::isFrom);
        CRC32C checksum = new CRC32C();
        String bound = call.operation().id() + new TreeMap<>(call.path()) + others + turn + after;
        checksum.update(bound.getBytes(StandardCharsets.UTF_8));
        return (int) checksum.getValue();
    }
}
