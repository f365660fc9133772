package dev.gantry.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.emulator.Faults;
import dev.gantry.job.Row;
import dev.gantry.job.UserMistake;
import dev.gantry.job.jq.Template;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.ScriptedServer;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.source.walk.Item;
import dev.gantry.source.walk.ReadBounds;
import dev.gantry.source.walk.ReadCounts;
import dev.gantry.source.walk.RowReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.infrastructure.item.ExecutionContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(60)
class EntryReaderIT {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int WINDOW = 6;

    private final ExecutionContext context = new ExecutionContext();

    @Test
    void endsABatchByRows() throws InterruptedException {
        try (Emulator emulator = saves(25, "");
                OpenCloud cloud = Clients.of(emulator)) {
            RowReader reader = open(cloud, saves(), rows(10));

            assertThat(sizes(reader)).containsExactly(10, 10, 5);
            reader.close();
        }
    }

    @Test
    void endsABatchByBytesAfterTheRowThatReachesThem() throws InterruptedException {
        try (Emulator emulator = saves(10, "");
                OpenCloud cloud = Clients.of(emulator)) {
            int one = row(emulator).length();
            RowReader reader = open(cloud, saves(), new ReadBounds(100, 3L * one, LONG, WINDOW, 1_000_000, 1_000));

            assertThat(sizes(reader)).containsExactly(3, 3, 3, 1);
            reader.close();
        }
    }

    @Test
    void takesARowLargerThanTheBytesOfABatchForABatch() throws InterruptedException {
        try (Emulator emulator = saves(4, "");
                OpenCloud cloud = Clients.of(emulator)) {
            RowReader reader = open(cloud, saves(), new ReadBounds(100, 1, LONG, WINDOW, 1, 1_000));

            assertThat(sizes(reader)).containsExactly(1, 1, 1, 1);
            reader.close();
        }
    }

    @Test
    void endsABatchByTimeWithWhatThereIs() throws InterruptedException {
        CountDownLatch slow = new CountDownLatch(1);
        try (PagedStore store = new PagedStore(50, ids(8));
                OpenCloud cloud = Clients.of(store.connection())) {
            holdFrom(store, "s005", slow);
            Duration shortly = Duration.ofMillis(300);
            RowReader reader = open(cloud, saves(), new ReadBounds(100, 1_000_000, shortly, WINDOW, 1_000_000, 1_000));

            List<Row> first = read(reader);
            assertThat(read(reader)).isEmpty();
            reader.update(context);
            slow.countDown();
            List<Row> second = read(reader);

            assertThat(first).hasSize(5);
            assertThat(ReadCounts.in(context)).isEqualTo(new ReadCounts(5, Map.of()));
            assertThat(texts(second)).startsWith("Saves/global/s005");
            reader.close();
        }
    }

    @Test
    void cutsAPartitionToItsRowLimitOverAllItsTries() throws InterruptedException {
        try (Emulator emulator = saves(100, "");
                OpenCloud cloud = Clients.of(emulator)) {
            ReadBounds bounds = new ReadBounds(4, 1_000_000, LONG, 50, 1_000_000, 10);
            RowReader first = open(cloud, saves(), bounds);
            assertThat(read(first)).hasSize(4);
            first.update(context);
            first.close();

            RowReader second = open(cloud, saves(), bounds);
            assertThat(sizes(second)).containsExactly(4, 2);
            assertThat(second.read()).isNull();
            second.close();

            // Nothing is read ahead that the limit would throw away, but for what was being read at the kill.
            assertThat(emulator.stats().entryGets()).isLessThanOrEqualTo(32);
        }
    }

