package dev.gantry.sink.staging;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What stands before each payload in a log; the format is in the package's description.
 *
 * @param packed bytes of the payload
 * @param unpacked bytes of the rows as text
 */
record Frame(int packed, int unpacked, int rows, int checksum) {
    static final byte[] FILE_HEADER = {'G', 'A', 'N', 'T', 'R', 'Y', 0, 1};
    static final int BYTES = 4 * Integer.BYTES;

    /** A frame starts a new one beyond this, so readers need little memory; only a row that is longer makes a longer one. */
    static final int FULL = 2 << 20;

    static Frame of(byte[] payload, int packed, int unpacked, int rows) {
        return new Frame(packed, unpacked, rows, checksum(payload, packed, unpacked, rows));
    }

    static Frame read(byte[] header) {
        ByteBuffer in = ByteBuffer.wrap(header);
        return new Frame(in.getInt(), in.getInt(), in.getInt(), in.getInt());
    }

    byte[] header() {
        return ByteBuffer.allocate(BYTES)
                .putInt(packed)
                .putInt(unpacked)
                .putInt(rows)
                .putInt(checksum)
                .array();
    }

    boolean isOf(byte[] payload) {
        return checksum == checksum(payload, packed, unpacked, rows);
    }

    private static int checksum(byte[] payload, int packed, int unpacked, int rows) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(3 * Integer.BYTES)
                .putInt(packed)
                .putInt(unpacked)
                .putInt(rows)
                .flip());
        crc.update(payload, 0, packed);
        return (int) crc.getValue();
    }
}
