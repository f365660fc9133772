package dev.gantry.backup.repository;

import java.nio.ByteBuffer;

/**
 * Very many keys in little memory: of each 128 bits of a digest, 64 bits to compare it by, and a place. Two keys are taken for
 * one with a probability of one in 10^20 for a billion keys.
 */
final class KeyTable {
    private static final int LEAST = 1 << 10;

    private long[] high = new long[LEAST];
    private long[] low = new long[LEAST];
    private long[] checks = new long[LEAST];
    private long[] places = new long[LEAST];
    private int size;

    /** A key of an entry, and what tells its revisions apart. */
    record Key(long high, long low) {
        static Key of(String store, String scope, String id, boolean ordered) {
            ByteBuffer digest = ByteBuffer.wrap(Digests.digest(ordered ? "ordered" : "", store, scope, id));
            long first = digest.getLong();
            return new Key(first == 0 ? 1 : first, digest.getLong());
        }

        /** In which of so many equal shares of all keys it is. */
        int share(int shares) {
            return Math.floorMod(low, shares);
        }
    }

    static long check(String revision, String content) {
        return ByteBuffer.wrap(Digests.digest(revision, content)).getLong();
    }

    /** @return whether it was not there */
    boolean add(Key key, long check, long place) {
        if (size * 2 >= high.length) {
            grow();
        }
        int slot = slot(key.high(), key.low());
        if (high[slot] != 0) {
            return false;
        }
        high[slot] = key.high();
        low[slot] = key.low();
        checks[slot] = check;
        places[slot] = place;
        size++;
        return true;
    }

    /** The place of a key that still is what it was; negative: there is none. */
    long find(Key key, long check) {
        int slot = slot(key.high(), key.low());
        return high[slot] != 0 && checks[slot] == check ? places[slot] : -1;
    }

    private int slot(long keyHigh, long keyLow) {
        int mask = high.length - 1;
        int slot = (int) keyHigh & mask;
        while (high[slot] != 0 && !(high[slot] == keyHigh && low[slot] == keyLow)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldHigh = high;
        long[] oldLow = low;
        long[] oldChecks = checks;
        long[] oldPlaces = places;
        high = new long[oldHigh.length * 2];
        low = new long[oldHigh.length * 2];
        checks = new long[oldHigh.length * 2];
        places = new long[oldHigh.length * 2];
        for (int i = 0; i < oldHigh.length; i++) {
            if (oldHigh[i] != 0) {
                int slot = slot(oldHigh[i], oldLow[i]);
                high[slot] = oldHigh[i];
                low[slot] = oldLow[i];
                checks[slot] = oldChecks[i];
                places[slot] = oldPlaces[i];
            }
        }
    }
}
