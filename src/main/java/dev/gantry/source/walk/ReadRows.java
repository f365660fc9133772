package dev.gantry.source.walk;

import java.time.Duration;
import java.util.Optional;

/** Rows that were read one by one, many at once, in the order in which they were listed. */
final class ReadRows implements ReadAhead.Lister<Item>, AutoCloseable {

    private static final Duration GLANCE = Duration.ofMillis(200);

    private final ReadAhead<Item, Item> ahead;

    ReadRows(ReadAhead<Item, Item> ahead) {
        this.ahead = ahead;
    }

    @Override
    public Optional<Item> next() throws InterruptedException {
        while (!ahead.isEnded()) {
            Optional<ReadAhead.Delivered<Item, Item>> next = ahead.take(GLANCE);
            if (next.isPresent()) {
                return Optional.of(next.get().fetched());
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        ahead.close();
    }
}
