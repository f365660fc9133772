package dev.gantry.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.emulator.Faults;
import dev.gantry.job.Row;
import dev.gantry.opencloud.HandSetTime;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.Request;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.source.walk.ReadBounds;
import dev.gantry.source.walk.RowReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** A queue of the emulator's: each item is delivered once, and then taken from it. */
@Timeout(60)
class QueueItemsIT {
    private static final WrittenSource ALL =
            WrittenSource.of("memory-store-queue-items: {universe: 1, queue: Reports}");

    private final HandSetTime time = HandSetTime.passingBySleep();
    private final Emulator emulator = Emulator.start(
            EmulatorOptions.defaults().withPlayers(50).withLimits(false).withClock(time::now));
    private final OpenCloud cloud = Clients.of(emulator, time);

    @AfterEach
    void close() {
        cloud.close();
        emulator.close();
    }

    @Test
    void deliversItemsAsTheyAreAnsweredInOrderOfPriorityAndTakesThemFromTheQueue() throws InterruptedException {
        add(JsonNodeFactory.instance.objectNode().put("data", "later").put("ttl", "60s"));
        add(JsonNodeFactory.instance.objectNode().put("data", "first").put("priority", 7.5));

        String expiry = time.now().plusSeconds(60).toString();

        List<Row> rows = readOn(ALL);

        assertThat(rows).extracting(row -> row.json().path("data").asString()).containsExactly("first", "later");
        JsonNode first = rows.getFirst().json();
        assertThat(first.propertyNames())
                .containsExactlyInAnyOrder("path", "id", "data", "priority", "expireTime", "readId");
        assertThat(first.path("priority").asDouble()).isEqualTo(7.5);
        assertThat(first.path("readId").asString()).isNotEmpty();
        assertThat(rows.getLast().json().path("expireTime").asString()).isEqualTo(expiry);
        assertThat(left()).isEmpty();
        assertThat(readOn(ALL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 199, 200, 1_000})
    void deliversEachItemOnceHoweverOftenItIsKilled(int batch) throws InterruptedException {
        addNumbers(430);
        ExecutionContext context = new ExecutionContext();
        List<Integer> delivered = new ArrayList<>();
        boolean ended = false;
        for (int kill = 0; !ended; kill++) {
            OpenCloud doomed = Clients.of(emulator, time);
            RowReader reader = reader(ALL, doomed, batch);
            reader.open(new ExecutionContext(context));
            for (int chunk = 0; chunk < 3 && !ended; chunk++) {
                @Nullable List<Row> read = reader.read();
                ended = read == null;
                boolean survives = chunk < 2 || kill % 2 == 0;
                if (survives) {
                    context = new ExecutionContext();
                    reader.update(context);
                    numbers(read == null ? List.of() : read).forEach(delivered::add);
                }
                ended &= survives;
            }
            if (!ended) {
                // Nobody acknowledges anything any more.
                doomed.close();
            }
            reader.close();
            if (!ended) {
                awaitRest();
                time.passes(kill % 3 == 0 ? Duration.ofMinutes(6) : Duration.ofSeconds(20));
            }
            doomed.close();
        }

        assertThat(delivered).containsExactlyInAnyOrderElementsOf(range(430));
        assertThat(left()).isEmpty();
    }

    /** What the killed had under way may still be read by the emulator, at the time that it is then. */
    private void awaitRest() {
        AtomicLong former = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(50)).until(() -> {
            long now = emulator.stats().requests();
            return former.getAndSet(now) == now;
        });
    }

    @Test
    void losesAndDoublesNothingWhileMuchGoesWrong() throws InterruptedException {
        addNumbers(900);
        emulator.faults(Faults.parse("429=@3,reset=@1,truncate=@2,reset-after=@5,500=@7,truncate=@9,"
                + "reset-after=@20,429=@21,truncate=@30,truncate=@31,reset=@35,500=@40"));

        List<Row> rows = WrittenSource.of(
                        "memory-store-queue-items: {universe: 1, queue: Reports, wait: 6m, count: 40}")
                .readKilledAfterEvery(100, cloud)
                .rows();

        emulator.faults(Faults.none());
        assertThat(numbers(rows)).containsExactlyInAnyOrderElementsOf(range(900));
        assertThat(left()).isEmpty();
    }

    @Test
    void waitsForItemsThatComeLater() throws InterruptedException {
        addNumbers(3);
        hide(Duration.ofSeconds(40));

        WrittenSource patient = WrittenSource.of("memory-store-queue-items: {universe: 1, queue: Reports, wait: 30s}");
        assertThat(readOn(patient)).isEmpty();
        assertThat(readOn(patient)).hasSize(3);
    }

