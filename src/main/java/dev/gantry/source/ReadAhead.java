package dev.gantry.source;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
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

    /** Fetches one; called on a virtual thread. */
    interface Fetch<K, V> {
        V fetch(K listed) throws InterruptedException;
    }

    /** How many bytes a fetched thing took on the wire. */
    interface Weigh<V> {
        int bytes(V fetched);
    }

    /** A listed thing and what became of it. */
    record Delivered<K, V>(K listed, V fetched) {}

    private record Ticket<K, V>(@Nullable K listed, int reserved, CompletableFuture<V> fetched) {}

    private final BlockingQueue<Ticket<K, V>> window = new LinkedBlockingQueue<>();
    private final BlockingQueue<Ticket<K, V>> unfetched = new LinkedBlockingQueue<>();
    private final Semaphore room;
    private final ByteGate gate;
    private final Weigh<V> weigh;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable Ticket<K, V> head;
    private boolean ended;

    /** @param fetchers how many fetch at one time */
    ReadAhead(Lister<K> lister, Fetch<K, V> fetch, Weigh<V> weigh, int fetchers, int windowRows, long windowBytes) {
        this.room = new Semaphore(windowRows);
        this.gate = new ByteGate(windowBytes);
        this.weigh = weigh;
        threads.execute(() -> listAll(lister));
        for (int i = 0; i < Math.min(fetchers, windowRows); i++) {
            threads.execute(() -> fetchAll(fetch));
        }
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
            room.release();
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

    private void listAll(Lister<K> lister) {
        try {
            for (Optional<K> next = lister.next(); next.isPresent(); next = lister.next()) {
                room.acquire();
                Ticket<K, V> ticket = new Ticket<>(next.get(), gate.enter(), new CompletableFuture<>());
                window.add(ticket);
                unfetched.add(ticket);
            }
            window.add(new Ticket<>(null, 0, completed()));
        } catch (InterruptedException | RuntimeException | Error broken) {
            window.add(new Ticket<>(null, 0, CompletableFuture.failedFuture(broken)));
        }
    }

    /** Few fetch in turn, instead of a thread each, so that nobody queues for a connection. */
    private void fetchAll(Fetch<K, V> fetch) {
        try {
            while (true) {
                Ticket<K, V> ticket = unfetched.take();
                fetchOne(fetch, ticket, Objects.requireNonNull(ticket.listed()));
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void fetchOne(Fetch<K, V> fetch, Ticket<K, V> ticket, K listed) throws InterruptedException {
        try {
            V fetched = fetch.fetch(listed);
            gate.settle(ticket.reserved(), weigh.bytes(fetched));
            ticket.fetched().complete(fetched);
        } catch (RuntimeException | Error broken) {
            ticket.fetched().completeExceptionally(broken);
        } catch (InterruptedException closed) {
            ticket.fetched().completeExceptionally(closed);
            throw closed;
        }
    }

    @SuppressWarnings("NullAway") // The end's ticket has no value, and nobody reads one.
    private static <V> CompletableFuture<V> completed() {
        return CompletableFuture.completedFuture(null);
    }
}
