package dev.gantry.source.walk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/** The stages of one reading, each on threads of its own, opened where a cursor says. */
final class Pipeline implements AutoCloseable {

    private final ReadAhead<Item, Item> last;
    private final Deque<Runnable> above = new ArrayDeque<>();

    /**
     * @param stages of which the first lists or takes
     * @param leases where it takes
     * @param fetchers calls under way at once, in each stage
     * @param most rows that are delivered
     */
    Pipeline(List<Stage> stages, @Nullable Leases leases, Cursor from, ReadBounds bounds, int fetchers, long most) {
        ReadAhead.Lister<Item> rows = leases != null
                ? new LeasedRows(leases, bounds.windowRows(), most)
                : outermost(stages.getFirst(), from.place(0));
        int depth = 1;
        Stage.Fetch lastFetch = item -> item;
        boolean reads = false;
        for (Stage stage : stages.subList(1, stages.size())) {
            if (reads) {
                ReadRows read = new ReadRows(ahead(rows, lastFetch, bounds, fetchers));
                above.push(read::close);
                rows = read;
                reads = false;
            }
            switch (stage) {
                case Stage.Lists(Level level) -> {
                    RowsBelow below = new RowsBelow(rows, level, depth++, from, fetchers, bounds.windowBytes());
                    above.push(below::close);
                    rows = below;
                }
                case Stage.Takes takes -> throw new IllegalArgumentException("a queue stands outermost");
                case Stage.Groups(int size) -> rows = new GroupedRows(rows, size);
                case Stage.Reads(Stage.Fetch fetch) -> {
                    lastFetch = fetch;
                    reads = true;
                }
            }
        }
        this.last = reads
                ? ahead(cutTo(most, rows), lastFetch, bounds, fetchers)
                : ahead(cutTo(most, rows), item -> item, bounds, 1);
    }

    private RootRows outermost(Stage first, Place from) {
        if (first instanceof Stage.Lists(Level level)) {
            RootRows rows = new RootRows(level, from);
            above.push(rows::close);
            return rows;
        }
        throw new IllegalArgumentException("a reading begins with a list or a queue");
    }

    /** What comes out at the end. */
    ReadAhead<Item, Item> last() {
        return last;
    }

    @Override
    public void close() {
        last.close();
        above.forEach(Runnable::run);
    }

    private static ReadAhead<Item, Item> ahead(
            ReadAhead.Lister<Item> rows, Stage.Fetch fetch, ReadBounds bounds, int fetchers) {
        return new ReadAhead<>(
                rows,
                item -> item.leadsOn() ? fetch.fetch(item) : item,
                Item::bytes,
                fetchers,
                bounds.windowRows(),
                bounds.windowBytes());
    }

    /** The first so many rows: what a limit would cut away later is not even asked for. */
    private static ReadAhead.Lister<Item> cutTo(long most, ReadAhead.Lister<Item> rows) {
        AtomicLong left = new AtomicLong(most);
        return () -> {
            if (left.get() <= 0) {
                return Optional.empty();
            }
            Optional<Item> next = rows.next();
            next.filter(item -> item.row() != null).ifPresent(row -> left.decrementAndGet());
            return next;
        };
    }
}
