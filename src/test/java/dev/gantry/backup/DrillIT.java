package dev.gantry.backup;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gantry.backup.Drill.Different;
import dev.gantry.backup.Drill.Drilled;
import dev.gantry.backup.repository.Backup;
import dev.gantry.backup.repository.EntryKey;
import dev.gantry.backup.repository.Manifest;
import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.emulator.wire.OperationClass;
import dev.gantry.files.Location;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.HandSetTime;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.Request;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.source.Access;
import dev.gantry.source.Clients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Whatever is stored, a backup brings it back to the letter, and a drill proves that. */
@Timeout(120)
class DrillIT {
    private static final UniverseId UNIVERSE = UniverseId.parse("1");
    private static final int PLAYERS = 5;

    @TempDir
    private Path temp;

    private final HandSetTime time = HandSetTime.passingBySleep();
    private final Emulator emulator = Emulator.start(
            EmulatorOptions.defaults().withPlayers(PLAYERS).withLimits(false).withClock(time::now));
    private final OpenCloud cloud = Clients.of(emulator, time);
    private final Map<String, List<String>> truth = new TreeMap<>();

    @SuppressWarnings("NullAway.Init") // before each test
    private Backups backups;

    @SuppressWarnings("NullAway.Init") // before each test
    private Manifest made;

    @BeforeEach
    void begin() throws Exception {
        backups = new Backups(temp, cloud);
        for (int i = 0; i < Corpus.IDS.size(); i++) {
            put("global", Corpus.IDS.get(i), Corpus.VALUES.get(i % Corpus.VALUES.size()), i);
            put("other scope", Corpus.IDS.get(i), "\"" + i + "\"", i);
        }
        for (int i = 0; i < Corpus.VALUES.size(); i++) {
            put("global", "value" + i, Corpus.VALUES.get(i), i);
        }
        made = take();
        time.passes(Duration.ofHours(2));
    }

    private Manifest take() throws Exception {
        return backups.take(
                "job: night\nbackup: {universe: \"1\", as-of: now, data-stores: [Corpus], ordered: [{data-store:"
                        + " Coins}], to: \"" + temp.resolve("repository") + "\"}\n");
    }

    @AfterEach
    void end() {
        cloud.close();
        emulator.close();
    }

    private void put(String scope, String id, String value, int i) {
        String attributes = "{\"i\":" + i + ".0,\"s\":\"\\u00e9\"}";
        emulator.dataStores().put(1, "Corpus", scope, id, value, List.of("users/" + i, "users/7"), attributes);
        truth.put(scope + "/" + id, List.of(value, "[users/" + i + ", users/7]", attributes));
    }

    private Backup backup() {
        return backups.repository(new Location.Local(temp.resolve("repository").toString()))
                .open(made);
    }

    private Drilled drill(Emulator target, Optional<Integer> sample) throws Exception {
        try (OpenCloud other = Clients.of(target)) {
            Path scratch = Files.createTempDirectory(temp, "drill");
            return new Drill(backup(), Optional.empty(), new Access(other), UNIVERSE, scratch)
                    .of(sample, new Random(1));
        }
    }

    private static Emulator empty() {
        Emulator target =
                Emulator.start(EmulatorOptions.defaults().withPlayers(0).withLimits(false));
        target.dataStores().clear(1);
        return target;
    }

    private static Map<String, List<String>> contents(Emulator target, long universe) {
        Map<String, List<String>> found = new TreeMap<>();
        for (String scope : List.of("global", "other scope")) {
            for (String id : target.dataStores().ids(universe, "Corpus", scope)) {
                found.put(
                        scope + "/" + id,
                        List.of(
                                target.dataStores()
                                        .value(universe, "Corpus", scope, id)
                                        .orElseThrow(),
                                target.dataStores()
                                        .users(universe, "Corpus", scope, id)
                                        .orElseThrow()
                                        .toString(),
                                target.dataStores()
                                        .attributes(universe, "Corpus", scope, id)
                                        .orElseThrow()));
            }
        }
        return found;
    }

