package dev.gantry.backup.repository;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.gantry.backup.Traces;
import dev.gantry.erase.Owners;
import dev.gantry.erase.UserTemplate;
import dev.gantry.files.EncryptionKey;
import dev.gantry.job.Row;
import dev.gantry.job.Secret;
import dev.gantry.job.UserMistake;
import dev.gantry.sink.Staged;
import dev.gantry.sink.schema.Inference;
import dev.gantry.sink.staging.StagingWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What was erased is in no byte of the repository, and everything else is as it was: stopped at every change. */
@Timeout(300)
class EraseFromRepositoryTest {
    private static final int ENTRIES = 20;
    private static final String USER = "70005";
    private static final List<String> TRACES = List.of(USER, "treasure of " + USER, "house");
    private static final Owners ERASED = new Owners(
            List.of(
                    new UserTemplate(false, "S", Optional.of("global"), Optional.of("k{UserId}")),
                    new UserTemplate(false, "Save_{UserId}", Optional.empty(), Optional.empty())),
            USER::equals);

    @TempDir
    private Path temp;

    private final Map<String, String> live = new TreeMap<>();
    private final Map<String, Map<String, String>> truths = new TreeMap<>();
    private Optional<EncryptionKey> key = Optional.empty();
    private int days;

    private Repository repository(Place place) {
        return new Repository(place, Keys.of(key.stream().toList()));
    }

    private Repository repository() {
        return repository(new FolderPlace(temp.resolve("repository")));
    }

