package dev.gantry.source;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Lists on one virtual thread, fetches on many, and hands over in listing order, never holding more than its bounds.
 *
 * <p>A failure is handed over in its place too, so everything listed before it is still delivered. One thread takes;
 * whoever opens it closes it, which ends all its threads.
 *
 * @param <K> what is listed
 * @param <V> what a listed thing is fetched into
 */
final class ReadAhead<K, V> implements AutoCloseable {

    /** Yields what is to be fetched, in order. */
    interface Lister<K> {
        Optional<K> next() throws InterruptedException;
    }

    /** Fetches one; told on a virtual thread of its own. */
    interface Fetch<K, V> {
        V fetch(K listed) throws InterruptedException;
    }

    /** How many bytes a fetched thing took on the wire. */
    interface Weigh<V> {
        int bytes(V fetched);
    }

    /** A listed thing and what became of it. */
    record Delivered<K, V>(K listed, V fetched) {}

    private record Ticket<K, V>(@Nullable K listed, CompletableFuture<V> fetched) {}

    private final BlockingQueue<Ticket<K, V>> window;
    private final ByteGate gate;
    private final Weigh<V> weigh;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable Ticket<K, V> head;
    private boolean ended;

    ReadAhead(Lister<K> lister, Fetch<K, V> fetch, Weigh<V> weigh, int windowRows, long windowBytes) {
        this.window = new ArrayBlockingQueue<>(windowRows);
        this.gate = new ByteGate(windowBytes);
        this.weigh = weigh;
        var unused = threads.submit(() -> listAll(lister, fetch));
    }

    /** Whether everything listed has been handed over. */
    boolean isEnded() {
        return ended;
    }

    /**
     * The next one in listing order; empty when it did not come in time or {@linkplain #isEnded the end} is reached.
     *
     * @throws RuntimeException what listing or fetching it failed with
     */
    Optional<Delivered<K, V>> take(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        if (head == null) {
            head = window.poll(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
        }
        Ticket<K, V> ticket = head;
        if (ticket == null || ended) {
            return Optional.empty();
        }
        try {
            V fetched = ticket.fetched().isDone()
                    ? ticket.fetched().get()
                    : ticket.fetched().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (ticket.listed() == null) {
                ended = true;
                return Optional.empty();
            }
            head = null;
            gate.release(weigh.bytes(fetched));
            return Optional.of(new Delivered<>(ticket.listed(), fetched));
        } catch (TimeoutException notYet) {
            return Optional.empty();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw new IllegalStateException("Reading ahead failed", failed.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What becomes of a fetch is in its ticket.
    private @Nullable Void listAll(Lister<K> lister, Fetch<K, V> fetch) throws InterruptedException {
        try {
            for (Optional<K> next = lister.next(); next.isPresent(); next = lister.next()) {
                K listed = next.get();
                int reserved = gate.enter();
                Ticket<K, V> ticket = new Ticket<>(listed, new CompletableFuture<>());
                window.put(ticket);
                threads.submit(() -> fetchOne(fetch, listed, reserved, ticket.fetched()));
            }
            window.put(new Ticket<>(null, completed()));
        } catch (RuntimeException | Error broken) {
            window.put(new Ticket<>(null, CompletableFuture.failedFuture(broken)));
        }
        return null;
    }

    private void fetchOne(Fetch<K, V> fetch, K listed, int reserved, CompletableFuture<V> result) {
        try {
            V fetched = fetch.fetch(listed);
            gate.settle(reserved, weigh.bytes(fetched));
            result.complete(fetched);
        } catch (InterruptedException | RuntimeException | Error broken) {
            result.completeExceptionally(broken);
        }
    }

    @SuppressWarnings("NullAway") // The end's ticket has no value, and nobody reads one.
    private static <V> CompletableFuture<V> completed() {
        return CompletableFuture.completedFuture(null);
    }
}
