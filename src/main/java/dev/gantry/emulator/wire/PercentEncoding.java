package dev.gantry.emulator.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of URLs (RFC 3986), strict: what is not valid UTF-8 in valid escapes is refused, not guessed. */
final class PercentEncoding {
    private PercentEncoding() {}

    /**
     * Decodes one path segment.
     *
     * @throws Refused 400 on a broken escape or on bytes that are not UTF-8
     */
    static String decodeSegment(String raw) {
        return raw.indexOf('%') < 0 && isAscii(raw) ? raw : decode(raw, false);
    }

    /**
     * Decodes one name or value of a query, where a plus sign is a space.
     *
     * @throws Refused 400 on a broken escape or on bytes that are not UTF-8
     */
    static String decodeQuery(String raw) {
        return decode(raw, true);
    }

    private static boolean isAscii(String raw) {
        return raw.chars().allMatch(c -> c < 128);
    }

    private static String decode(String raw, boolean plusIsSpace) {
        ByteBuffer bytes = ByteBuffer.allocate(raw.length() * 3);
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes.put(escaped(raw, i));
                i += 2;
            } else if (c == '+' && plusIsSpace) {
                bytes.put((byte) ' ');
            } else if (c < 128) {
                bytes.put((byte) c);
            } else {
                // The server hands over the bytes of the request line one character each.
                bytes.put(
                        Character.toString(c).getBytes(c < 256 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
            }
        }
        return utf8(bytes.flip(), raw);
    }

    private static byte escaped(String raw, int at) {
        int high = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 1), 16) : -1;
        int low = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw Refused.invalid("Broken percent-encoding at character " + at + " of " + raw);
        }
        return (byte) ((high << 4) | low);
    }

    private static String utf8(ByteBuffer bytes, String raw) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw Refused.invalid("Not UTF-8 once percent-decoded: " + raw);
        }
    }
}
