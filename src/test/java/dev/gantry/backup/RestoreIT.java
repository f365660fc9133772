package dev.gantry.backup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

import dev.gantry.backup.repository.Backup;
import dev.gantry.backup.repository.CompareBackups;
import dev.gantry.backup.repository.Manifest;
import dev.gantry.backup.repository.Repository;
import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.emulator.wire.OperationClass;
import dev.gantry.files.Location;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.HandSetTime;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.source.Clients;
import dev.gantry.writeback.Tally;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What a restore makes of entries, and what it leaves alone. */
@Timeout(60)
class RestoreIT {
    private static final int ENTRIES = 60;

    @TempDir
    private Path temp;

    private final HandSetTime time = HandSetTime.passingBySleep();
    private final Emulator emulator = Emulator.start(
            EmulatorOptions.defaults().withPlayers(0).withLimits(false).withClock(time::now));
    private final OpenCloud cloud = Clients.of(emulator, time);

    @SuppressWarnings("NullAway.Init") // before each test
    private Backups backups;

    @SuppressWarnings("NullAway.Init") // before each test
    private Manifest made;

    @BeforeEach
    void begin() throws Exception {
        backups = new Backups(temp, cloud);
        for (int i = 0; i < ENTRIES; i++) {
            put("Saves", "global", "Player_" + i, "{\"coins\":" + i + ".0}", i);
            put("Saves", "sandbox", "Player_" + i, Integer.toString(i), i);
        }
        put("Saves", "global", "me@home", "-0", 7);
        put("Other", "global", "x/y", "1e400", 7);
        made = backups.take(job("1"));
        time.passes(Duration.ofHours(2));
    }

    @AfterEach
    void end() {
        cloud.close();
        emulator.close();
    }

    private String job(String universe) {
        return "job: night\nbackup: {universe: \"" + universe + "\", as-of: now, data-stores: [Saves, Other], to: \""
                + temp.resolve("repository") + "\"}\n";
    }

    private void put(String store, String scope, String id, String value, int i) {
        emulator.dataStores().put(1, store, scope, id, value, List.of("users/" + i), "{\"i\":" + i + "}");
    }

    private String value(String store, String scope, String id) {
        return emulator.dataStores().value(1, store, scope, id).orElse("(none)");
    }

    private Repository repository() {
        return backups.repository(new Location.Local(temp.resolve("repository").toString()));
    }

    private Backups.Begun restoring(String options) throws InterruptedException {
        return backups.begin("job: restore\nrestore: {backup: " + made.id() + ", from: \"" + temp.resolve("repository")
                + "\", " + options + "}\n");
    }

    private Tally restore(String options) throws Exception {
        return restoring(options).restore();
    }

    /** A bad update: values are overwritten, entries deleted, others made. */
    private void badUpdate() {
        for (int i = 0; i < ENTRIES; i += 2) {
            emulator.dataStores().put(1, "Saves", "global", "Player_" + i, "\"ruined\"");
        }
        emulator.dataStores().remove(1, "Saves", "global", "Player_1");
        emulator.dataStores().remove(1, "Saves", "global", "me@home");
        emulator.dataStores().put(1, "Saves", "global", "made later", "1");
        emulator.dataStores().put(1, "Saves", "sandbox", "made later", "1");
        emulator.dataStores().put(1, "Other", "global", "x/y", "2");
    }

    @Test
    void entriesBecomeWhatTheyWereWithUsersAndAttributesAndNothingElseIsWritten() throws Exception {
        badUpdate();

        Tally tally = restore("universe: \"1\"");

        assertThat(tally.changed()).isEqualTo(ENTRIES / 2 + 3);
        assertThat(tally.unchanged()).isEqualTo(2 * ENTRIES + 2 - tally.changed());
        assertThat(emulator.stats().of(OperationClass.WRITE)).isEqualTo(tally.changed());
        assertThat(value("Saves", "global", "Player_0")).isEqualTo("{\"coins\":0.0}");
        assertThat(value("Saves", "global", "Player_1")).isEqualTo("{\"coins\":1.0}");
        assertThat(value("Saves", "global", "me@home")).isEqualTo("-0");
        assertThat(value("Other", "global", "x/y")).isEqualTo("1e400");
        assertThat(value("Saves", "global", "made later")).isEqualTo("1");
        assertThat(emulator.dataStores().users(1, "Saves", "global", "Player_2"))
                .hasValue(List.of("users/2"));
        assertThat(emulator.dataStores().attributes(1, "Saves", "global", "Player_2"))
                .hasValue("{\"i\":2}");
        assertThat(restore("universe: \"1\"").changed()).isZero();
    }

