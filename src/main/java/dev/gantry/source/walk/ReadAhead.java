package dev.gantry.source.walk;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

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

    private static final Duration GLANCE = Duration.ofMillis(1);

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

    private final Queue<Ticket<K, V>> window = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Ticket<K, V>> unfetched = new LinkedBlockingQueue<>();
    private final Semaphore room;
    private final ByteGate gate;
    private final Weigh<V> weigh;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Room is given back so many rows at a time, which wakes the lister that much less often. */
    private final int returned;

    private long taken;
    private volatile boolean finishing;
    private boolean ended;

    /** @param fetchers how many fetch at one time */
    ReadAhead(Lister<K> lister, Fetch<K, V> fetch, Weigh<V> weigh, int fetchers, int windowRows, long windowBytes) {
        this.room = new Semaphore(windowRows);
        this.returned = Math.max(1, windowRows / 8);
        this.gate = new ByteGate(windowBytes);
        this.weigh = weigh;
        threads.execute(() -> listAll(lister));
        for (int i = 0; i < Math.min(fetchers, windowRows); i++) {
            threads.execute(() -> fetchAll(fetch));
        }
    }

    /**
     * No more is begun; what is being fetched is still handed over, up to the first that is not. Returns whether it was
     * said for the first time.
     */
    boolean finish() {
        boolean first = !finishing;
        finishing = true;
        return first;
    }

    /** Whether everything has been handed over that is going to be. */
    boolean isEnded() {
        return ended;
    }

    /**
     * The next one in listing order; empty when it did not come in time or {@linkplain #isEnded the end} is reached.
     *
     * @throws RuntimeException what listing or fetching it failed with
     */
    Optional<Delivered<K, V>> take(Duration patience) throws InterruptedException {
        Ticket<K, V> ticket = awaitHead(patience);
        if (ticket == null) {
            ended = finishing && window.isEmpty();
            return Optional.empty();
        }
        if (ticket.fetched().isCancelled()) {
            ended = true;
            return Optional.empty();
        }
        V fetched = fetched(ticket);
        if (ticket.listed() == null) {
            ended = true;
            return Optional.empty();
        }
        window.remove();
        gate.release(weigh.bytes(fetched));
        if (++taken % returned == 0) {
            room.release(returned);
        }
        return Optional.of(new Delivered<>(ticket.listed(), fetched));
    }

    /** The head once it is fetched; null when that took too long. */
    private @Nullable Ticket<K, V> awaitHead(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Ticket<K, V> head = window.peek();
            if (head != null && head.fetched().isDone()) {
                return head;
            }
            if (deadline - System.nanoTime() <= 0 || (head == null && finishing)) {
                return null;
            }
            // Being woken for every single entry would cost more than an entry does: meanwhile a few gather.
            Thread.sleep(GLANCE);
        }
    }

    private V fetched(Ticket<K, V> ticket) throws InterruptedException {
        try {
            return ticket.fetched().get();
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
            for (Optional<K> next = lister.next(); next.isPresent() && !finishing; next = lister.next()) {
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
                if (finishing) {
                    ticket.fetched().cancel(false);
                } else {
                    fetchOne(fetch, ticket, Objects.requireNonNull(ticket.listed()));
                }
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
