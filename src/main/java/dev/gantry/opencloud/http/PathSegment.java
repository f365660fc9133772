package dev.gantry.opencloud.http;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of one path segment or query value (RFC 3986): all but unreserved characters, slashes too. */
public final class PathSegment {

    private static final String HEX = "0123456789ABCDEF";

    private PathSegment() {}

    public static String encode(String text) {
        int plain = 0;
        while (plain < text.length() && isUnreserved(text.charAt(plain))) {
            plain++;
        }
        if (plain == text.length()) {
            return text;
        }
        StringBuilder encoded = new StringBuilder(text.length() + 16).append(text, 0, plain);
        for (byte octet : text.substring(plain).getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved((char) (octet & 0xff))) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.charAt((octet >> 4) & 0xf)).append(HEX.charAt(octet & 0xf));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}
