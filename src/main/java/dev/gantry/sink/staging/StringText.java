package dev.gantry.sink.staging;

import java.nio.charset.StandardCharsets;

/** Strings of staged text that have escapes in them. */
final class StringText {
    private StringText() {}

    /** What is between two quotes. */
    static String unescaped(byte[] text, int from, int to) {
        StringBuilder plain = new StringBuilder(to - from);
        int copied = from;
        for (int at = from; at < to; at++) {
            if (text[at] == '\\') {
                plain.append(new String(text, copied, at - copied, StandardCharsets.UTF_8));
                at++;
                plain.append(
                        switch (text[at]) {
                            case 'b' -> '\b';
                            case 'f' -> '\f';
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            case 't' -> '\t';
                            case 'u' -> unit(text, at + 1);
                            default -> (char) text[at];
                        });
                at += text[at] == 'u' ? 4 : 0;
                copied = at + 1;
            }
        }
        return plain.append(new String(text, copied, to - copied, StandardCharsets.UTF_8))
                .toString();
    }

    private static char unit(byte[] text, int from) {
        int unit = 0;
        for (int at = from; at < from + 4; at++) {
            unit = 16 * unit + Character.digit(text[at], 16);
        }
        return (char) unit;
    }
}
