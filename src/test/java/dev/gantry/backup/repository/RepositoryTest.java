package dev.gantry.backup.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.gantry.erase.Owners;
import dev.gantry.job.Row;
import dev.gantry.job.UserMistake;
import dev.gantry.sink.Staged;
import dev.gantry.sink.schema.Inference;
import dev.gantry.sink.staging.StagingWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Adding, sharing parts and removing, stopped at every change. */
@Timeout(60)
class RepositoryTest {
    private static final int ENTRIES = 30;

    @TempDir
    private Path temp;

    private final Map<String, String> live = new TreeMap<>();
    private final Map<String, Map<String, String>> truths = new TreeMap<>();
    private int runs;

    private Place folder() {
        return new FolderPlace(temp.resolve("repository"));
    }

    private Repository repository() {
        return new Repository(folder(), Keys.NONE);
    }

    /** What a run has staged that found the entries as they are, one of them twice, and one that was not there. */
    private Staged staged() throws Exception {
        Path log = temp.resolve(runs + ".staged");
        StagingWriter writer = new StagingWriter(log, Inference::ofRows);
        ExecutionContext context = new ExecutionContext();
        writer.open(context);
        List<Row> rows = new ArrayList<>();
        live.forEach((id, value) -> rows.add(new Row(id, entry(id, value))));
        rows.add(rows.getFirst());
        rows.add(new Row("gone", key("gone").put("state", "absent").put("reason", "")));
        rows.add(new Row(
                "S",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("store", "S")
                        .put("created", "2020-01-01T00:00:00Z")
                        .put("expires", "")
                        .put("lost", false)));
        writer.write(new Chunk<>(List.of(rows)));
        writer.update(context);
        writer.close();
        return Staged.committed(log, context).orElseThrow();
    }

    private static ObjectNode key(String id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("dataStore", "S")
                .put("scope", "global")
                .put("id", id);
    }

    private static ObjectNode entry(String id, String value) {
        return key(id).put("ordered", false)
                .put("value", value)
                .put("users", "[]")
                .put("attributes", "{}")
                .put("revision", "r" + value)
                .put("created", "")
                .put("updated", "");
    }

