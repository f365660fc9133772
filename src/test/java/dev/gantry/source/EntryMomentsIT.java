package dev.gantry.source;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.job.Row;
import dev.gantry.job.UserMistake;
import dev.gantry.job.jq.Template;
import dev.gantry.opencloud.HandSetTime;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.source.walk.Item;
import dev.gantry.source.walk.ReadCounts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Entries as they were at a moment, while the game writes; and those marked as deleted. */
@Timeout(60)
class EntryMomentsIT {
    private static final int PLAYERS = 40;
    private static final Duration HOUR = Duration.ofHours(1);

    private final HandSetTime time = HandSetTime.passingBySleep();
    private final Emulator emulator = Emulator.start(EmulatorOptions.defaults()
            .withPlayers(PLAYERS)
            .withConcurrentUsers(PLAYERS)
            .withLimits(false)
            .withGame(true)
            .withClock(time::now));
    private final OpenCloud cloud = Clients.of(emulator, time);

    @AfterEach
    void close() {
        cloud.close();
        emulator.close();
    }

    @Test
    void aSnapshotIsReadAsItWasHoweverMuchTheGameWritesMeanwhileAndHoweverOftenTheRunIsKilled()
            throws InterruptedException {
        time.passes(Duration.ofMinutes(25));
        DataStoreEntries source = source("PlayerData", asOf("snapshot"));
        List<Partition> partitions = source.partitions(new Access(cloud));
        String moment = time.now().toString();
        Map<String, String> values = values(Readings.of(source("PlayerData", EntryReading.PLAIN), cloud));

        List<Readings.Part> parts = Readings.of(source, partitions, cloud, 7, () -> time.passes(Duration.ofMinutes(4)));

        assertThat(values(parts)).isEqualTo(values).hasSize(PLAYERS);
        assertThat(values(Readings.of(source("PlayerData", EntryReading.PLAIN), cloud)))
                .isNotEqualTo(values);
        assertThat(Readings.rows(parts))
                .allSatisfy(
                        row -> assertThat(row.json().path("asOf").asString()).isEqualTo(moment));
    }

    @Test
    void theSnapshotOfADayIsReadAgainWhereItIsSpent() throws InterruptedException {
        put("early", "1");
        DataStoreEntries source = source("Moments", asOf("snapshot"));
        List<Partition> first = source.partitions(new Access(cloud));
        time.passes(Duration.ofMinutes(1));
        put("early", "2");
        put("late", "1");

        List<Partition> second = source.partitions(new Access(cloud));

        assertThat(second).isEqualTo(first);
        assertThat(values(read(source, second))).isEqualTo(Map.of("early", "1"));
    }

    @Test
    void leavesOutWhatWasMadeLaterAndKeepsWhatWasDeletedLater() throws InterruptedException {
        for (String id : List.of("kept", "changed", "deleted", "me@home", "a@latest", ".", "gone before")) {
            put(id, "\"before\"");
        }
        remove("gone before");
        time.passes(HOUR);
        Instant moment = time.now();
        time.passes(HOUR);
        put("changed", "\"after\"");
        put("me@home", "\"after\"");
        put("made later", "\"after\"");
        put("made and deleted later", "\"after\"");
        remove("deleted");
        remove("made and deleted later");

        List<Readings.Part> parts = Readings.of(source("Moments", asOf(moment.toString())), cloud);

        assertThat(values(parts).keySet())
                .containsExactlyInAnyOrder("kept", "changed", "deleted", "me@home", "a@latest", ".");
        assertThat(values(parts).values()).containsOnly("\"before\"");
        assertThat(parts.getFirst().counts()).isEqualTo(new ReadCounts(6, Map.of(Item.Outcome.ABSENT, 3L)));
    }

    @Test
    void nowIsTheMomentAtWhichTheRunBegan() throws InterruptedException {
        put("early", "1");
        time.passes(HOUR);
        DataStoreEntries source = source("Moments", asOf("now"));
        List<Partition> partitions = source.partitions(new Access(cloud));
        time.passes(HOUR);
        put("early", "2");
        put("late", "1");

        assertThat(values(read(source, partitions))).isEqualTo(Map.of("early", "1"));
    }

    @Test
    void tellsWhatWasWrittenAgainWithinTheHourFromWhatWasMadeLater() throws InterruptedException {
        put("written again", "1");
        put("written again and deleted", "1");
        time.passes(Duration.ofMinutes(10));
        DataStoreEntries source = source("Moments", asOf("now"));
        List<Partition> partitions = source.partitions(new Access(cloud));
        time.passes(Duration.ofMinutes(10));
        put("written again", "2");
        put("made later", "1");

        Readings.Part part = read(source, partitions).getFirst();

        assertThat(part.ids()).containsExactly("written again and deleted");
        assertThat(part.counts())
                .isEqualTo(new ReadCounts(1, Map.of(Item.Outcome.ABSENT, 1L, Item.Outcome.OVERWRITTEN, 1L)));
    }

