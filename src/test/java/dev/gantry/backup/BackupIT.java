package dev.gantry.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.gantry.backup.repository.Backup;
import dev.gantry.backup.repository.Ledger;
import dev.gantry.backup.repository.Manifest;
import dev.gantry.backup.repository.Repository;
import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.files.Location;
import dev.gantry.opencloud.HandSetTime;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.Request;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.source.Clients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What a backup holds, compared value by value with what the emulator had at that moment, while its game goes on. */
@Timeout(600)
class BackupIT {
    private static final int PLAYERS = 60;
    /** Entries beside the players'; {@code -Dbackup.entries=100000} for the long version. */
    private static final int ENTRIES = Integer.getInteger("backup.entries", 800);

    @TempDir
    private Path temp;

    private final HandSetTime time = HandSetTime.passingBySleep();
    private final Emulator emulator = Emulator.start(EmulatorOptions.defaults()
            .withPlayers(PLAYERS)
            .withConcurrentUsers(PLAYERS)
            .withLimits(false)
            .withGame(true)
            .withClock(time::now));
    private final OpenCloud cloud = Clients.of(emulator, time);
    private final Random random = new Random(7);

    @SuppressWarnings("NullAway.Init") // before each test
    private Backups backups;

    @BeforeEach
    void begin() {
        backups = new Backups(temp, cloud);
        for (int i = 0; i < Corpus.IDS.size(); i++) {
            for (String scope : List.of("global", "sandbox")) {
                put("Corpus", scope, Corpus.IDS.get(i), Corpus.VALUES.get(i % Corpus.VALUES.size()), i);
            }
        }
        for (int i = 0; i < Corpus.VALUES.size(); i++) {
            put("Corpus", "global", "value" + i, Corpus.VALUES.get(i), i);
        }
        for (int i = 0; i < ENTRIES; i++) {
            put("Many", "global", "k" + i, value(i, 0), i);
        }
        time.passes(Duration.ofMinutes(25));
    }

    @AfterEach
    void end() {
        cloud.close();
        emulator.close();
    }

    private String job(String asOf) {
        return """
                job: night
                backup: {universe: "1", data-stores: [PlayerData, Corpus, M*], as-of: %s, to: "%s"}
                """.formatted(asOf, temp.resolve("repository"));
    }

    private Repository repository() {
        return backups.repository(new Location.Local(temp.resolve("repository").toString()));
    }

    private static String value(int i, int version) {
        return "{\"n\":" + i + ",\"v\":" + version + ",\"r\":\"" + new Random(31L * i + version).nextLong() + "\"}";
    }

    private void put(String store, String scope, String id, String value, int i) {
        emulator.dataStores()
                .put(1, store, scope, id, value, List.of("users/" + i), "{\"i\":" + i + ".0,\"s\":\"\\u00e9\"}");
    }

    /** What the emulator has now. */
    private Map<String, List<String>> truth() {
        Map<String, List<String>> truth = new TreeMap<>();
        for (String place : List.of("PlayerData/global", "Corpus/global", "Corpus/sandbox", "Many/global")) {
            String store = place.substring(0, place.indexOf('/'));
            String scope = place.substring(place.indexOf('/') + 1);
            for (String id : emulator.dataStores().ids(1, store, scope)) {
                truth.put(
                        place + "/" + id,
                        List.of(
                                emulator.dataStores().value(1, store, scope, id).orElseThrow(),
                                emulator.dataStores().users(1, store, scope, id).orElseThrow().stream()
                                        .map(user -> "\"" + user + "\"")
                                        .collect(Collectors.joining(",", "[", "]")),
                                emulator.dataStores()
                                        .attributes(1, store, scope, id)
                                        .orElseThrow()));
            }
        }
        return truth;
    }

    /** Writes, creations and deletions, such as go on while a backup is read. */
    private void play() {
        time.passes(Duration.ofMinutes(3));
        for (int n = 0; n < 20; n++) {
            int i = random.nextInt(ENTRIES);
            put("Many", "global", "k" + i, value(i, random.nextInt(1, 1_000)), i + 1);
        }
        put("Many", "global", "new" + random.nextInt(), "1", 1);
        emulator.dataStores().remove(1, "Many", "global", "k" + random.nextInt(ENTRIES));
        emulator.dataStores().remove(1, "Corpus", "sandbox", Corpus.IDS.get(random.nextInt(Corpus.IDS.size())));
        put("Made later", "global", "x", "1", 1);
    }

    @Test
    void aSnapshotIsCopiedToTheLetterWhileTheGameGoesOnAndHoweverOftenTheRunIsKilled() throws Exception {
        Backups.Begun begun = backups.begin(job("snapshot"));
        Map<String, List<String>> truth = truth();

        Manifest made = begun.finish(ENTRIES / 20, 0.3, new Random(3), this::play);

        Backup backup = repository().open(made);
        assertThat(Backups.contents(backup)).isEqualTo(truth);
        assertThat(truth()).isNotEqualTo(truth);
        Ledger ledger = made.ledger();
        assertThat(made.incomplete()).isEmpty();
        assertThat(ledger.reconciles()).isTrue();
        assertThat(ledger.stored()).isEqualTo(truth.size());
        assertThat(ledger.absent()).isPositive();
        assertThat(made.asOf()).isEqualTo("2026-03-01T10:25:00Z");
        assertThat(made.moment()).isEqualTo("snapshot");
        assertThat(made.stores()).extracting("name").contains("PlayerData", "Corpus", "Many");
    }