    @Test
    void readsOnlyWholeCountsWhereItIsToReadAllOrNothing() throws InterruptedException {
        addNumbers(250);

        assertThat(readOn(WrittenSource.of("memory-store-queue-items: {universe: 1, queue: Reports, count: 100,"
                        + " all-or-nothing: true}")))
                .hasSize(200);
        assertThat(left()).hasSize(50);
    }

    @Test
    void takesNoMoreThanTheLimit() throws InterruptedException {
        addNumbers(250);

        WrittenSource some = WrittenSource.of("memory-store-queue-items: {universe: 1, queue: Reports, limit: 100}");
        assertThat(numbers(readOn(some))).isEqualTo(range(100));
        assertThat(numbers(some.readKilledAfterEvery(30, cloud).rows()))
                .hasSize(100)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(range(100));
    }

    @Test
    void keepsAnItemUntilAllThatLiesBelowItIsSaved() throws InterruptedException {
        for (String store : List.of("Houses", "Settings", "Houses")) {
            add(JsonNodeFactory.instance.objectNode().put("data", store));
        }
        WrittenSource source = WrittenSource.of("""
                memory-store-queue-items: {universe: 1, queue: Reports}
                for-each:
                  data-store-entries: {universe: 1, data-store: "{.data}"}
                """);
        int houses = emulator.dataStores().ids(1, "Houses", "global").size();
        int settings = emulator.dataStores().ids(1, "Settings", "global").size();

        List<Row> rows = source.readKilledAfterEvery(3, cloud).rows();

        assertThat(rows).hasSize(2 * houses + settings);
        assertThat(rows.stream()
                        .map(row -> row.json().at("/parent/id").asString()
                                + row.json().path("id")))
                .doesNotHaveDuplicates();
        assertThat(left()).isEmpty();
    }

    @Test
    void saysWhatTheKeyLacks() {
        emulator.addKey("no-reader", java.util.Set.of("memory-store.queue:add"));
        try (OpenCloud other = Clients.of(emulator, "no-reader")) {
            assertThatExceptionOfType(OpenCloudException.Refused.class)
                    .isThrownBy(() -> ALL.read(other))
                    .withMessageContaining("memory-store.queue:dequeue");
        }
        assertThat(ALL.chain().operations().stream().flatMap(operation -> operation.access().scopes().stream()))
                .containsExactly("memory-store.queue:dequeue", "memory-store.queue:discard");
    }

    private static RowReader reader(WrittenSource source, OpenCloud cloud, int batch) throws InterruptedException {
        ReadBounds bounds = new ReadBounds(batch, 1_000_000, Duration.ofSeconds(30), 256, 1_000_000, Long.MAX_VALUE);
        return source.chain()
                .reader(
                        source.chain().partitions(new Access(cloud)).getFirst(),
                        new Access(cloud),
                        bounds,
                        () -> false);
    }

    /** All of it by one reader. */
    private List<Row> readOn(WrittenSource source) throws InterruptedException {
        RowReader reader = reader(source, cloud, 1_000);
        reader.open(new ExecutionContext());
        List<Row> rows = new ArrayList<>();
        for (@Nullable List<Row> read = reader.read(); read != null; read = reader.read()) {
            rows.addAll(read);
            reader.update(new ExecutionContext());
        }
        reader.close();
        return rows;
    }

    private void addNumbers(int count) throws InterruptedException {
        for (int number : range(count)) {
            add(JsonNodeFactory.instance.objectNode().put("data", number));
        }
    }

    private void add(JsonNode item) throws InterruptedException {
        cloud.call(request("Cloud_CreateMemoryStoreQueueItem").withBody(item));
    }

    /** Somebody else reads all there is. */
    private void hide(Duration window) throws InterruptedException {
        cloud.call(request("Cloud_ReadMemoryStoreQueueItems")
                .withQuery("count", "200")
                .withQuery("invisibilityWindow", window.toSeconds() + "s"));
    }

    /** What is still in the queue, once nobody holds any of it. */
    private List<Integer> left() throws InterruptedException {
        time.passes(Duration.ofMinutes(6));
        List<Integer> left = new ArrayList<>();
        cloud.call(request("Cloud_ReadMemoryStoreQueueItems").withQuery("count", "200"))
                .json()
                .path("items")
                .forEach(item -> left.add(item.path("data").asInt()));
        return left;
    }

    private static Request request(String operation) {
        return Request.of(Catalog.ofProgram().operation(operation))
                .withVariable("universe_id", "1")
                .withVariable("queue_id", "Reports");
    }

    private static List<Integer> numbers(List<Row> rows) {
        return rows.stream().map(row -> row.json().path("data").asInt()).toList();
    }

    private static List<Integer> range(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