    private Manifest nextDay(Owners erased) throws Exception {
        days++;
        for (int i = 0; i < ENTRIES; i++) {
            if (days == 1 || i % 5 == days % 5) {
                live.put("S k" + (70_000 + i), "treasure of " + (70_000 + i) + " on day " + days);
            }
        }
        live.put("S house", "a castle");
        live.put("S k1" + USER, "another's");
        live.put("Save_" + USER + " slot" + days, "treasure of " + USER);
        Path log = temp.resolve("staged");
        Files.deleteIfExists(log);
        StagingWriter writer = new StagingWriter(log, Inference::ofRows);
        ExecutionContext context = new ExecutionContext();
        writer.open(context);
        List<Row> rows = new ArrayList<>();
        live.forEach((id, value) -> rows.add(new Row(id, entry(id, value))));
        rows.add(new Row(
                "gone", key("Save_" + USER + " old").put("state", "absent").put("reason", "")));
        rows.add(new Row("other", key("S other").put("state", "absent").put("reason", "")));
        writer.write(new Chunk<>(List.of(rows)));
        writer.update(context);
        writer.close();
        MakeBackup.About about = new MakeBackup.About(
                "night",
                days + "-1",
                "1",
                Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofDays(days)),
                "snapshot",
                "test",
                Keep.ALL,
                key,
                erased);
        try (Locked locked = repository().lock("a test", Duration.ZERO)) {
            Manifest made = new MakeBackup(locked, about, told -> {})
                    .of(List.of(Staged.committed(log, context).orElseThrow()));
            Map<String, String> truth = new TreeMap<>(live);
            truth.keySet().removeIf(id -> id.equals("S k" + USER) || id.equals("S house") || id.startsWith("Save_"));
            truths.put(made.id(), truth);
            return made;
        }
    }

    private static ObjectNode key(String name) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("dataStore", name.substring(0, name.indexOf(' ')))
                .put("scope", "global")
                .put("id", name.substring(name.indexOf(' ') + 1));
    }

    private static ObjectNode entry(String name, String value) {
        return key(name)
                .put("ordered", false)
                .put("value", value)
                .put("users", name.endsWith("house") ? "[\"users/" + USER + "\"]" : "[]")
                .put("attributes", "{}")
                .put("revision", "r" + value)
                .put("created", "")
                .put("updated", "");
    }

    private Map<String, String> contents(Manifest manifest) {
        Map<String, String> contents = new TreeMap<>();
        Backup backup = repository().open(manifest);
        manifest.parts()
                .forEach(part -> backup.entries(
                        part,
                        (row, json) -> contents.put(
                                json.path("dataStore").asString() + " "
                                        + json.path("id").asString(),
                                json.path("value").asString())));
        return contents;
    }

    private void assertNothingIsLeftAndAllElseIsWhole() throws Exception {
        assertThat(Traces.of(
                        List.of("treasure of " + USER, "Save_" + USER, "users/" + USER, "house"),
                        temp.resolve("repository")))
                .isEmpty();
        VerifyBackups verify = new VerifyBackups(repository());
        assertThat(repository().manifests()).hasSize(days).allSatisfy(manifest -> {
            assertThat(verify.of(manifest).damages()).isEmpty();
            assertThat(manifest.ledger().reconciles()).isTrue();
            assertThat(contents(manifest)).isEqualTo(truths.get(manifest.id()));
            assertThat(manifest.stores()).extracting(StoreCount::name).containsExactly("S");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void killedAtEveryChangeAndBegunAgainItEndsTheSame(boolean isEncrypted) throws Exception {
        if (isEncrypted) {
            key = Optional.of(EncryptionKey.of(Secret.of("0f".repeat(32))));
        }
        for (int day = 0; day < 3; day++) {
            nextDay(Owners.NONE);
        }
        if (!isEncrypted) {
            assertThat(Traces.of(TRACES, temp.resolve("repository"))).hasSizeGreaterThan(10);
        }
        Manifest second = repository().manifests().get(1);
        assertThat(second.ledger().unchanged()).isPositive();

        int kills = 0;
        Erased last = null;
        for (; last == null; kills += isEncrypted ? 4 : 1) {
            try (Locked locked = repository(new StoppingPlace(new FolderPlace(temp.resolve("repository")), kills))
                    .lock("a test", Duration.ZERO)) {
                last = EraseFromRepository.of(locked, ERASED, false);
            } catch (StoppingPlace.Stopped again) {
                VerifyBackups verify = new VerifyBackups(repository());
                assertThat(repository().manifests())
                        .hasSize(days)
                        .allSatisfy(manifest ->
                                assertThat(verify.of(manifest).damages()).isEmpty());
            }
        }

        assertThat(kills).isGreaterThan(15);
        assertNothingIsLeftAndAllElseIsWhole();
        assertThat(repository().manifests().get(1).ledger().listed())
                .isEqualTo(second.ledger().listed());
        assertThat(repository().manifests().get(1).ledger().erased()).isEqualTo(5);
        nextDay(ERASED);
        assertNothingIsLeftAndAllElseIsWhole();
    }

    @Test
    void itTellsWhatItDidOrWouldDoWithoutANameInIt() throws Exception {
        Manifest first = nextDay(Owners.NONE);
        nextDay(Owners.NONE);

        try (Locked locked = repository().lock("a test", Duration.ZERO)) {
            Erased planned = EraseFromRepository.of(locked, ERASED, true);
            Erased done = EraseFromRepository.of(locked, ERASED, false);
            assertThat(planned.entries()).isEqualTo(done.entries()).isGreaterThan(3);
            assertThat(done.backups()).isEqualTo(2);
            assertThat(done.changed()).hasSize(2);
            assertThat(done.toString()).doesNotContain(USER);
            assertThat(done.replaced()).anySatisfy(file -> {
                assertThat(file.name()).isEqualTo(first.id() + "/entries-00000.parquet");
                assertThat(file.by()).isEqualTo(first.id() + "/entries-00000-1.parquet");
                assertThat(file.sha256()).isNotEqualTo(file.bySha256());
            });
            assertThat(EraseFromRepository.of(locked, ERASED, false).replaced()).isEmpty();
        }
    }

    @Test
    void withoutTheKeyOfEachBackupNothingIsBegun() throws Exception {
        key = Optional.of(EncryptionKey.of(Secret.of("11".repeat(32))));
        nextDay(Owners.NONE);
        key = Optional.empty();

        try (Locked locked = repository().lock("a test", Duration.ZERO)) {
            assertThatExceptionOfType(UserMistake.class)
                    .isThrownBy(() -> EraseFromRepository.of(locked, ERASED, false))
                    .withMessageContaining("is encrypted with key");
        }
    }
}
