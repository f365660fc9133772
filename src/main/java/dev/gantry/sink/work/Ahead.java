package dev.gantry.sink.work;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** Makes things on a thread of its own, a few ahead of who takes them. What is made must stay valid then. */
public final class Ahead<T> implements AutoCloseable {
    private sealed interface Made<T> {
        record Thing<T>(T thing) implements Made<T> {}

        record End<T>(@Nullable Throwable failure) implements Made<T> {}
    }

    private final BlockingQueue<Made<T>> queue;
    private final Thread maker;
    private boolean isAtEnd;

    /** @param next makes the next thing; null if there are no more */
    public Ahead(String name, int most, Supplier<@Nullable T> next) {
        this.queue = new ArrayBlockingQueue<>(most);
        this.maker = Thread.ofPlatform().name(name).daemon().start(() -> make(next));
    }

    private void make(Supplier<@Nullable T> next) {
        try {
            Made<T> end = all(next);
            queue.put(end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed: nobody takes anything any more
        }
    }

    private Made<T> all(Supplier<@Nullable T> next) throws InterruptedException {
        try {
            for (T thing = next.get(); thing != null; thing = next.get()) {
                queue.put(new Made.Thing<>(thing));
            }
            return new Made.End<>(null);
        } catch (RuntimeException | Error e) {
            return new Made.End<>(e);
        }
    }

    /** The next thing, once it is made; null after the last. Throws what its making threw. */
    public @Nullable T next() throws InterruptedException {
        if (isAtEnd) {
            return null;
        }
        return switch (queue.take()) {
            case Made.Thing<T>(T thing) -> thing;
            case Made.End<T>(Throwable failure) -> {
                isAtEnd = true;
                if (failure != null) {
                    throw Failures.unchecked(failure);
                }
                yield null;
            }
        };
    }

    /** Waits until nothing is made any more. */
    @Override
    public void close() {
        maker.interrupt();
        boolean interrupted = false;
        while (maker.isAlive()) {
            try {
                maker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
