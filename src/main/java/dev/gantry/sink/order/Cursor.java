package dev.gantry.sink.order;

/** Stands at one {@link KeyedRow} after the other. */
interface Cursor extends AutoCloseable {
    /** @return false after the last */
    boolean next();

    /** What holds the record, until {@link #next}. */
    byte[] bytes();

    /** Where in {@link #bytes} it begins. */
    int at();

    @Override
    void close();
}
