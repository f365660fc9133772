package dev.gantry.sink.order;

/**
 * What sorting may take of the heap.
 *
 * @param gathered bytes of rows that are sorted at once, by all threads together
 * @param files that are merged at once
 * @param logs that are merged at once, whose frames are larger
 */
record Memory(int gathered, int files, int logs) {
    private static final long FILE = 256L << 10;
    private static final long LOG = 5L << 20;
    private static final int LEAST = 8 << 20;
    private static final int MOST = 512 << 20;

    Memory {
        if (gathered < 1 || files < 2 || logs < 1) {
            throw new IllegalArgumentException("merging takes two files at least, found " + files);
        }
    }

    static Memory ofThisHeap() {
        long share = Runtime.getRuntime().maxMemory() / 6;
        return new Memory(
                Math.clamp(share, LEAST, MOST), Math.clamp(share / FILE, 8, 512), Math.clamp(share / LOG, 1, 64));
    }
}