    @Test
    void handsOverWhatItHasWhenItIsToStop() throws InterruptedException {
        CountDownLatch slow = new CountDownLatch(1);
        AtomicBoolean stopping = new AtomicBoolean();
        try (PagedStore store = new PagedStore(50, ids(8));
                OpenCloud cloud = Clients.of(store.connection())) {
            holdFrom(store, "s003", slow);
            RowReader reader =
                    reader(cloud, saves(), true, new ReadBounds(100, 1_000_000, LONG, WINDOW, 1_000_000, 99), () -> {
                        boolean stop = stopping.get();
                        stopping.set(store.server().seen().stream()
                                .anyMatch(request -> request.path().endsWith("/s003")));
                        return stop;
                    });
            reader.open(context);

            List<Row> batch = read(reader);
            assertThat(batch).hasSizeLessThanOrEqualTo(3);
            reader.update(context);
            reader.close();

            slow.countDown();
            RowReader again = open(cloud, saves(), rows(100));
            assertThat(Stream.concat(batch.stream(), read(again).stream()).map(Row::id))
                    .containsExactlyElementsOf(expected(ids(8)));
            again.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 256, 1_000})
    void resumesExactlyAfterAKillAfterEveryBatch(int batch) throws InterruptedException {
        try (Emulator emulator = Emulator.start(
                        EmulatorOptions.defaults().withPlayers(600).withLimits(false));
                OpenCloud cloud = Clients.of(emulator)) {
            StoreListing players =
                    new StoreListing(new UniverseId(1), new DataStoreId("PlayerData"), ScopeId.GLOBAL, "");
            List<String> delivered = new ArrayList<>();
            int kills = 0;
            while (true) {
                RowReader reader = open(cloud, players, rows(batch));
                @Nullable List<Row> rows = reader.read();
                if (rows == null) {
                    reader.close();
                    break;
                }
                delivered.addAll(texts(rows));
                reader.update(context);
                reader.close();
                kills++;
            }

            assertThat(delivered)
                    .isEqualTo(emulator.dataStores().ids(1, "PlayerData", "global").stream()
                            .map(id -> "PlayerData/global/" + id)
                            .toList());
            assertThat(ReadCounts.in(context)).isEqualTo(new ReadCounts(600, Map.of()));
            assertThat(emulator.stats().entryGets()).isBetween(600L, 600L + (long) kills * WINDOW);
        }
    }

    @Test
    void resumesExactlyAfterAKillInTheMiddleOfAnyBatch() throws InterruptedException {
        try (Emulator emulator = saves(60, "");
                OpenCloud cloud = Clients.of(emulator)) {
            for (int batches = 0; batches <= 9; batches++) {
                ExecutionContext saved = new ExecutionContext();
                RowReader killed = reader(cloud, saves(), true, rows(7), () -> false);
                killed.open(saved);
                killed.update(saved);
                List<String> durable = new ArrayList<>();
                for (int i = 0; i < batches; i++) {
                    durable.addAll(texts(read(killed)));
                    killed.update(saved);
                }
                // This batch never becomes durable: its checkpoint is not written.
                killed.read();
                killed.close();

                RowReader resumed = reader(cloud, saves(), true, rows(7), () -> false);
                resumed.open(new ExecutionContext(saved));
                readAll(resumed).forEach(rows -> durable.addAll(texts(rows)));
                resumed.close();

                assertThat(durable).isEqualTo(expected(ids(60)));
            }
        }
    }

    @Test
    void readsEverythingOnceWhileMuchGoesWrong() throws InterruptedException {
        try (Emulator emulator = saves(700, "429=5%,500=5%,reset=2%,truncate=2%,empty-page=30%");
                OpenCloud cloud = Clients.of(emulator)) {
            RowReader reader = open(cloud, saves(), new ReadBounds(50, 1_000_000, LONG, 64, 1_000_000, 10_000));
            List<String> delivered = new ArrayList<>();
            readAll(reader).forEach(rows -> delivered.addAll(texts(rows)));
            reader.close();

            assertThat(delivered).isEqualTo(expected(ids(700)));
        }
    }

    @Test
    void countsEntriesThatVanishedBetweenListingAndReading() throws InterruptedException {
        try (PagedStore store = new PagedStore(5, ids(12));
                OpenCloud cloud = Clients.of(store.connection())) {
            store.vanish("s003");
            store.vanish("s011");
            RowReader reader = open(cloud, saves(), rows(100));

            assertThat(texts(read(reader))).hasSize(10).doesNotContain("Saves/global/s003", "Saves/global/s011");
            assertThat(reader.read()).isNull();
            reader.update(context);
            reader.close();

            assertThat(ReadCounts.in(context)).isEqualTo(new ReadCounts(10, Map.of(Item.Outcome.VANISHED, 2L)));
        }
    }

