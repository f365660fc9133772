package dev.gantry.source.walk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.gantry.job.Row;
import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Rows of a queue, killed at every moment there is: none is lost, none is delivered twice. */
@Timeout(60)
class LeasesTest {
    private static final int ITEMS = 23;
    private static final int CHILDREN = 3;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final TransactionTemplate transaction = new TransactionTemplate(new ResourcelessTransactionManager());
    private final List<String> result = new ArrayList<>();
    private ExecutionContext committed = new ExecutionContext();

    /** Where in a chunk a process is killed. */
    enum Kill {
        AFTER_READING,
        BEFORE_COMMITTING,
        AFTER_COMMITTING,
        AFTER_READING_ON
    }

    /** What happens until the next try. */
    enum Meanwhile {
        NOTHING,
        A_LITTLE_TIME,
        MORE_TIME_THAN_ROWS_ARE_HIDDEN
    }

    @ParameterizedTest
    @EnumSource
    void losesAndDoublesNothingWhereverItIsKilled(Kill kill) throws InterruptedException {
        for (Meanwhile meanwhile : Meanwhile.values()) {
            for (boolean nested : new boolean[] {false, true}) {
                for (int chunks = 0; chunks < 6; chunks++) {
                    QueueInMemory queue = new QueueInMemory(ITEMS);
                    result.clear();
                    committed = new ExecutionContext();
                    runUntil(kill, chunks, queue.new Seen(4, Long.MAX_VALUE), nested);
                    pass(meanwhile, queue);

                    QueueInMemory.Seen second = queue.new Seen(7, Long.MAX_VALUE);
                    run(second, nested);

                    assertThat(result)
                            .as("%s after %d chunks, then %s", kill, chunks, meanwhile)
                            .containsExactlyInAnyOrderElementsOf(nested ? children(ITEMS) : ids(ITEMS));
                    assertThat(queue.left()).isEmpty();
                }
            }
        }
    }

    @Test
    void losesAndDoublesNothingHoweverOftenItIsKilled() throws InterruptedException {
        QueueInMemory queue = new QueueInMemory(ITEMS);
        Kill[] kills = Kill.values();
        for (int i = 0; i < 40; i++) {
            runUntil(kills[i % kills.length], i % 3, queue.new Seen(1 + i % 5, Long.MAX_VALUE), false);
            pass(Meanwhile.values()[i % 3], queue);
        }
        run(queue.new Seen(5, Long.MAX_VALUE), false);

        assertThat(result).containsExactlyInAnyOrderElementsOf(ids(ITEMS));
        assertThat(queue.left()).isEmpty();
    }

    @Test
    void acknowledgesOnlyWhatIsCommitted() throws InterruptedException {
        QueueInMemory queue = new QueueInMemory(8);
        RowReader reader = reader(queue.new Seen(4, Long.MAX_VALUE), false, 4, new AtomicBoolean());
        reader.open(committed);
        assertThat(reader.read()).isEmpty();
        assertThat(queue.leases()).as("before the first checkpoint says so").isZero();

        assertThat(reader.read()).hasSize(4);
        ExecutionContext lost = new ExecutionContext();
        transaction.executeWithoutResult(status -> {
            reader.update(lost);
            assertThat(queue.left()).hasSize(8);
            status.setRollbackOnly();
        });
        reader.close();
        assertThat(queue.left()).as("after a rollback").hasSize(8);

        RowReader next = reader(queue.new Seen(4, Long.MAX_VALUE), false, 4, new AtomicBoolean());
        next.open(committed);
        next.read();
        queue.passes(QueueInMemory.WINDOW);
        assertThat(next.read()).hasSize(4);
        transaction.executeWithoutResult(status -> next.update(committed));
        assertThat(queue.left()).hasSize(8);
        next.close();
        assertThat(queue.left()).as("after the last commit").hasSize(4);
    }

    @Test
    void passesOverWhatComesAgainBecauseTheChunkTookTooLong() throws InterruptedException {
        QueueInMemory queue = new QueueInMemory(10);
        RowReader reader = reader(queue.new Seen(4, Long.MAX_VALUE), false, 4, new AtomicBoolean());
        reader.open(committed);
        int chunks = 0;
        for (@Nullable List<Row> batch = reader.read(); batch != null; batch = reader.read()) {
            batch.forEach(row -> result.add(row.id()));
            if (chunks++ < 3) {
                queue.passes(QueueInMemory.WINDOW);
            }
            transaction.executeWithoutResult(status -> reader.update(committed));
        }
        reader.close();

        assertThat(result).containsExactlyInAnyOrderElementsOf(ids(10));
    }

    @Test
    void stopsWhereARowOfTheQueueIsDoneWithAllThatLiesBelowIt() throws InterruptedException {
        for (int after = 1; after < 12; after++) {
            QueueInMemory queue = new QueueInMemory(ITEMS);
            result.clear();
            committed = new ExecutionContext();
            AtomicBoolean stopping = new AtomicBoolean();
            RowReader stopped = reader(queue.new Seen(4, Long.MAX_VALUE), true, after, stopping);
            stopped.open(committed);
            commit(stopped, List.of());
            for (int chunk = 0; chunk < 3; chunk++) {
                stopping.set(chunk == 2);
                @Nullable List<Row> batch = stopped.read();
                commit(stopped, batch == null ? List.of() : batch);
                assertThat(result.size() % CHILDREN).isZero();
            }
            stopped.close();

            run(queue.new Seen(4, Long.MAX_VALUE), true);

            assertThat(result).containsExactlyInAnyOrderElementsOf(children(ITEMS));
            assertThat(queue.left()).isEmpty();
        }
    }