    @Test
    void refusesAMomentThatCannotBeRead() {
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(
                        () -> source("Moments", asOf("2026-03-01T10:10:01Z")).partitions(new Access(cloud)))
                .withMessage("as-of: 2026-03-01T10:10:01Z is more than ten minutes ahead (it is 2026-03-01T10:00:00Z)"
                        + ", and Open Cloud reads no later moment. Name a time that has passed, or now.");
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(
                        () -> source("Moments", asOf("2026-01-30T09:59:59Z")).partitions(new Access(cloud)))
                .withMessage("as-of: 2026-01-30T09:59:59Z is more than 30 days ago (it is 2026-03-01T10:00:00Z), and"
                        + " Roblox keeps no older versions. Start a new run with a later moment.");
        assertThat(emulator.stats().requests()).isZero();
    }

    @Test
    void doesNotGoOnWithAMomentThatIsNoLongerKept() throws InterruptedException {
        put("early", "1");
        DataStoreEntries source = source("Moments", asOf("now"));
        Partition partition = source.partitions(new Access(cloud)).getFirst();
        time.passes(Duration.ofDays(31));

        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> source.stages(partition, new Access(cloud)))
                .withMessageContaining("is more than 30 days ago");
    }

    @Test
    void rowsOfDeletedEntriesHoldWhereTheyWereAndThatTheyAreDeleted() throws InterruptedException {
        put("alive", "1");
        put("dead", "2");
        remove("dead");

        List<Row> rows =
                Readings.rows(Readings.of(source("Moments", new EntryReading(true, true, Optional.empty())), cloud));

        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst().json().path("state").asString()).isEqualTo("ACTIVE");
        assertThat(rows.getFirst().json().path("value").asInt()).isOne();
        assertThat(rows.getLast().json())
                .hasToString("{\"id\":\"dead\",\"dataStore\":\"Moments\",\"scope\":\"global\",\"state\":\"DELETED\"}");
        assertThat(Readings.ids(Readings.of(source("Moments", EntryReading.PLAIN), cloud)))
                .containsExactly("alive");
    }

    @Test
    void aListOfIdsDoesNotTellWhichAreDeleted() throws InterruptedException {
        put("dead", "2");
        remove("dead");

        List<Row> rows =
                Readings.rows(Readings.of(source("Moments", new EntryReading(false, true, Optional.empty())), cloud));

        assertThat(rows)
                .extracting(row -> row.json().toString())
                .containsExactly("{\"id\":\"dead\",\"dataStore\":\"Moments\",\"scope\":\"global\"}");
    }

    @Test
    void needsTheScopeForSnapshotsOnlyWhereItTakesOne() {
        Function<EntryReading, Stream<String>> scopes = reading -> source("Moments", reading).operations().stream()
                .map(ApiOperation::access)
                .flatMap(access -> access.scopes().stream());
        assertThat(scopes.apply(asOf("snapshot")))
                .containsExactlyInAnyOrder(
                        "universe-datastores.objects:list",
                        "universe-datastores.objects:read",
                        "universe-datastores.control:snapshot");
        assertThat(scopes.apply(asOf("now"))).doesNotContain("universe-datastores.control:snapshot");
    }

    private void put(String id, String json) {
        emulator.dataStores().put(1, "Moments", "global", id, json);
    }

    private void remove(String id) {
        emulator.dataStores().remove(1, "Moments", "global", id);
    }

    private List<Readings.Part> read(DataStoreEntries source, List<Partition> partitions) throws InterruptedException {
        return Readings.of(source, partitions, cloud, Integer.MAX_VALUE, () -> {});
    }

    private static Map<String, String> values(List<Readings.Part> parts) {
        Map<String, String> values = new LinkedHashMap<>();
        Consumer<Row> add = row -> values.put(
                row.json().path("id").asString(), row.json().path("value").toString());
        Readings.rows(parts).forEach(add);
        return values;
    }

    private static EntryReading asOf(String text) {
        AsOf asOf = switch (text) {
            case "now" -> new AsOf.Now();
            case "snapshot" -> new AsOf.Snapshot();
            default -> new AsOf.Time(Instant.parse(text));
        };
        return new EntryReading(true, false, Optional.of(asOf));
    }

    private static DataStoreEntries source(String store, EntryReading reading) {
        return new DataStoreEntries(
                new EntrySelection(
                        Template.plain("1"),
                        List.of(Template.plain(store)),
                        List.of(Template.plain("global")),
                        Template.plain("")),
                reading,
                Division.NONE);
    }
}