    @Test
    void everyJsonTextUnderEveryKeySurvivesBackupAndRestoreToTheLetterAndADrillOfAllSaysSo() throws Exception {
        put("global", "longest", Corpus.LONGEST, 1);
        made = take();
        try (Emulator target = empty()) {
            Drilled drilled = drill(target, Optional.empty());

            assertThat(drilled).isEqualTo(new Drilled(made.id(), truth.size() + PLAYERS, List.of()));
            assertThat(contents(target, 1)).isEqualTo(truth);
            assertThat(target.stats().of(OperationClass.WRITE)).isEqualTo(truth.size());
            assertThat(target.stats().of(OperationClass.ORDERED_WRITE)).isEqualTo(PLAYERS);
        }
    }

    @Test
    void aSampleIsRestoredAloneAndWhatDoesNotComeBackAsItWasIsNamed() throws Exception {
        try (Emulator target = empty()) {
            AtomicInteger gets = new AtomicInteger();
            target.listen(seen -> {
                // It is read when it is restored, and once more when it is compared.
                boolean isOfOne = seen.path().endsWith("/scopes/global/entries/value3");
                if (isOfOne && seen.operation().contains("Get") && gets.incrementAndGet() == 2) {
                    target.dataStores().put(1, "Corpus", "global", "value3", "\"another\"");
                }
            });
            Drilled drilled = drill(target, Optional.empty());
            assertThat(drilled.different())
                    .containsExactly(
                            new Different(new EntryKey("Corpus", "global", "value3"), false, "its value is another"));
        }
        try (Emulator target = empty()) {
            Drilled sample = drill(target, Optional.of(10));
            assertThat(sample.isAlike()).isTrue();
            assertThat(sample.entries()).isEqualTo(10);
            assertThat(target.stats().of(OperationClass.WRITE) + target.stats().of(OperationClass.ORDERED_WRITE))
                    .isEqualTo(10);
        }
    }

    @Test
    void orderedEntriesComeBackAndCanBeLeftAloneWhereTheyHaveAnotherValueNow() throws Exception {
        String id = "Player_1000000330";
        String before = ordered(id);
        write(id, "999999999");

        assertThat(restoring("if-changed-since: skip").restore().skipped()).isOne();
        assertThat(restoring("if-changed-since: fail").restore().conflicts()).isOne();
        assertThat(ordered(id)).isEqualTo("999999999");
        Backups.Begun overwriting = restoring("if-changed-since: overwrite");
        assertThat(overwriting.restore(2, 0.5, new Random(4)).changed()).isOne();
        assertThat(ordered(id)).isEqualTo(before);
        assertThat(overwriting.takeBack().changed()).isOne();
        assertThat(ordered(id)).isEqualTo("999999999");
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> restoring("path: .coins"))
                .withMessageContaining("Coins are integers and have no parts");
    }

    private Backups.Begun restoring(String options) throws InterruptedException {
        return backups.begin("job: restore\nrestore: {backup: " + made.id() + ", from: \"" + temp.resolve("repository")
                + "\", universe: \"1\", data-stores: [Coins], " + options + "}\n");
    }

    private String ordered(String id) throws InterruptedException {
        return call("Cloud_GetOrderedDataStoreEntry", id, "").path("value").asString();
    }

    private void write(String id, String value) throws InterruptedException {
        var unused = call("Cloud_UpdateOrderedDataStoreEntry", id, "{\"value\":" + value + "}");
    }

    private JsonNode call(String operation, String id, String body) throws InterruptedException {
        Request request = Request.of(Catalog.ofProgram().operation(operation))
                .withVariable("universe_id", "1")
                .withVariable("ordered_data_store_id", "Coins")
                .withVariable("scope_id", "global")
                .withVariable("entry_id", id);
        return cloud.call(body.isEmpty() ? request : request.withJson(body.getBytes(StandardCharsets.UTF_8)))
                .json();
    }
}
