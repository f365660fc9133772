package dev.gantry.sink.schema;

import org.jspecify.annotations.Nullable;

/**
 * Whether a column has few distinct values, told from one bit a hash: enough to decide on a dictionary, in 512 bytes. The answer does
 * not depend on the order of the values.
 */
final class Distinct {
    private static final int INDEX_BITS = 12;
    private static final int BITS = 1 << INDEX_BITS;

    /** Beyond about 5,700 values a dictionary costs more than it saves. */
    private static final int MANY = BITS * 3 / 4;

    private long @Nullable [] bits = new long[BITS / Long.SIZE];
    private int set;

    void add(long hash) {
        if (bits != null) {
            int index = (int) ((hash * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - INDEX_BITS));
            long bit = 1L << index;
            if ((bits[index / Long.SIZE] & bit) == 0) {
                bits[index / Long.SIZE] |= bit;
                settle(set + 1);
            }
        }
    }

    void merge(Distinct other) {
        if (bits == null || other.bits == null) {
            bits = null;
            return;
        }
        int union = 0;
        for (int i = 0; i < bits.length; i++) {
            bits[i] |= other.bits[i];
            union += Long.bitCount(bits[i]);
        }
        settle(union);
    }

    private void settle(int count) {
        set = count;
        if (set > MANY) {
            bits = null;
        }
    }

    /** Whether each value comes four times or more on average. */
    boolean isFewAmong(long values) {
        return bits != null && 4 * -BITS * Math.log(1 - set / (double) BITS) <= values;
    }
}
