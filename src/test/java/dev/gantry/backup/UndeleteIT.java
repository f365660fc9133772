package dev.gantry.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.emulator.wire.OperationClass;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.HandSetTime;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.Request;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.source.Clients;
import dev.gantry.writeback.Tally;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What was deleted comes back, and nothing else is touched. */
@Timeout(60)
class UndeleteIT {
    private static final int ENTRIES = 30;

    @TempDir
    private Path temp;

    private final HandSetTime time = HandSetTime.passingBySleep();
    private final Emulator emulator = Emulator.start(
            EmulatorOptions.defaults().withPlayers(0).withLimits(false).withClock(time::now));
    private final OpenCloud cloud = Clients.of(emulator, time);

    @SuppressWarnings("NullAway.Init") // before each test
    private Backups backups;

    @SuppressWarnings("NullAway.Init") // before each test
    private Instant from;

    @SuppressWarnings("NullAway.Init") // before each test
    private Instant to;

    /** Of entry i, those with i % 5 = 0 are deleted before the two times, 1 between them, 2 after them, 3 between and made anew. */
    @BeforeEach
    void begin() throws Exception {
        backups = new Backups(temp, cloud);
        for (int i = 0; i < ENTRIES; i++) {
            put("Saves", "k" + i, "{\"coins\":" + i + ".0}", i);
        }
        put("Saves", "me@home/🏠", "1e400", 7);
        put("Mold", "x", "1", 1);
        put("Moss", "x", "1", 1);
        time.passes(Duration.ofHours(3));
        remove(0);
        delete("Moss");
        time.passes(Duration.ofMinutes(10));
        from = time.now();
        time.passes(Duration.ofMinutes(10));
        put("Saves", "k6", "\"written just before\"", 6);
        time.passes(Duration.ofMinutes(10));
        remove(1);
        remove(3);
        emulator.dataStores().remove(1, "Saves", "global", "me@home/🏠");
        delete("Mold");
        time.passes(Duration.ofMinutes(10));
        to = time.now();
        time.passes(Duration.ofMinutes(10));
        remove(2);
        for (int i = 3; i < ENTRIES; i += 5) {
            put("Saves", "k" + i, "\"anew\"", i);
        }
        time.passes(Duration.ofDays(2));
    }

    @AfterEach
    void end() {
        cloud.close();
        emulator.close();
    }

    private void put(String store, String id, String value, int i) {
        emulator.dataStores().put(1, store, "global", id, value, List.of("users/" + i), "{\"i\":" + i + "}");
    }

    private void remove(int rest) {
        for (int i = rest; i < ENTRIES; i += 5) {
            emulator.dataStores().remove(1, "Saves", "global", "k" + i);
        }
    }

    private void delete(String store) throws InterruptedException {
        var unused = cloud.call(Request.of(Catalog.ofProgram().operation("Cloud_DeleteDataStore"))
                .withVariable("universe_id", "1")
                .withVariable("data_store_id", store));
    }

    private Backups.Begun undeleting(String options) throws InterruptedException {
        return backups.begin("job: undelete\nrestore: {deleted-between: [\"" + from + "\", \"" + to
                + "\"], universe: \"1\"" + options + "}\n");
    }

    private String value(String id) {
        return emulator.dataStores().value(1, "Saves", "global", id).orElse("(none)");
    }

    @Test
    void whatWasDeletedBetweenTwoTimesComesBackAsItWasHoweverOftenTheRunIsKilledAndCanBeTakenBack() throws Exception {
        Backups.Begun begun = undeleting("");
        Tally tally = begun.restore(4, 0.4, new Random(3));

        assertThat(tally.changed()).isEqualTo(ENTRIES / 5 + 1 + 1);
        assertThat(tally.conflicts()).isZero();
        assertThat(emulator.stats().of(OperationClass.WRITE)).isEqualTo(ENTRIES / 5 + 1);
        assertThat(value("k1")).isEqualTo("{\"coins\":1.0}");
        assertThat(value("k6")).isEqualTo("\"written just before\"");
        assertThat(value("me@home/🏠")).isEqualTo("1e400");
        assertThat(emulator.dataStores().users(1, "Saves", "global", "k1")).hasValue(List.of("users/1"));
        assertThat(emulator.dataStores().attributes(1, "Saves", "global", "k1")).hasValue("{\"i\":1}");
        assertThat(value("k0")).isEqualTo("(none)");
        assertThat(value("k2")).isEqualTo("(none)");
        assertThat(value("k3")).isEqualTo("\"anew\"");
        assertThat(isReadable("Mold")).isTrue();
        assertThat(isReadable("Moss")).isFalse();

        assertThat(undeleting("").restore().changed()).isZero();

        put("Saves", "k11", "\"played since\"", 11);
        Tally undone = begun.takeBack();
        assertThat(undone.changed()).isEqualTo(ENTRIES / 5 + 1);
        assertThat(undone.conflicts()).isOne();
        assertThat(value("k1")).isEqualTo("(none)");
        assertThat(value("k11")).isEqualTo("\"played since\"");
        assertThat(isReadable("Mold")).isFalse();
    }

    private boolean isReadable(String store) throws InterruptedException {
        try {
            var unused = cloud.call(
                    Request.of(Catalog.ofProgram().operation("Cloud_ListDataStoreEntries__Using_Universes_DataStores"))
                            .withVariable("universe_id", "1")
                            .withVariable("data_store_id", store)
                            .withVariable("scope_id", "-"));
            return true;
        } catch (OpenCloudException.Refused marked) {
            return false;
        }
    }

    @Test
    void rowsOfWhatWasDeletedTellHowLongItIsKeptAndOnlyWhatIsWantedComesBack() throws Exception {
        assertThat(undeleting(", data-stores: [Saves], prefix: k1, scope: global")
                        .rows())
                .extracting(row -> Deletion.of(row.id()).orElseThrow())
                .containsExactlyInAnyOrder(deletion("k1"), deletion("k11"), deletion("k16"))
                .allSatisfy(
                        deletion -> assertThat(deletion.daysLeft(time.now())).isBetween(27.9, 28.0));
        assertThat(undeleting(", data-stores: [Mold]").rows())
                .singleElement()
                .satisfies(row ->
                        assertThat(Deletion.of(row.id()).orElseThrow().what()).isEqualTo("Mold"));
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> undeleting(", data-stores: [Savs]"))
                .withMessage("Universe 1 has no data store Savs; did you mean Saves?");
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> undeleting(", delete-extra: true"))
                .withMessageContaining(
                        "deleted-between: brings back what is deleted, as a whole; leave out delete-extra:");
    }

    private Deletion deletion(String id) {
        return Deletion.at("Saves/global/" + id, to.minus(Duration.ofMinutes(10)));
    }

    @Test
    void onlyWhatWasChangedBetweenTwoTimesIsRestoredFromVersions() throws Exception {
        Tally tally = backups.begin("job: back\nrestore: {as-of: \"" + from + "\", changed-between: [\"" + from
                        + "\", \"" + to + "\"], universe: \"1\", data-stores: [Saves]}\n")
                .restore();

        // Deleted then, or deleted and made anew; neither what was deleted before nor after.
        assertThat(tally.changed()).isEqualTo(2 * ENTRIES / 5 + 1);
        assertThat(value("k6")).isEqualTo("{\"coins\":6.0}");
        assertThat(value("k3")).isEqualTo("{\"coins\":3.0}");
        assertThat(value("k2")).isEqualTo("(none)");
        assertThat(value("k0")).isEqualTo("(none)");
    }
}
