package dev.gantry.writeback.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

import com.github.luben.zstd.Zstd;

/**
 * What stands before each payload; the format is in the package's description.
 *
 * @param packed bytes of the payload
 * @param unpacked bytes of the records as text
 */
record Frame(int packed, int unpacked, int records, int checksum) {

    static final byte[] FILE_HEADER = {'G', 'A', 'N', 'T', 'R', 'Y', 'J', 1};
    static final int BYTES = 4 * Integer.BYTES;

    /** A frame is begun anew beyond this; only a record that is longer makes a longer one. */
    static final int FULL = 2 << 20;

    private static final int LEVEL = 1;

    static Frame read(byte[] header) {
        ByteBuffer in = ByteBuffer.wrap(header);
        return new Frame(in.getInt(), in.getInt(), in.getInt(), in.getInt());
    }

    /** A whole frame of records: its header and its payload. */
    static byte[] pack(byte[] text, int records) {
        byte[] payload = Zstd.compress(text, LEVEL);
        int checksum = checksum(payload, payload.length, text.length, records);
        return ByteBuffer.allocate(BYTES + payload.length)
                .putInt(payload.length)
                .putInt(text.length)
                .putInt(records)
                .putInt(checksum)
                .put(payload)
                .array();
    }

    boolean isOf(byte[] payload) {
        return checksum == checksum(payload, packed, unpacked, records);
    }

    byte[] unpack(byte[] payload) {
        return Zstd.decompress(payload, unpacked);
    }

    private static int checksum(byte[] payload, int packed, int unpacked, int records) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(3 * Integer.BYTES)
                .putInt(packed)
                .putInt(unpacked)
                .putInt(records)
                .flip());
        crc.update(payload, 0, packed);
        return (int) crc.getValue();
    }
}
