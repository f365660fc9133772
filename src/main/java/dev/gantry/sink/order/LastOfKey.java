package dev.gantry.sink.order;

import java.nio.ByteBuffer;

/** Finds the rows that are not the last of their key, from keys in order with the numbers of their rows. */
final class LastOfKey {
    private final Rows others;
    private final Bytes lastKey = new Bytes();
    private boolean hasLastWholeKey;
    private long lastRow;

    /** @param others where they go */
    LastOfKey(Rows others) {
        this.others = others;
    }

    void add(byte[] in, int at) {
        if (hasLastWholeKey && lastKey.is(in, KeyedRow.keyAt(at), KeyedRow.keyLength(in, at))) {
            others.add(lastRow);
        }
        lastKey.set(in, KeyedRow.keyAt(at), KeyedRow.keyLength(in, at));
        hasLastWholeKey = KeyedRow.hasWholeKey(in, at);
        lastRow = ByteBuffer.wrap(in).getLong(KeyedRow.rowAt(in, at));
    }
}