    @Test
    void withoutTheSnapshotWhatIsWrittenAgainWithinItsHourIsMissedAndSaid() throws Exception {
        Backups.Begun begun = backups.begin(job("now"));
        Map<String, List<String>> truth = truth();

        Manifest made = begun.finish(ENTRIES / 20, 0, new Random(3), this::play);

        assertThat(Backups.contents(repository().open(made))).isNotEqualTo(truth);
        assertThat(made.incomplete()).singleElement().asString().contains("entries could not be read");
        assertThat(made.ledger().reconciles()).isTrue();
        assertThat(made.ledger().unreadable()).isPositive();
    }

    /** Of entries that are about as small as entries are, so that what is beside values weighs most. */
    @Test
    void aSecondBackupStoresOnlyWhatChanged() throws Exception {
        String many = job("snapshot").replace("[PlayerData, Corpus, M*]", "[Many]");
        Manifest first = backups.take(many);
        time.passes(Duration.ofDays(1));
        for (int i = 0; i < ENTRIES * 3 / 100; i++) {
            put("Many", "global", "k" + i, value(i, 1), i);
        }
        Backups.Begun begun = backups.begin(many);
        Map<String, List<String>> truth = truth();
        truth.keySet().removeIf(key -> !key.startsWith("Many/"));
        Manifest second = begun.finish();

        assertThat(Backups.contents(repository().open(second))).isEqualTo(truth);
        assertThat(second.ledger().unchanged()).isEqualTo(ENTRIES - ENTRIES * 3 / 100);
        assertThat(second.ledger().reconciles()).isTrue();
        assertThat(second.parts()).extracting("backup").containsExactly(first.id(), second.id());
        if (ENTRIES >= 20_000) {
            assertThat(second.ownBytes()).isLessThan(first.ownBytes() / 20);
        }
    }

    @Test
    void aBreakChangesNothingOfTheResult() throws Exception {
        Manifest whole = backups.take(job("snapshot"));
        Manifest broken = new Backups(temp.resolve("again"), cloud)
                .begin(job("snapshot").replace("repository", "again/repository"))
                .finish(100, 0.5, new Random(11), () -> {});

        Repository other = backups.repository(
                new Location.Local(temp.resolve("again/repository").toString()));
        assertThat(Backups.contents(other.open(broken)))
                .isEqualTo(Backups.contents(repository().open(whole)));
        assertThat(broken.ledger()).isEqualTo(whole.ledger());
    }

    @Test
    void aStoreThatIsDeletedMeanwhileIsSaidToBeLackingAndOneDeletedBeforeIsRecorded() throws Exception {
        put("Mold", "global", "x", "1", 1);
        delete("Mold");
        time.passes(Duration.ofMinutes(1));
        Backups.Begun begun = backups.begin(job("snapshot"));
        time.passes(Duration.ofMinutes(1));
        delete("Many");

        Manifest made = begun.finish();

        assertThat(made.incomplete())
                .containsExactly(
                        "data store Many was marked for deletion while it was read: undelete it, then back up again");
        assertThat(made.stores().stream()
                        .filter(store -> store.name().equals("Mold"))
                        .toList())
                .singleElement()
                .satisfies(store -> {
                    assertThat(store.lost()).isFalse();
                    assertThat(store.expires()).isEqualTo("2026-03-31T10:25:00Z");
                    assertThat(store.entries()).isZero();
                });
    }

    private void delete(String store) throws InterruptedException {
        var unused = cloud.call(Request.of(Catalog.ofProgram().operation("Cloud_DeleteDataStore"))
                .withVariable("universe_id", "1")
                .withVariable("data_store_id", store));
    }

    @Test
    void orderedStoresAreReadAsTheyAreAndMarked() throws Exception {
        String coins =
                "job: night\nbackup: {universe: \"1\", data-stores: [Corpus], ordered: [{data-store: Coins}], to: \""
                        + temp.resolve("repository") + "\"}\n";

        Manifest first = backups.take(coins);
        time.passes(Duration.ofMinutes(1));
        Manifest second = backups.take(coins);

        assertThat(first.stores()).anySatisfy(store -> {
            assertThat(store.name()).isEqualTo("Coins");
            assertThat(store.ordered()).isTrue();
            assertThat(store.entries()).isEqualTo(PLAYERS);
        });
        assertThat(Backups.contents(repository().open(first)).get("Coins/global/Player_1000000330"))
                .first()
                .asString()
                .matches("[0-9]+");
        assertThat(second.ledger().reconciles()).isTrue();
        assertThat(second.ledger().unchanged()).isPositive();
    }
}
