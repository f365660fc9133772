package dev.gantry.source.walk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.gantry.opencloud.PageToken;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a reading has taken from a queue: which of it is delivered, safe, and acknowledged.
 *
 * <p>Order of things: rows are delivered, a checkpoint that names them commits, their leases are acknowledged, the next
 * checkpoint forgets them. Killed in between, the next try acknowledges what the checkpoint names. Invariant: whatever has
 * been delivered and may come again is known by its id, and passed over when it comes. Safe for two threads: one takes, one
 * does all else.
 */
final class Leases {

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
    private static final String KEY = "leases";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Queue queue;

    /** In the order of taking; without those that are acknowledged. */
    private final List<Taken> taken = new ArrayList<>();

    /** Rows that were taken and may come again. */
    private final Set<String> known = new HashSet<>();

    /** Those of them that were delivered under leases that are done with. */
    private final Set<String> delivered = new LinkedHashSet<>();

    /** Leases of a former try, to be acknowledged before anything is taken. */
    private final List<String> owed = new ArrayList<>();

    private boolean begun;
    private long takenInAll;
    private long finished;
    private Cursor committed = Cursor.START;

    private Leases(Queue queue) {
        this.queue = queue;
    }

    /**
     * A lease in hand.
     *
     * @param repeated rows of it that had been taken before
     */
    record Taken(Lease lease, Set<String> repeated) {
        boolean isRepeated(String id) {
            return repeated.contains(id);
        }

        private List<String> firstNew(int rows) {
            return lease.ids().subList(0, rows).stream()
                    .filter(id -> !isRepeated(id))
                    .toList();
        }
    }

    /** Those of a step's last checkpoint. */
    static Leases in(ExecutionContext context, Queue queue) {
        Leases leases = new Leases(queue);
        @Nullable Object written = context.get(KEY);
        if (written instanceof String text) {
            JsonNode checkpoint = JSON.readTree(text);
            leases.begun = true;
            leases.finished = checkpoint.path("rows").asLong();
            leases.takenInAll = leases.finished;
            checkpoint.path("done").forEach(lease -> leases.owed.add(lease.asString()));
            checkpoint.path("delivered").forEach(row -> leases.delivered.add(row.asString()));
            leases.known.addAll(leases.delivered);
            queue.awaitReturning();
        }
        return leases;
    }

    /**
     * Whether nothing was taken yet and nothing may be: a checkpoint must first say that it will be, so that a later try
     * knows what to wait for. True once.
     */
    synchronized boolean begins() {
        boolean first = !begun;
        begun = true;
        return first;
    }

    synchronized boolean isBegun() {
        return begun;
    }

    /** The next lease of which anything is new; empty at the end. */
    Optional<Taken> take(long most) throws InterruptedException {
        payOwed();
        while (true) {
            long left = Math.min(most, queue.limit() - takenInAll());
            Optional<Lease> lease = left > 0 ? queue.take(left) : Optional.empty();
            if (lease.isEmpty()) {
                return Optional.empty();
            }
            Taken next = remember(lease.get());
            if (!isSafe(next)) {
                return Optional.of(next);
            }
            settle(next, queue.acknowledge(next.lease().id(), next.lease().until()));
        }
    }

    /** Whether all of it has been delivered and committed before. */
    private synchronized boolean isSafe(Taken again) {
        return delivered.containsAll(again.lease().ids());
    }

    private synchronized long takenInAll() {
        return takenInAll;
    }

    private synchronized Taken remember(Lease lease) {
        Set<String> repeated = new HashSet<>(lease.ids());
        repeated.retainAll(known);
        known.addAll(lease.ids());
        takenInAll += lease.rows().size() - repeated.size();
        Taken next = new Taken(lease, repeated);
        taken.add(next);
        return next;
    }

    /** Whether these came in time nobody knows, so their rows stay known. */
    private void payOwed() throws InterruptedException {
        for (String lease = firstOwed(); lease != null; lease = firstOwed()) {
            queue.acknowledge(lease, Instant.MIN);
            synchronized (this) {
                owed.remove(lease);
            }
        }
    }

    private synchronized @Nullable String firstOwed() {
        return owed.isEmpty() ? null : owed.getFirst();
    }

    /** Writes what is delivered up to a cursor; once that is committed it is safe. */
    synchronized void putInto(ExecutionContext context, Cursor cursor) {
        if (!begun) {
            return;
        }
        ObjectNode checkpoint = JSON.createObjectNode();
        ArrayNode done = checkpoint.putArray("done");
        ArrayNode rows = checkpoint.putArray("delivered");
        owed.forEach(done::add);
        delivered.forEach(rows::add);
        long count = finished;
        for (Taken each : upTo(cursor)) {
            List<String> ids = each.firstNew(deliveredOf(each, cursor));
            ids.forEach(rows::add);
            count += ids.size();
            if (isDone(each, cursor)) {
                done.add(each.lease().id());
            }
        }
        checkpoint.put("rows", count);
        context.putString(KEY, checkpoint.toString());
        onceCommitted(cursor);
    }

    private void onceCommitted(Cursor cursor) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            committed = cursor;
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                synchronized (Leases.this) {
                    committed = cursor;
                }
            }
        });
    }

    /** Acknowledges what is safe. */
    void acknowledge() throws InterruptedException {
        for (Taken each : safe()) {
            boolean certain = queue.acknowledge(each.lease().id(), each.lease().until());
            settle(each, certain);
        }
    }

    /** The same at the end, where nothing may fail any more. */
    void acknowledgeLast() {
        try {
            acknowledge();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException refused) {
            LOG.warn(
                    "What was read and saved last could not be acknowledged ({}). It comes again to whoever reads the queue"
                            + " next; this run, resumed, passes it over.",
                    refused.getMessage());
        }
    }

    private synchronized List<Taken> safe() {
        Cursor cursor = committed;
        return upTo(cursor).stream().filter(each -> isDone(each, cursor)).toList();
    }

    private synchronized void settle(Taken done, boolean certain) {
        List<String> ids = done.lease().ids();
        finished += ids.size() - done.repeated().size();
        taken.remove(done);
        if (certain) {
            ids.forEach(known::remove);
            ids.forEach(delivered::remove);
        } else {
            delivered.addAll(ids);
        }
    }

    /** Leases of which something is delivered, the cursor's own last. */
    private List<Taken> upTo(Cursor cursor) {
        for (int i = 0; i < taken.size(); i++) {
            if (isAt(taken.get(i), cursor)) {
                return List.copyOf(taken.subList(0, i + 1));
            }
        }
        return List.of();
    }

    private static int deliveredOf(Taken each, Cursor cursor) {
        if (!isAt(each, cursor)) {
            return each.lease().rows().size();
        }
        int position = cursor.place(0).position();
        return cursor.isWhole() ? position : position - 1;
    }

    private static boolean isDone(Taken each, Cursor cursor) {
        return deliveredOf(each, cursor) == each.lease().rows().size();
    }

    private static boolean isAt(Taken each, Cursor cursor) {
        return cursor.place(0)
                .page()
                .equals(Optional.of(new PageToken(each.lease().id())));
    }
}
