package dev.gantry.source.walk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.gantry.job.Row;
import tools.jackson.databind.node.JsonNodeFactory;

/** A queue whose time passes when a test says so, and while somebody waits for what comes again. */
final class QueueInMemory {
    static final Duration WINDOW = Duration.ofMinutes(5);

    private final List<Waiting> waiting = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private int leases;

    private record Waiting(String id, Instant from, String lease) {}

    QueueInMemory(int items) {
        for (int i = 0; i < items; i++) {
            waiting.add(new Waiting("i%03d".formatted(i), now, ""));
        }
    }

    synchronized void passes(Duration time) {
        now = now.plus(time);
    }

    /** What has not been acknowledged. */
    synchronized List<String> left() {
        return waiting.stream().map(Waiting::id).toList();
    }

    /** How often something was taken. */
    synchronized int leases() {
        return leases;
    }

    /** The queue as one process sees it, until that is killed. */
    final class Seen implements Queue {
        private final int atOnce;
        private final long limit;
        private Instant returned = Instant.MIN;
        private volatile boolean dead;

        Seen(int atOnce, long limit) {
            this.atOnce = atOnce;
            this.limit = limit;
        }

        void die() {
            dead = true;
        }

        @Override
        public long limit() {
            return limit;
        }

        @Override
        public void awaitReturning() {
            synchronized (QueueInMemory.this) {
                returned = now.plus(WINDOW);
            }
        }

        @Override
        public Optional<Lease> take(long most) {
            synchronized (QueueInMemory.this) {
                Optional<Lease> lease = visible(most);
                if (lease.isEmpty() && now.isBefore(returned)) {
                    now = returned;
                    lease = visible(most);
                }
                return lease;
            }
        }

        private Optional<Lease> visible(long most) {
            Instant until = now.plus(WINDOW);
            String lease = "lease-" + (leases + 1);
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < waiting.size() && rows.size() < Math.min(most, atOnce); i++) {
                Waiting each = waiting.get(i);
                if (!each.from().isAfter(now)) {
                    rows.add(new Row(each.id(), JsonNodeFactory.instance.objectNode()));
                    waiting.set(i, new Waiting(each.id(), until, lease));
                }
            }
            leases += rows.isEmpty() ? 0 : 1;
            return rows.isEmpty() ? Optional.empty() : Optional.of(new Lease(lease, until, rows, 10));
        }

        @Override
        public boolean acknowledge(String lease, Instant until) {
            if (dead) {
                return false;
            }
            synchronized (QueueInMemory.this) {
                waiting.removeIf(
                        each -> each.lease().equals(lease) && each.from().isAfter(now));
                return now.isBefore(until);
            }
        }
    }
}