    @Test
    void endsWhenEverythingVanishedWithoutDoubtingTheStore() throws InterruptedException {
        try (PagedStore store = new PagedStore(5, ids(2));
                OpenCloud cloud = Clients.of(store.connection())) {
            ids(2).forEach(store::vanish);
            store.unlist();
            RowReader reader = open(cloud, saves(), rows(100));

            assertThat(reader.read()).isNull();
            reader.close();
        }
    }

    @Test
    void handsOverWhatCameBeforeAFailureAndThenFails() throws InterruptedException {
        try (Emulator emulator = Emulator.start(EmulatorOptions.defaults()
                        .withPlayers(600)
                        .withLimits(false)
                        .withFaults(Faults.parse("stuck-token=@1")));
                OpenCloud cloud = Clients.of(emulator)) {
            StoreListing players =
                    new StoreListing(new UniverseId(1), new DataStoreId("PlayerData"), ScopeId.GLOBAL, "");
            RowReader reader = open(cloud, players, rows(256));
            assertThat(read(reader)).hasSize(256);
            assertThat(read(reader)).hasSize(256);
            reader.update(context);

            assertThatExceptionOfType(OpenCloudException.Unusable.class)
                    .isThrownBy(reader::read)
                    .withMessageStartingWith(
                            "Listing the entries of data store \"PlayerData\" does not move: page token ");
            reader.close();

            RowReader resumed = open(cloud, players, rows(256));
            assertThat(sizes(resumed)).containsExactly(88);
            resumed.close();
        }
    }

    @Test
    void saysThatAStoreDoesNotExistWhenTheListingDoesNot() throws InterruptedException {
        try (PagedStore store = new PagedStore(5, List.of());
                OpenCloud cloud = Clients.of(store.connection())) {
            store.unlist();
            RowReader reader = open(cloud, saves(), rows(100));

            assertThatExceptionOfType(UserMistake.class)
                    .isThrownBy(reader::read)
                    .withMessage("Data store \"Saves\" does not exist in universe 1."
                            + " Check data-store: and universe: of the source.");
            reader.close();
        }
    }

    @Test
    void saysThatAStoreDoesNotExistWhenTheListingDoes() {
        try (Emulator emulator = saves(1, "");
                OpenCloud cloud = Clients.of(emulator)) {
            StoreListing none = new StoreListing(new UniverseId(1), new DataStoreId("None"), ScopeId.GLOBAL, "");
            RowReader reader = open(cloud, none, rows(100));

            assertThatExceptionOfType(UserMistake.class)
                    .isThrownBy(reader::read)
                    .withMessage("Data store \"None\" does not exist in universe 1."
                            + " Check data-store: and universe: of the source.");
            reader.close();
        }
    }

    @Test
    void endsAtOnceForAnEmptyStore() throws InterruptedException {
        try (Emulator emulator = saves(1, "");
                OpenCloud cloud = Clients.of(emulator)) {
            emulator.dataStores().createStore(1, "Empty");
            RowReader reader = open(cloud, empty(), rows(100));

            assertThat(reader.read()).isNull();
            reader.close();
        }
    }

    @Test
    void endsAtOnceForAScopeOrPrefixWithoutEntries() throws InterruptedException {
        try (Emulator emulator = saves(1, "");
                OpenCloud cloud = Clients.of(emulator)) {
            StoreListing nothing =
                    new StoreListing(new UniverseId(1), new DataStoreId("Saves"), new ScopeId("other"), "x");
            RowReader reader = open(cloud, nothing, rows(100));

            assertThat(reader.read()).isNull();
            reader.close();
        }
    }

