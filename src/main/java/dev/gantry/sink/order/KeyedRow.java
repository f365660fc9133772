package dev.gantry.sink.order;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * How a row with its key lies in memory and in files: four lengths (int, big-endian), whether it has its whole key (1 byte), then the key, which begins with
 * the folder's part of it, the row as JSON without the columns that folders are named by, and those columns as JSON.
 */
final class KeyedRow {
    static final int HEADER = 4 * Integer.BYTES + 1;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int FOLDER = Integer.BYTES;
    private static final int ROW = 2 * Integer.BYTES;
    private static final int REMOVED = 3 * Integer.BYTES;
    private static final int IS_WHOLE = 4 * Integer.BYTES;

    private KeyedRow() {}

    static void write(Bytes to, Bytes key, int folderLength, boolean isWhole, Bytes row, Bytes removed) {
        to.addInt(key.length()).addInt(folderLength).addInt(row.length()).addInt(removed.length());
        to.add(isWhole ? 1 : 0).add(key).add(row).add(removed);
    }

    static int keyLength(byte[] in, int at) {
        return (int) INT.get(in, at);
    }

    static int folderLength(byte[] in, int at) {
        return (int) INT.get(in, at + FOLDER);
    }

    static int rowLength(byte[] in, int at) {
        return (int) INT.get(in, at + ROW);
    }

    static int removedLength(byte[] in, int at) {
        return (int) INT.get(in, at + REMOVED);
    }

    static boolean hasWholeKey(byte[] in, int at) {
        return in[at + IS_WHOLE] == 1;
    }

    static int keyAt(int at) {
        return at + HEADER;
    }

    static int rowAt(byte[] in, int at) {
        return keyAt(at) + keyLength(in, at);
    }

    static int removedAt(byte[] in, int at) {
        return rowAt(in, at) + rowLength(in, at);
    }

    static int end(byte[] in, int at) {
        return removedAt(in, at) + removedLength(in, at);
    }

    static int compare(byte[] one, int at, byte[] other, int otherAt) {
        return Arrays.compareUnsigned(
                one,
                keyAt(at),
                keyAt(at) + keyLength(one, at),
                other,
                keyAt(otherAt),
                keyAt(otherAt) + keyLength(other, otherAt));
    }

    /** The first eight bytes of the key, which decide most comparisons at once. */
    static long prefix(byte[] in, int at) {
        long prefix = 0;
        int length = Math.min(Long.BYTES, keyLength(in, at));
        for (int i = 0; i < length; i++) {
            prefix |= (in[keyAt(at) + i] & 0xFFL) << (Long.SIZE - Byte.SIZE * (i + 1));
        }
        return prefix;
    }
}
