package dev.gantry.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

import dev.gantry.opencloud.OpenCloud;

/** How far a run is, for whoever shows it. Safe for many threads. */
public final class Progress {

    /** What a run is busy with. */
    public enum Phase {
        READING,
        PUBLISHING
    }

    private final OpenCloud cloud;
    private final OptionalLong formerRows;
    private final Map<String, Partition> partitions = new LinkedHashMap<>();
    private final AtomicLong published = new AtomicLong();
    private volatile Phase phase = Phase.READING;

    /** @param formerRows rows of the job's last complete run, from which the end is estimated */
    Progress(OpenCloud cloud, List<dev.gantry.source.Partition> parts, OptionalLong formerRows) {
        this.cloud = cloud;
        this.formerRows = formerRows;
        parts.forEach(part -> partitions.put(part.name(), new Partition(part.name())));
    }

    public OpenCloud cloud() {
        return cloud;
    }

    public OptionalLong formerRows() {
        return formerRows;
    }

    public Phase phase() {
        return phase;
    }

    /** In the run's order. */
    public List<Partition> partitions() {
        return List.copyOf(partitions.values());
    }

    /** Rows delivered by all partitions, former tries included. */
    public long rows() {
        return partitions.values().stream().mapToLong(Partition::rows).sum();
    }

    /** Rows delivered since this try began. */
    public long freshRows() {
        return partitions.values().stream().mapToLong(Partition::freshRows).sum();
    }

    Partition of(String name) {
        return Objects.requireNonNull(partitions.get(name));
    }

    void publishing() {
        phase = Phase.PUBLISHING;
    }

    void addPublished(long more) {
        published.addAndGet(more);
        RowCounts.ofProcess().addPublished(more);
    }

    /** Rows written by publishing so far. */
    public long published() {
        return published.get();
    }

    /** One partition's part of it. */
    public static final class Partition {

        private final String name;
        private final AtomicLong rows = new AtomicLong();
        private volatile long former;
        private volatile boolean done;

        private Partition(String name) {
            this.name = name;
        }

        public String name() {
            return name;
        }

        public long rows() {
            return rows.get();
        }

        public boolean isDone() {
            return done;
        }

        private long freshRows() {
            return Math.max(0, rows.get() - former);
        }

        void startAt(long before) {
            former = before;
            rows.set(before);
        }

        void add(int more) {
            rows.addAndGet(more);
            RowCounts.ofProcess().addRead(more);
        }

        void finish() {
            done = true;
        }
    }
}
