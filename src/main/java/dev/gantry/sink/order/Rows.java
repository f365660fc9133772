package dev.gantry.sink.order;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Numbers of rows, a bit each. */
public final class Rows {
    /** No row at all; never added to. */
    static final Rows NONE = new Rows();

    private static final int BITS = 30;
    private static final int MASK = (1 << BITS) - 1;

    private final List<BitSet> sets = new ArrayList<>();
    private long count;

    /** Once each. */
    void add(long row) {
        int set = (int) (row >>> BITS);
        while (sets.size() <= set) {
            sets.add(new BitSet());
        }
        sets.get(set).set((int) row & MASK);
        count++;
    }

    boolean contains(long row) {
        int set = (int) (row >>> BITS);
        return set < sets.size() && sets.get(set).get((int) row & MASK);
    }

    long count() {
        return count;
    }
}
