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
        if (hasLastWholeKey && lastKey.is(in, Record.keyAt(at), Record.keyLength(in, at))) {
            others.add(lastRow);
        }
        lastKey.set(in, Record.keyAt(at), Record.keyLength(in, at));
        hasLastWholeKey = Record.hasWholeKey(in, at);
        lastRow = ByteBuffer.wrap(in).getLong(Record.rowAt(in, at));
    }
}
