package dev.gantry.sink.parquet;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

import dev.gantry.sink.staging.StagedRows;
import org.apache.parquet.io.api.RecordConsumer;

/**
 * Counts rows whose key another row had before, by 64-bit hashes of the key as text: at four million rows the chance that two
 * different keys ever pass for one is below one in a million. Beyond that it gives up, to keep memory bounded.
 */
final class RepeatedKeys {
    private static final int MOST = 4_000_000;
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private final long[] parts;
    private int partsSeen;
    private long[] hashes = new long[1 << 12];
    private long rows;

    RepeatedKeys(int columns) {
        parts = new long[columns];
    }

    /** Wraps the writers of the key's columns, so that they take part. */
    static RepeatedKeys in(FieldWriters fields, List<String> key) {
        RepeatedKeys repeated = new RepeatedKeys(key.size());
        for (int i = 0; i < key.size(); i++) {
            int part = i;
            fields.wrap(key.get(i), value -> repeated.hashing(part, value));
        }
        return repeated;
    }

    private ValueWriter hashing(int part, ValueWriter value) {
        return (StagedRows rows, RecordConsumer out) -> {
            int start = rows.tokenStart();
            value.write(rows, out);
            parts[part] = hash(rows.text(), start, rows.skipValue());
            partsSeen++;
        };
    }

    private static long hash(byte[] text, int from, int to) {
        long hash = (long) to - from;
        for (int i = from; i < to; i++) {
            hash = (hash ^ text[i]) * PRIME;
            hash ^= hash >>> 32;
        }
        return hash;
    }

    /** After each row; one without its whole key is not counted here. */
    void endRow() {
        if (partsSeen == parts.length && parts.length > 0) {
            long hash = 0;
            for (long part : parts) {
                hash = (Long.rotateLeft(hash, 17) ^ part) * PRIME;
            }
            add(hash);
        }
        partsSeen = 0;
    }

    private void add(long hash) {
        if (rows < MOST) {
            if (rows == hashes.length) {
                hashes = Arrays.copyOf(hashes, hashes.length * 2);
            }
            hashes[(int) rows] = hash;
        }
        rows++;
    }

    /** Empty if there were too many rows to tell. */
    OptionalLong count() {
        if (rows > MOST) {
            return OptionalLong.empty();
        }
        int count = (int) rows;
        Arrays.sort(hashes, 0, count);
        long repeated = 0;
        for (int i = 1; i < count; i++) {
            repeated += hashes[i] == hashes[i - 1] ? 1 : 0;
        }
        return OptionalLong.of(repeated);
    }
}
