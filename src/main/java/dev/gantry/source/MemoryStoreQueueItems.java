package dev.gantry.source;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.gantry.job.Field;
import dev.gantry.job.Fields;
import dev.gantry.job.Given;
import dev.gantry.job.Kind;
import dev.gantry.job.Shape;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.source.walk.Stage;

/**
 * The source {@code memory-store-queue-items}: items of a memory store queue, which are taken from it for good once their
 * rows are safe.
 *
 * @param patience how long an empty queue is waited for
 * @param limit items taken in all
 */
record MemoryStoreQueueItems(
        UniverseId universe, String queue, Leasing leasing, Duration patience, Optional<Long> limit)
        implements Component {

    static final Kind<MemoryStoreQueueItems> KIND = new Kind<>(
            "memory-store-queue-items",
            "Items of a memory store queue: path, id, data, priority, expireTime, and the readId of their reading. They are"
                    + " discarded from the queue once they are saved; takes key",
            Shape.object(fields -> {
                var universe = fields.required(
                        "universe",
                        Shape.parsed("a universe id such as 123456", "", UniverseId::parse),
                        "The universe (experience) that the queue belongs to");
                var queue = fields.required("queue", Shape.text(".+", 128, "a queue's id"), "The queue's id");
                var leasing = Leasing.Written.in(fields);
                var patience = fields.withDefault(
                        "wait",
                        Shape.duration(),
                        Duration.ZERO,
                        "0s",
                        "How long the queue must have been empty for the source to end");
                var limit = fields.optional(
                        "limit", Shape.integer(1, Long.MAX_VALUE), "The most items that are taken in one run");
                return given -> new MemoryStoreQueueItems(
                        given.get(universe),
                        given.get(queue),
                        leasing.of(given),
                        given.get(patience),
                        given.get(limit));
            }));

    /** @throws IllegalArgumentException if whole groups cannot come to the limit */
    MemoryStoreQueueItems {
        if (leasing.allOrNothing() && limit.orElse(0L) % leasing.count() != 0) {
            throw new IllegalArgumentException("limit: " + limit.get() + " is no multiple of count: " + leasing.count()
                    + ", and all-or-nothing: true reads only so many at once; change one of them");
        }
    }

    /**
     * How items are read.
     *
     * @param invisibility how long nobody else sees those read; what is not saved by then comes again
     * @param count items of one reading
     * @param allOrNothing whether fewer are not read
     */
    record Leasing(Duration invisibility, int count, boolean allOrNothing) {

        private static final Duration SHORTEST = Duration.ofSeconds(10);

        static final Leasing USUAL = new Leasing(Duration.ofMinutes(5), 200, false);

        Leasing {
            if (invisibility.compareTo(SHORTEST) < 0) {
                throw new IllegalArgumentException(
                        "invisibility: must be at least 10s, and should be longer than reading and"
                                + " saving a batch of rows takes");
            }
        }

        /** The fields, for an object that has them. */
        record Written(Field<Duration> invisibility, Field<Integer> count, Field<Boolean> allOrNothing) {

            static Written in(Fields fields) {
                return new Written(
                        fields.withDefault(
                                "invisibility",
                                Shape.duration(),
                                USUAL.invisibility(),
                                "5m",
                                "How long nobody else sees the items that were read; what is not saved by then, because"
                                        + " the run was killed, comes again"),
                        fields.withDefault(
                                "count", Shape.integer(1, USUAL.count()), USUAL.count(), "Items to read at once"),
                        fields.withDefault(
                                "all-or-nothing",
                                Shape.bool(),
                                USUAL.allOrNothing(),
                                "Whether to read only whole counts, and leave fewer in the queue"));
            }

            Leasing of(Given given) {
                return new Leasing(given.get(invisibility), given.get(count), given.get(allOrNothing));
            }
        }
    }

    @Override
    public String name() {
        return KIND.key();
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(LeasedQueue.READ, LeasedQueue.DISCARD);
    }

    @Override
    public boolean needsRow() {
        return false;
    }

    @Override
    public Optional<String> whyNotBelow() {
        return Optional.of(
                "items leave the queue once all that lies below them is saved, so the queue stands outermost; put"
                        + " the other source under its for-each");
    }

    @Override
    public List<Partition> partitions(Access access) {
        return List.of(Partition.whole(queue));
    }

    @Override
    public List<Stage> stages(Partition partition, Access access) {
        return List.of(new Stage.Takes(new LeasedQueue(access.cloud(), this)));
    }

    @Override
    public List<Stage> stagesBelow(Access access) {
        throw new IllegalStateException(name() + " stands outermost");
    }
}
