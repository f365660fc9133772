package dev.gantry.sink.csv;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import dev.gantry.sink.text.HalfCharacters;

/** The UTF-8 that a JSON string stands for, in a buffer whose array can be used in place; after something huge it gives the memory back. */
final class PlainText extends ByteArrayOutputStream {
    private static final int KEPT = 8 << 20;
    private static final int FIRST = 1 << 10;
    private static final int HEX = 16;
    private static final int DIGITS = 4;

    private final HalfCharacters halves;

    PlainText(HalfCharacters halves) {
        super(FIRST);
        this.halves = halves;
    }

    byte[] array() {
        return buf;
    }

    @Override
    public synchronized void reset() {
        super.reset();
        if (buf.length > KEPT) {
            buf = new byte[FIRST];
        }
    }

    /** Adds a string, given as the staged JSON between its quotes: whole pairs are UTF-8 there, never two escapes. */
    void unescape(byte[] json, int from, int to) {
        int written = from;
        int at = from;
        while (at < to) {
            if (json[at] != '\\') {
                at++;
                continue;
            }
            write(json, written, at - written);
            byte escaped = json[at + 1];
            at += 2;
            if (escaped == 'u') {
                add(hex(json, at));
                at += DIGITS;
            } else {
                write(character(escaped));
            }
            written = at;
        }
        write(json, written, to - written);
    }

    private static int character(byte escaped) {
        return switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escaped; // a quote, a slash or a backslash
        };
    }

    private static char hex(byte[] json, int at) {
        int value = 0;
        for (int i = at; i < at + DIGITS; i++) {
            value = value * HEX + Character.digit(json[i], HEX);
        }
        return (char) value;
    }

    private void add(char character) {
        boolean isHalf = Character.isSurrogate(character);
        if (isHalf) {
            halves.count();
        }
        writeBytes(Character.toString(isHalf ? HalfCharacters.REPLACEMENT : character)
                .getBytes(StandardCharsets.UTF_8));
    }
}
