package dev.gantry.sink.order;

import java.util.Arrays;

/** A growing run of bytes whose array is used in place. */
final class Bytes {
    private byte[] array = new byte[256];
    private int length;

    byte[] array() {
        return array;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    /** Forgets what comes after. */
    void cut(int newLength) {
        length = newLength;
    }

    Bytes add(int one) {
        room(1);
        array[length++] = (byte) one;
        return this;
    }

    Bytes add(byte[] from, int start, int count) {
        room(count);
        System.arraycopy(from, start, array, length, count);
        length += count;
        return this;
    }

    Bytes add(Bytes other) {
        return add(other.array, 0, other.length);
    }

    /** Eight bytes, the most significant first. */
    Bytes addLong(long number) {
        room(Long.BYTES);
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            array[length++] = (byte) (number >>> shift);
        }
        return this;
    }

    Bytes addInt(int number) {
        return add(number >>> 24).add(number >>> 16).add(number >>> 8).add(number);
    }

    void dropLast(int one) {
        if (length > 0 && array[length - 1] == (byte) one) {
            length--;
        }
    }

    void set(byte[] from, int start, int count) {
        clear();
        add(from, start, count);
    }

    int compareTo(byte[] other, int start, int count) {
        return Arrays.compareUnsigned(array, 0, length, other, start, start + count);
    }

    byte[] copy() {
        return Arrays.copyOf(array, length);
    }

    boolean is(byte[] other, int start, int count) {
        return Arrays.equals(array, 0, length, other, start, start + count);
    }

    private void room(int more) {
        if (array.length - length < more) {
            array = Arrays.copyOf(array, Math.max(Math.addExact(length, more), 2 * Math.min(length, 1 << 29)));
        }
    }
}
