package dev.gantry.source.walk;

import dev.gantry.job.Row;
import org.jspecify.annotations.Nullable;

/**
 * What a source delivers in its turn: mostly a row.
 *
 * @param row none where the outcome is another, unless the source makes rows of these too
 * @param again the cursor from which this item comes again
 * @param after the cursor behind it
 * @param bytes that it took on the wire, roughly
 */
public record Item(@Nullable Row row, Cursor again, Cursor after, int bytes, Outcome outcome) {

    /** What became of a place in a list. */
    public enum Outcome {
        ROW,
        /** A list without rows: only the cursor moves. */
        NOTHING,
        /** Deleted between listing and reading. */
        VANISHED,
        /** Its reading is not allowed, and the job skips such. */
        DENIED,
        /** It is not there, and the job skips such. */
        MISSING,
        /** It did not exist at the moment that is read. */
        ABSENT,
        /** It existed at that moment, but was written again since, and what it was is not kept. */
        OVERWRITTEN,
        /** It was there, and Open Cloud would not give it, or gave what is no entry. */
        UNREADABLE
    }

    /** Whether it has a row that something can be read of, below it or further. */
    boolean leadsOn() {
        return row != null && !row.isRefused();
    }

    static Item row(Row row, Cursor again, Cursor after, int bytes) {
        return new Item(row, again, after, bytes, Outcome.ROW);
    }

    /** Without a row only the cursor moves. */
    static Item of(@Nullable Row row, Cursor again, Cursor after, int bytes) {
        return row == null ? none(Outcome.NOTHING, again, after) : row(row, again, after, bytes);
    }

    static Item none(Outcome outcome, Cursor again, Cursor after) {
        return new Item(null, again, after, 0, outcome);
    }

    /** The same place with another row. */
    public Item with(Row other, int otherBytes) {
        return new Item(other, again, after, otherBytes, Outcome.ROW);
    }

    /** The same place with a row that tells what became of it. */
    public Item with(Row other, int otherBytes, Outcome became) {
        return new Item(other, again, after, otherBytes, became);
    }

    /** The same place without its row. */
    public Item without(Outcome other) {
        return none(other, again, after);
    }
}