    private MakeBackup.About about() {
        return new MakeBackup.About(
                "night",
                runs + "-1",
                "1",
                Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofDays(runs)),
                "snapshot",
                "test",
                Keep.ALL,
                Optional.empty(),
                Owners.NONE);
    }

    /** Another day: some entries change, one goes and one comes; a backup is made, stopped at every change on the way. */
    private Manifest nextDay() throws Exception {
        runs++;
        for (int i = 0; i < ENTRIES; i++) {
            if (runs == 1 || i % 10 == runs % 10) {
                live.put("k" + i, i + "." + runs);
            }
        }
        live.remove("k" + (ENTRIES - runs));
        live.put("new" + runs, "1");
        List<Staged> staged = List.of(staged());
        Manifest made = null;
        for (int changes = 0; made == null; changes++) {
            try (Locked locked = locked(new StoppingPlace(folder(), changes))) {
                made = new MakeBackup(locked, about(), rows -> {}).of(staged);
            } catch (StoppingPlace.Stopped again) {
                assertThat(repository().manifests()).hasSize(runs - 1);
            }
        }
        truths.put(made.id(), Map.copyOf(live));
        return made;
    }

    private static Locked locked(Place place) throws InterruptedException {
        return new Repository(place, Keys.NONE).lock("a test", Duration.ZERO);
    }

    private void assertAllAreWhole() {
        VerifyBackups verify = new VerifyBackups(repository());
        for (Manifest manifest : repository().manifests()) {
            assertThat(verify.of(manifest).damages()).isEmpty();
            assertThat(contents(manifest)).isEqualTo(truths.get(manifest.id()));
        }
    }

    private Map<String, String> contents(Manifest manifest) {
        Map<String, String> contents = new TreeMap<>();
        Backup backup = repository().open(manifest);
        manifest.parts()
                .forEach(part -> backup.entries(
                        part,
                        (row, json) -> contents.put(
                                json.path("id").asString(), json.path("value").asString())));
        return contents;
    }

    private Set<String> files() throws IOException {
        Set<String> files = new TreeSet<>();
        folder().list().forEach(found -> files.add(found.name()));
        return files;
    }

    @Test
    void aChainOfBackupsIsWholeAndEachIsWhatWasThereThatDay() throws Exception {
        List<Manifest> made = new ArrayList<>();
        for (int day = 0; day < 8; day++) {
            made.add(nextDay());
        }

        assertAllAreWhole();
        assertThat(made).allSatisfy(each -> {
            assertThat(each.ledger().reconciles()).isTrue();
            assertThat(each.incomplete()).isEmpty();
            assertThat(each.ledger().absent()).isOne();
            assertThat(each.ledger().listed()).isEqualTo(each.ledger().entries() + 1);
        });
        assertThat(made.get(3).ledger().unchanged()).isGreaterThan(20);
        // A part of which less than a half counts is not referred to any more.
        assertThat(made.getLast().parts())
                .noneMatch(part -> part.backup().equals(made.getFirst().id()));
    }

    @Test
    void removingIsStoppedAtEveryChangeAndBreaksNoChain() throws Exception {
        for (int day = 0; day < 4; day++) {
            nextDay();
        }
        List<Manifest> all = repository().manifests();
        List<Manifest> dropped = List.of(all.get(0), all.get(2));
        boolean isDone = false;
        for (int changes = 0; !isDone; changes++) {
            try (Locked locked = locked(new StoppingPlace(folder(), changes))) {
                List<Manifest> left = dropped.stream()
                        .filter(each -> repository().manifests().contains(each))
                        .toList();
                locked.remove(left);
                isDone = true;
            } catch (StoppingPlace.Stopped again) {
                assertAllAreWhole();
                assertThat(repository().manifests()).contains(all.get(1), all.get(3));
            }
        }
        assertAllAreWhole();
        assertThat(repository().manifests()).containsExactly(all.get(1), all.get(3));
        Set<String> needed = new TreeSet<>();
        repository().manifests().forEach(each -> {
            needed.add(each.id() + "/manifest.json");
            each.files().forEach(file -> needed.add(file.name()));
        });
        assertThat(files()).isEqualTo(needed);
    }

    @Test
    void whatSomebodyElseKeepsThereIsLeftAlone() throws Exception {
        Manifest made = nextDay();
        Path own = temp.resolve("repository").resolve(made.id()).resolve("notes.txt");
        Files.writeString(own, "mine");
        nextDay();

        try (Locked locked = locked(folder())) {
            assertThat(locked.unneededBytes(List.of(made))).isPositive();
            locked.remove(List.of(made));
        }

        assertThat(own).hasContent("mine");
    }

    @Test
    void nothingIsRemovedWhileAManifestIsDamaged() throws Exception {
        Manifest made = nextDay();
        Manifest second = nextDay();
        Files.writeString(temp.resolve("repository").resolve(second.id()).resolve("manifest.json"), "{");

        try (Locked locked = locked(folder())) {
            assertThatExceptionOfType(UserMistake.class)
                    .isThrownBy(() -> locked.remove(List.of(made)))
                    .withMessageContaining("Nothing is removed meanwhile");
        }
        assertThat(repository().manifests()).containsExactly(made);
    }

    @Test
    void onlyOneAddsOrRemovesAtATime() throws Exception {
        Manifest made = nextDay();
        try (Locked locked = locked(folder())) {
            assertThat(locked.repository().manifests()).containsExactly(made);
            assertThatExceptionOfType(RepositoryLocked.class)
                    .isThrownBy(() -> locked(folder()))
                    .withMessageContaining("are being added to or pruned by another process");
        }
        locked(folder()).close();
    }

    @Test
    void anotherReaderOfParquetSeesTheBackupByItsManifest() throws Exception {
        nextDay();
        Manifest second = nextDay();
        String parts = second.parts().stream()
                .map(part ->
                        "'" + temp.resolve("repository").resolve(part.entries().name()) + "'")
                .collect(Collectors.joining(", ", "[", "]"));
        String superseded = temp.resolve("repository")
                .resolve(second.superseded().getFirst().name())
                .toString();

        Map<String, String> rows = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery("SELECT id, value FROM read_parquet(" + parts
                        + ", filename=true, file_row_number=true) e ANTI JOIN '" + superseded
                        + "' s ON ends_with(e.filename, s.part) AND e.file_row_number = s.row")) {
            while (results.next()) {
                rows.put(results.getString(1), results.getString(2));
            }
        }
        assertThat(rows).isEqualTo(live);
    }
}