    @Test
    void onlyWhatIsWantedIsRestored() throws Exception {
        badUpdate();

        assertThat(restore("universe: \"1\", data-stores: [Other]").changed()).isOne();
        assertThat(restore("universe: \"1\", data-stores: [Saves], prefix: Player_1, scope: global")
                        .changed())
                .isEqualTo(6); // 1, 10, 12, 14, 16, 18
        Path keys = Files.writeString(
                temp.resolve("keys"), "Player_20\n{\"dataStore\": \"Saves\", \"id\": \"Player_22\"}\n");
        assertThat(restore("universe: \"1\", keys: \"" + keys + "\"").changed()).isEqualTo(2);
        Path users = Files.writeString(temp.resolve("users"), "users/7\n24\n");
        assertThat(restore("universe: \"1\", users: \"" + users + "\"").changed())
                .isEqualTo(2); // me@home, Player_24
        assertThat(value("Saves", "global", "Player_0")).isEqualTo("\"ruined\"");
        assertThat(value("Saves", "global", "Player_2")).isEqualTo("\"ruined\"");
    }

    @Test
    void whatWasWrittenSinceCanBeLeftAlone() throws Exception {
        badUpdate();

        Tally skipping = restore("universe: \"1\", if-changed-since: skip");
        assertThat(skipping.changed()).isEqualTo(2); // what was deleted
        assertThat(skipping.skipped()).isEqualTo(ENTRIES / 2 + 1);
        Tally failing = restore("universe: \"1\", if-changed-since: fail");
        assertThat(failing.changed()).isZero();
        assertThat(failing.conflicts()).isEqualTo(ENTRIES / 2 + 1);
        assertThat(value("Saves", "global", "Player_0")).isEqualTo("\"ruined\"");
    }

    @Test
    void whatTheBackupHasNotIsDeletedWhenAskedFor() throws Exception {
        badUpdate();
        emulator.dataStores().put(1, "Made later", "global", "x", "1");

        restore("universe: \"1\", delete-extra: true, data-stores: [Saves]");

        assertThat(value("Saves", "global", "made later")).isEqualTo("(none)");
        assertThat(value("Saves", "sandbox", "made later")).isEqualTo("(none)");
        assertThat(value("Made later", "global", "x")).isEqualTo("1");
        assertThat(emulator.dataStores().ids(1, "Saves", "global")).hasSize(ENTRIES + 1);
    }

    @Test
    void aRestoreIntoAnEmptyUniverseThatIsKilledAgainAndAgainGivesTheSameBackupAgain() throws Exception {
        emulator.dataStores().createStore(2, "Saves");
        emulator.dataStores().createStore(2, "Other");

        Tally tally = restoring("universe: \"2\"").restore(20, 0.5, new Random(5));
        Manifest again = backups.take(job("2"));

        assertThat(tally.changed()).isEqualTo(2 * ENTRIES + 2);
        assertThat(tally.conflicts()).isZero();
        assertThat(emulator.stats().of(OperationClass.WRITE)).isEqualTo(2 * ENTRIES + 2);
        Backup one = repository().open(made);
        Backup other = repository().open(again);
        assertThat(CompareBackups.of(one, other).size()).isZero();
        assertThat(Backups.contents(other)).isEqualTo(Backups.contents(one));
    }