    @Test
    void takesNoMoreThanTheLimitOverAllTries() throws InterruptedException {
        QueueInMemory queue = new QueueInMemory(ITEMS);
        runUntil(Kill.AFTER_COMMITTING, 2, queue.new Seen(3, 10), false);
        run(queue.new Seen(3, 10), false);

        assertThat(result).hasSize(10).doesNotHaveDuplicates();
        assertThat(queue.left()).hasSize(ITEMS - 10).doesNotContainAnyElementsOf(result);
    }

    @Test
    void takesNoMoreThanTheRowsThatAPartitionIsCutTo() throws InterruptedException {
        QueueInMemory queue = new QueueInMemory(ITEMS);
        ReadBounds bounds = new ReadBounds(100, 1_000_000, LONG, 20, 1_000_000, 11);
        RowReader reader = new RowReader(
                List.of(new Stage.Takes(queue.new Seen(4, Long.MAX_VALUE))), 4, bounds, () -> false, () -> {});
        reader.open(committed);
        readAll(reader);

        assertThat(result).hasSize(11);
        assertThat(queue.left()).hasSize(ITEMS - 11);
    }

    private static void pass(Meanwhile meanwhile, QueueInMemory queue) {
        switch (meanwhile) {
            case NOTHING -> {}
            case A_LITTLE_TIME -> queue.passes(Duration.ofSeconds(10));
            case MORE_TIME_THAN_ROWS_ARE_HIDDEN -> queue.passes(QueueInMemory.WINDOW.plusSeconds(1));
        }
    }

    /** Reads, commits chunk after chunk, and is killed in the chunk after so many. */
    private void runUntil(Kill kill, int chunks, QueueInMemory.Seen queue, boolean nested) throws InterruptedException {
        RowReader reader = reader(queue, nested, 5, new AtomicBoolean());
        reader.open(new ExecutionContext(committed));
        for (int chunk = 0; chunk <= chunks; chunk++) {
            @Nullable List<Row> batch = reader.read();
            if (batch == null) {
                break;
            }
            if (chunk < chunks || kill == Kill.AFTER_COMMITTING || kill == Kill.AFTER_READING_ON) {
                commit(reader, batch);
            } else if (kill == Kill.BEFORE_COMMITTING) {
                transaction.executeWithoutResult(status -> {
                    reader.update(new ExecutionContext());
                    status.setRollbackOnly();
                });
            }
        }
        if (kill == Kill.AFTER_READING_ON) {
            reader.read();
        }
        queue.die();
        reader.close();
    }

    private void run(QueueInMemory.Seen queue, boolean nested) throws InterruptedException {
        RowReader reader = reader(queue, nested, 5, new AtomicBoolean());
        reader.open(new ExecutionContext(committed));
        readAll(reader);
    }

    /** As Spring Batch does: the end is a chunk too, which commits. */
    private void readAll(RowReader reader) throws InterruptedException {
        @Nullable List<Row> batch;
        do {
            batch = reader.read();
            commit(reader, batch == null ? List.of() : batch);
        } while (batch != null);
        reader.close();
    }

    private void commit(RowReader reader, List<Row> batch) {
        ExecutionContext context = new ExecutionContext();
        transaction.executeWithoutResult(status -> reader.update(context));
        batch.forEach(row -> result.add(row.id()));
        committed = context;
    }

    private static RowReader reader(QueueInMemory.Seen queue, boolean nested, int batch, AtomicBoolean stopping) {
        Stage takes = new Stage.Takes(queue);
        ReadBounds bounds = new ReadBounds(batch, 1_000_000, LONG, 6, 1_000_000, Long.MAX_VALUE);
        List<Stage> stages = nested ? List.of(takes, new Stage.Lists(new Children())) : List.of(takes);
        return new RowReader(stages, 3, bounds, stopping::get, () -> {});
    }

    private static List<String> ids(int items) {
        return IntStream.range(0, items).mapToObj("i%03d"::formatted).toList();
    }

    private static List<String> children(int items) {
        return ids(items).stream()
                .flatMap(id -> Stream.of(id + " 0", id + " 1", id + " 2"))
                .toList();
    }

    /** Three rows below each. */
    private static final class Children implements Level {
        @Override
        public Listing below(@Nullable Row parent) {
            return new Listing() {
                @Override
                public String name() {
                    return "children";
                }

                @Override
                public Page<JsonNode> page(Optional<PageToken> token) {
                    List<JsonNode> rows = new ArrayList<>();
                    for (int i = 0; i < CHILDREN; i++) {
                        rows.add(JsonNodeFactory.instance.objectNode().put("id", i));
                    }
                    return new Page<>(rows, Optional.empty(), 10);
                }
            };
        }

        @Override
        public Row row(@Nullable Row parent, Listing listing, JsonNode listed) {
            String above = parent == null ? "" : parent.id();
            return new Row(above + " " + listed.path("id").asString(), listed);
        }
    }
}