    @Test
    void takesAnEmptyStoreForGrantedWhenTheKeyMayNotListStores() throws InterruptedException {
        try (Emulator emulator = saves(1, "")) {
            emulator.dataStores().createStore(1, "Empty");
            emulator.addKey("reader", Set.of("universe-datastores.objects:list", "universe-datastores.objects:read"));
            try (OpenCloud cloud = Clients.of(emulator, "reader")) {
                RowReader reader = open(cloud, empty(), rows(100));

                assertThat(reader.read()).isNull();
                reader.close();
            }
        }
    }

    @Test
    void looksNotForEverForAStoreInAListThatDoesNotMove() throws InterruptedException {
        try (PagedStore store = new PagedStore(5, List.of());
                OpenCloud cloud = Clients.of(store.connection())) {
            store.server()
                    .answers(request -> ScriptedServer.Reply.json(
                            request.path().endsWith("/entries")
                                    ? "{}"
                                    : "{\"dataStores\":[],\"nextPageToken\":\"same\"}"));
            RowReader reader = open(cloud, saves(), rows(100));

            assertThatExceptionOfType(OpenCloudException.Unusable.class)
                    .isThrownBy(reader::read)
                    .withMessage("Listing the data stores of universe 1 does not move: page token same leads to itself."
                            + " Nothing more was read; resume the run later, and tell Roblox if it persists.");
            reader.close();
        }
    }

    @Test
    void namesEachRowByStoreScopeAndId() throws InterruptedException {
        try (Emulator emulator = saves(1, "");
                OpenCloud cloud = Clients.of(emulator)) {
            for (boolean values : new boolean[] {true, false}) {
                RowReader reader = reader(cloud, houses(), values, rows(100), () -> false);
                reader.open(new ExecutionContext());
                List<Row> rows = read(reader);
                reader.close();

                Set<String> expected = new HashSet<>();
                for (String scope : List.of("global", "season-1", "season 2")) {
                    emulator.dataStores()
                            .ids(1, "Houses", scope)
                            .forEach(id -> expected.add("Houses/" + scope + "/" + id));
                }
                assertThat(texts(rows)).containsExactlyInAnyOrderElementsOf(expected);
                assertThat(rows).allSatisfy(row -> {
                    assertThat(row.id())
                            .isEqualTo(text(row, "dataStore") + "/" + text(row, "scope") + "/" + text(row, "id"));
                    assertThat(row.json().has("value")).isEqualTo(values);
                });
            }
        }
    }

    @Test
    void readsNoEntryWhenOnlyIdsAreWanted() throws InterruptedException {
        try (Emulator emulator = saves(20, "");
                OpenCloud cloud = Clients.of(emulator)) {
            RowReader reader = reader(cloud, saves(), false, rows(100), () -> false);
            reader.open(context);

            assertThat(read(reader)).hasSize(20);
            assertThat(emulator.stats().entryGets()).isZero();
            reader.close();
        }
    }

    @Test
    void startsAgainFromTheStartWhenNothingWasDelivered() throws InterruptedException {
        try (Emulator emulator = saves(5, "");
                OpenCloud cloud = Clients.of(emulator)) {
            RowReader killed = open(cloud, saves(), rows(2));
            killed.update(context);
            killed.close();

            RowReader reader = open(cloud, saves(), rows(2));
            assertThat(sizes(reader)).containsExactly(2, 2, 1);
            reader.close();
        }
    }

