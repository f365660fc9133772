package dev.gantry.sink.staging;

import java.nio.charset.StandardCharsets;

/** A string in the bytes it is staged in. One serves for all, because an object for each timestamp is a tenth of all garbage of publishing. */
final class AsciiView implements CharSequence {
    private byte[] text = {};
    private int from;
    private int to;

    /** From now on it is this one. */
    AsciiView of(byte[] bytes, int first, int after) {
        text = bytes;
        from = first;
        to = after;
        return this;
    }

    @Override
    public int length() {
        return to - from;
    }

    @Override
    public char charAt(int index) {
        return (char) text[from + index];
    }

    @Override
    public CharSequence subSequence(int first, int after) {
        return toString().substring(first, after);
    }

    @Override
    public String toString() {
        return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
