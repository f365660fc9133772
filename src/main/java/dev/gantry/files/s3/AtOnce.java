package dev.gantry.files.s3;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Requests side by side, because each of them mostly waits. */
final class AtOnce {

    private static final int REQUESTS = 16;

    private AtOnce() {}

    /** Returns once all are done; after a failure those that are not begun are left out. */
    static <T> void forEach(List<T> items, Consumer<T> work) {
        if (items.size() == 1) {
            work.accept(items.getFirst());
            return;
        }
        try (ExecutorService threads =
                Executors.newFixedThreadPool(REQUESTS, Thread.ofVirtual().factory())) {
            List<Future<?>> asked = items.stream()
                    .<Future<?>>map(item -> threads.submit(() -> work.accept(item)))
                    .toList();
            try {
                for (Future<?> each : asked) {
                    each.get();
                }
            } catch (ExecutionException | InterruptedException failure) {
                asked.forEach(each -> each.cancel(false));
                throw meant(failure);
            }
        }
    }

    private static RuntimeException meant(Exception failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (failure.getCause() instanceof RuntimeException cause) {
            return cause;
        }
        return new IllegalStateException(failure);
    }
}
