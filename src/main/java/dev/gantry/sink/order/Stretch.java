package dev.gantry.sink.order;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.gantry.sink.staging.Slice;

/**
 * Rows of a log that come in order.
 *
 * @param repeats whether a key follows itself
 */
record Stretch(Slice slice, byte[] first, byte[] last, boolean repeats) {

    /** Looks at the rows of a slice; empty if they are not in order, or somebody else found that others are not. */
    static Optional<Stretch> of(Slice slice, RowCursor rows, AtomicBoolean disorder) {
        try (rows) {
            Bytes first = new Bytes();
            Bytes last = new Bytes();
            boolean repeats = false;
            for (boolean isFirst = true; rows.next(); isFirst = false) {
                if (disorder.get()) {
                    return Optional.empty();
                }
                int start = KeyedRow.keyAt(rows.at());
                int length = KeyedRow.keyLength(rows.bytes(), rows.at());
                int order = isFirst ? 1 : last.compareTo(rows.bytes(), start, length);
                if (isFirst) {
                    first.set(rows.bytes(), start, length);
                } else if (order > 0) {
                    disorder.set(true);
                    return Optional.empty();
                }
                repeats |= order == 0;
                last.set(rows.bytes(), start, length);
            }
            return Optional.of(new Stretch(slice, first.copy(), last.copy(), repeats));
        }
    }

    /** Whether all keys here are less than all there. */
    boolean isBefore(Stretch other) {
        return Arrays.compareUnsigned(last, other.first) < 0;
    }

    boolean isNotAfter(Stretch other) {
        return Arrays.compareUnsigned(last, other.first) <= 0;
    }

    /** With what follows in the same log. */
    Stretch and(Stretch next) {
        Slice both = new Slice(
                slice.log(),
                slice.from(),
                slice.to(),
                slice.skipped(),
                slice.rows() + next.slice.rows(),
                slice.first());
        return new Stretch(both, first, next.last, repeats || next.repeats || !isBefore(next));
    }

    static List<Slice> slices(List<Stretch> stretches) {
        return stretches.stream().map(Stretch::slice).toList();
    }
}