    @Test
    void isNotReadBeforeItIsOpenedOrAfterItIsClosed() {
        try (Emulator emulator = saves(5, "");
                OpenCloud cloud = Clients.of(emulator)) {
            RowReader reader = reader(cloud, saves(), true, rows(2), () -> false);
            reader.close();
            assertThatIllegalStateException().isThrownBy(reader::read).withMessage("the reader is not open");

            reader.open(context);
            reader.close();
            reader.close();
            assertThatIllegalStateException().isThrownBy(reader::read).withMessage("the reader is not open");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/entries", "/s000"})
    void closesAtOnceWhileTheListerOrAFetchWaitsForItsAnswer(String blocked) throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        try (PagedStore store = new PagedStore(5, ids(3));
                OpenCloud cloud = Clients.of(store.connection())) {
            store.server().answers(request -> {
                if (request.path().endsWith(blocked)) {
                    waiting.countDown();
                    hold(never);
                }
                return store.answer(request);
            });
            RowReader reader = open(cloud, saves(), rows(100));
            assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();

            reader.close();

            assertThat(never.getCount()).isOne();
            never.countDown();
        }
    }

    private static RowReader reader(
            OpenCloud cloud, StoreListing listing, boolean values, ReadBounds bounds, BooleanSupplier stopping) {
        EntrySelection selection = new EntrySelection(
                Template.plain(listing.universe().toString()),
                List.of(Template.plain(listing.store().value())),
                List.of(Template.plain(listing.scope().value())),
                Template.plain(listing.prefix()));
        DataStoreEntries entries =
                new DataStoreEntries(selection, new EntryReading(values, false, Optional.empty()), Division.NONE);
        Partition store = EntryPart.named(List.of(listing.part())).getFirst();
        return new Chain(List.of(entries)).reader(store, new Access(cloud), bounds, stopping);
    }

    private RowReader open(OpenCloud cloud, StoreListing listing, ReadBounds bounds) {
        RowReader reader = reader(cloud, listing, true, bounds, () -> false);
        reader.open(context);
        return reader;
    }

    private static ReadBounds rows(int batch) {
        return new ReadBounds(batch, 100_000_000, LONG, WINDOW, 100_000_000, Long.MAX_VALUE);
    }

    private static List<Row> read(RowReader reader) throws InterruptedException {
        @Nullable List<Row> batch = reader.read();
        assertThat(batch).isNotNull();
        return batch == null ? List.of() : batch;
    }

    private static List<List<Row>> readAll(RowReader reader) throws InterruptedException {
        List<List<Row>> batches = new ArrayList<>();
        for (@Nullable List<Row> batch = reader.read(); batch != null; batch = reader.read()) {
            batches.add(batch);
        }
        return batches;
    }

    private static List<Integer> sizes(RowReader reader) throws InterruptedException {
        return readAll(reader).stream().map(List::size).toList();
    }

    private static List<String> texts(List<Row> batch) {
        return batch.stream().map(Row::id).toList();
    }

    private static String text(Row row, String name) {
        return row.json().get(name).asString();
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj("s%03d"::formatted).toList();
    }

    private static List<String> expected(List<String> ids) {
        return ids.stream().map(id -> "Saves/global/" + id).toList();
    }

    private static StoreListing saves() {
        return PagedStore.LISTING;
    }

    private static StoreListing empty() {
        return new StoreListing(new UniverseId(1), new DataStoreId("Empty"), ScopeId.GLOBAL, "");
    }

    private static StoreListing houses() {
        return new StoreListing(new UniverseId(1), new DataStoreId("Houses"), ScopeId.ALL, "");
    }

    private static Emulator saves(int count, String faults) {
        Emulator emulator = Emulator.start(
                EmulatorOptions.defaults().withPlayers(1).withLimits(false).withFaults(Faults.parse(faults)));
        ids(count).forEach(id -> emulator.dataStores().put(1, "Saves", "global", id, "{\"coins\":12}"));
        return emulator;
    }

    /** One answer to a get of these saves: all are of one length. */
    private static String row(Emulator emulator) throws InterruptedException {
        try (OpenCloud cloud = Clients.of(emulator)) {
            RowReader reader = reader(cloud, saves(), true, rows(1), () -> false);
            reader.open(new ExecutionContext());
            var json = read(reader).getFirst().json().deepCopy();
            reader.close();
            ((tools.jackson.databind.node.ObjectNode) json).remove(List.of("dataStore", "scope"));
            return json.toString();
        }
    }

    /** Holds the answers of an entry and all after it back. */
    private static void holdFrom(PagedStore store, String first, CountDownLatch until) {
        store.server().answers(request -> {
            String last = request.path().substring(request.path().lastIndexOf('/') + 1);
            if (last.startsWith("s") && last.compareTo(first) >= 0) {
                hold(until);
            }
            return store.answer(request);
        });
    }

    private static void hold(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let go");
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
