package dev.gantry.writeback.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.gantry.files.DiskFailed;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryContent;
import dev.gantry.opencloud.EntryId;
import dev.gantry.opencloud.EntryVersion;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.StoredEntry;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.JournalRecord.Acted;
import dev.gantry.writeback.journal.JournalRecord.Intent;
import dev.gantry.writeback.journal.JournalRecord.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JournalTest {

    private static final JournalHead HEAD =
            new JournalHead("job", "7-1", "run", "1", "2026-11-26T00:00:00Z", "job.yml", "job: x\n", Map.of("a", "b"));

    private static final Target TARGET = new Target("messages", "universes/1/topics/a%2Fb");

    private static Act act(long change, Sending sending, Optional<String> before, Optional<String> after) {
        return new Act(change, "row", TARGET, before, after, sending);
    }

    @TempDir
    private Path temp;

    @SuppressWarnings("NullAway.Init") // before each test
    private Path file;

    @BeforeEach
    void name() {
        file = temp.resolve("new").resolve("0.journal");
    }

    @Test
    void whatIsWrittenComesBackToTheLetter() {
        List<JournalRecord> records = List.of(
                intent(1, Optional.of("{\"n\":0.10, \"s\":\"\\u00e9\\n\u2028😀\"}"), Optional.of("1e400")),
                new Outcome(1, "row", address(1), Result.DONE, "", new EntryVersion("r", "e")),
                intent(2, Optional.empty(), Optional.of("null")),
                intent(3, Optional.of("[]"), Optional.empty()),
                new Outcome(4, "row\r\n4", address(4), Result.SKIPPED, "why: \"x\"", EntryVersion.NONE),
                act(5, Sending.PLAIN, Optional.of("{\"n\":0.10}"), Optional.empty()),
                act(6, new Sending("key", "2026-11-26T00:00:00Z", ""), Optional.empty(), Optional.of("\"\\u00e9\""))
                        .begun("operations/1"),
                new Acted(6, "row", TARGET, Result.UNCERTAIN, "lost", Optional.empty()),
                new Acted(7, "row", TARGET, Result.DONE, "", Optional.of("1e400")));
        try (Journal journal = Journal.create(file, HEAD)) {
            records.forEach(journal::write);
            assertThat(journal.flush()).isEqualTo(file.toFile().length());
        }
        assertThat(read()).isEqualTo(records);
        try (JournalFile journal = JournalFile.open(file)) {
            assertThat(journal.head()).isEqualTo(HEAD);
        }
    }

    /** A process that is killed while it begins a journal leaves one without a name, whatever is in it. */
    @Test
    void hasItsNameOnlyOnceItHasAHead() throws IOException {
        Path begun = Files.createDirectories(temp.resolve("new")).resolve("0.journal.begun");
        try (Journal journal = Journal.create(file, HEAD)) {
            journal.flush();
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.delete(file);
            Files.write(begun, Arrays.copyOf(whole, length));
            assertThat(JournalFile.of(temp.resolve("new"))).isEmpty();
            Journal.create(file, HEAD).close();
            assertThat(file).hasBinaryContent(whole);
            assertThat(begun).doesNotExist();
        }
    }

    @Test
    void manyThreadsShareFewFsyncs() throws Exception {
        int records = 2_000;
        try (Journal journal = Journal.create(file, HEAD);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 1; i <= records; i++) {
                int n = i;
                threads.execute(() -> journal.writeDurably(intent(n, Optional.of("1"), Optional.of("2"))));
            }
        }
        assertThat(read()).hasSize(records).doesNotHaveDuplicates();
        try (JournalFile journal = JournalFile.open(file)) {
            assertThat(journal.frames()).hasSizeLessThan(records / 2);
        }
    }

    @Test
    void aLastFrameThatIsNotWholeIsCutOffAtWhicheverByte() throws IOException {
        long[] lengths = new long[3];
        try (Journal journal = Journal.create(file, HEAD)) {
            lengths[0] = journal.flush();
            for (int i = 1; i <= 2; i++) {
                journal.writeDurably(intent(i, Optional.of("1"), Optional.of("2")));
                lengths[i] = journal.flush();
            }
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length = (int) lengths[0]; length <= lengths[2]; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            int frames = length == lengths[2] ? 2 : length >= lengths[1] ? 1 : 0;
            try (Journal journal = Journal.reopen(file, lengths[0])) {
                assertThat(journal.flush()).isEqualTo(lengths[frames]);
                journal.writeDurably(intent(9, Optional.empty(), Optional.of("3")));
            }
            assertThat(read()).hasSize(frames + 1);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 100));
        try (Journal journal = Journal.reopen(file, lengths[0])) {
            assertThat(journal.flush()).as("zeros at the end").isEqualTo(lengths[2]);
        }
    }

    @Test
    void damageBeforeTheEndIsNeverPassedOver() throws IOException {
        long first;
        long second;
        try (Journal journal = Journal.create(file, HEAD)) {
            first = journal.flush();
            journal.writeDurably(intent(1, Optional.of("1"), Optional.of("2")));
            second = journal.flush();
            journal.writeDurably(intent(2, Optional.of("1"), Optional.of("2")));
        }
        byte[] whole = Files.readAllBytes(file);
        for (int at = (int) first; at < second; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x20;
            Files.write(file, damaged);
            assertThatThrownBy(() -> {
                        try (Journal journal = Journal.reopen(file, whole.length)) {
                            journal.flush();
                        }
                        read();
                    })
                    .as("byte " + at)
                    .isInstanceOf(DiskFailed.class);
        }
    }

    @Test
    void aJournalShorterThanItsCheckpointStopsTheRun() throws IOException {
        try (Journal journal = Journal.create(file, HEAD)) {
            journal.flush();
        }
        assertThatThrownBy(() -> Journal.reopen(file, 10_000))
                .isInstanceOf(DiskFailed.class)
                .hasMessageContaining("what was changed since cannot be told");
        Files.writeString(file, "something else");
        assertThatThrownBy(() -> JournalFile.open(file)).hasMessageEndingWith("it does not begin like one.");
    }

    private List<JournalRecord> read() {
        List<JournalRecord> records = new ArrayList<>();
        try (JournalFile journal = JournalFile.open(file)) {
            journal.frames().forEach(frame -> records.addAll(journal.at(frame)));
        }
        return records;
    }

    private static Intent intent(long change, Optional<String> before, Optional<String> after) {
        return new Intent(
                change,
                "row " + change,
                address(change),
                before.map(value -> new StoredEntry(content(value), new EntryVersion("r" + change, "e\"" + change))),
                after.map(JournalTest::content));
    }

    private static EntryContent content(String value) {
        return new EntryContent(value, "[\"users/1\"]", "{\"a\":1.0}");
    }

    private static EntryAddress address(long change) {
        return new EntryAddress(
                new UniverseId(1), new DataStoreId("S"), ScopeId.GLOBAL, new EntryId("k/" + change + "@☃"));
    }
}