    @Test
    void aRestoreIsTakenBackWhereverItsWriteIsStillTheLast() throws Exception {
        badUpdate();
        Backups.Begun begun = restoring("universe: \"1\"");
        long changed = begun.restore().changed();
        put("Saves", "global", "Player_2", "\"played since\"", 2);

        Tally undone = begun.takeBack();

        assertThat(undone.changed()).isEqualTo(changed - 1);
        assertThat(undone.conflicts()).isOne();
        assertThat(value("Saves", "global", "Player_0")).isEqualTo("\"ruined\"");
        assertThat(value("Saves", "global", "Player_1")).isEqualTo("(none)");
        assertThat(value("Saves", "global", "Player_2")).isEqualTo("\"played since\"");
        assertThat(value("Other", "global", "x/y")).isEqualTo("2");
    }

    @Test
    void storesAreRestoredUnderOtherNames() throws Exception {
        restore("universe: \"1\", data-stores: [Saves=Copied]");

        assertThat(value("Copied", "global", "me@home")).isEqualTo("-0");
        assertThat(emulator.dataStores().ids(1, "Copied", "sandbox")).hasSize(ENTRIES);
        assertThat(value("Other", "global", "x/y")).isEqualTo("1e400");
    }

    @Test
    void aPartOfAValueIsPutIntoWhatIsThereNow() throws Exception {
        put("Saves", "global", "Player_3", "{\"coins\":9,\"level\":0.50}", 3);
        put("Saves", "global", "Player_4", "[]", 4);
        emulator.dataStores().remove(1, "Saves", "global", "Player_5");

        Tally tally = restore("universe: \"1\", scope: global, path: .coins");

        assertThat(tally.changed()).isOne();
        assertThat(tally.conflicts()).isOne();
        assertThat(value("Saves", "global", "Player_3")).isEqualTo("{\"coins\":3.0,\"level\":0.50}");
        assertThat(value("Saves", "global", "Player_4")).isEqualTo("[]");
        assertThat(value("Saves", "global", "Player_5")).isEqualTo("(none)");
    }

    @Test
    void whatEntriesWereIsReadFromTheVersionsThatRobloxKeepsWithoutABackup() throws Exception {
        String moment = time.now().toString();
        time.passes(Duration.ofHours(2));
        badUpdate();

        Tally tally = backups.begin("job: restore\nrestore: {as-of: \"" + moment
                        + "\", universe: \"1\", data-stores: [Saves], delete-extra: true}\n")
                .restore(20, 0.3, new Random(2));

        assertThat(tally.changed()).isEqualTo(ENTRIES / 2 + 2 + 2);
        assertThat(value("Saves", "global", "Player_0")).isEqualTo("{\"coins\":0.0}");
        assertThat(value("Saves", "global", "me@home")).isEqualTo("-0");
        assertThat(value("Saves", "sandbox", "made later")).isEqualTo("(none)");
        assertThat(value("Other", "global", "x/y")).isEqualTo("2");
    }

    @Test
    void whatWasDeletedComesBackAloneFromVersionsWhereTheRestIsSkipped() throws Exception {
        String moment = time.now().toString();
        time.passes(Duration.ofHours(2));
        badUpdate();

        Tally tally = backups.begin("job: restore\nrestore: {as-of: \"" + moment
                        + "\", universe: \"1\", data-stores: [Saves=Saves], scope: global, if-changed-since: skip}\n")
                .restore();

        assertThat(tally.changed()).isEqualTo(2);
        assertThat(value("Saves", "global", "Player_1")).isEqualTo("{\"coins\":1.0}");
        assertThat(value("Saves", "global", "Player_0")).isEqualTo("\"ruined\"");
    }

    @Test
    void mistakesAreToldBeforeAnythingIsChanged() {
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> restoring("universe: \"1\", data-stores: [Savs]"))
                .withMessage("Backup " + made.id() + " has no data store Savs; did you mean Saves?");
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> restoring("universe: \"1\", keys: nowhere"))
                .withMessageStartingWith("cannot read nowhere: ");
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> backups.begin("job: restore\nrestore: {backup: \"2001\", universe: \"1\", from: \""
                        + temp.resolve("repository") + "\"}\n"))
                .withMessageStartingWith("There is no backup 2001 in ");
    }
}
