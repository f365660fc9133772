package dev.gantry.writeback;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import dev.gantry.emulator.wire.OperationClass;
import dev.gantry.job.Row;
import dev.gantry.writeback.journal.JournalFile;
import dev.gantry.writeback.journal.JournalRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PlanAndUndoIT {

    private static final int KEYS = 300;
    private static final String ADD = "id: '{.id}'\nupdate: .coins += $row.by\nmissing: create\n";

    @TempDir
    private Path temp;

    @SuppressWarnings("NullAway.Init") // before each test
    private Changing changing;

    @BeforeEach
    void begin() {
        changing = Changing.in(temp);
        for (int i = 0; i < KEYS; i++) {
            changing.put("k" + i, "{\"n\":0.10,\"coins\":" + i + "}", List.of("users/" + i), "{\"a\":1.0}");
        }
    }

    @AfterEach
    void end() {
        changing.close();
    }

    @Test
    void aPlanChangesNothingAndIsAppliedExceptWhereEntriesHaveChanged() throws Exception {
        Path plan = plan();
        assertThat(changing.emulator().stats().of(OperationClass.WRITE)).isZero();
        Set<String> mutated = new HashSet<>();
        Random random = new Random(1);
        while (mutated.size() < 17) {
            String key = "k" + random.nextInt(KEYS);
            if (mutated.add(key)) {
                changing.put(key, "{\"game\":1}");
            }
        }
        TriedRun applied = changing.planned(2, plan);
        assertThat(applied.makeAll()).isEqualTo(Tally.of(KEYS - 17, 0, 0, 17, 0));
        JournaledChange.each(applied.journals(), change -> {
            assertThat(change.intent().isEmpty())
                    .isEqualTo(mutated.contains(change.name().replaceFirst(".*/", "")));
            return true;
        });
        for (int i = 0; i < KEYS; i++) {
            assertThat(changing.value("k" + i))
                    .isEqualTo(mutated.contains("k" + i) ? "{\"game\":1}" : "{\"n\":0.10,\"coins\":" + (i + 5) + "}");
        }
    }

    @Test
    void aPlanAppliedTwiceChangesNothingTheSecondTime() throws Exception {
        Path plan = plan();
        assertThat(changing.planned(2, plan).makeAll()).isEqualTo(Tally.of(KEYS, 0, 0, 0, 0));
        long writes = changing.emulator().stats().of(OperationClass.WRITE);
        assertThat(changing.planned(3, plan).makeAll()).isEqualTo(Tally.of(0, KEYS, 0, 0, 0));
        assertThat(changing.emulator().stats().of(OperationClass.WRITE)).isEqualTo(writes);
    }

    @Test
    void rowsOfOneKeyArePlannedOneAfterTheOther() throws Exception {
        TriedRun planning = changing.plan(1, ADD);
        planning.make(Changing.rows(10, i -> "{\"id\":\"k0\",\"by\":1}"));
        planning.make(Changing.rows(10, i -> "{\"id\":\"new\",\"by\":1}"));
        Path plan = temp.resolve("x.plan");
        PlanFile.write(planning.journals(), plan);
        TriedRun applied = changing.planned(2, plan);
        assertThat(applied.makeAll()).isEqualTo(Tally.of(20, 0, 0, 0, 0));
        assertThat(changing.value("k0")).isEqualTo("{\"n\":0.10,\"coins\":10}");
        assertThat(changing.value("new")).isEqualTo("{\"coins\":10}");
        assertThat(changing.undo(3, applied).makeAll()).isEqualTo(Tally.of(20, 0, 0, 0, 0));
        assertThat(changing.value("k0")).isEqualTo("{\"n\":0.10,\"coins\":0}");
        assertThat(changing.value("new")).isEqualTo("(none)");
    }

    @Test
    void anUndoPutsBackEveryCharacterButWhereSomebodyWroteSince() throws Exception {
        List<String> before = contents();
        TriedRun run = changing.run(1, ADD);
        run.make(rows());
        changing.run(2, "id: '{.}'\ndelete: true\n").make(Changing.row("1", "\"k299\""));
        changing.put("k7", "{\"game\":true}");
        changing.put("k8", changing.value("k8"), List.of("users/8"), "{\"a\":1.0}");
        TriedRun undo = changing.undo(3, run);
        assertThat(undo.makeAll()).isEqualTo(Tally.of(KEYS - 3, 0, 0, 3, 0));
        List<String> after = contents();
        for (int i = 0; i < KEYS; i++) {
            if (i != 7 && i != 8 && i != 299) {
                assertThat(after.get(i)).isEqualTo(before.get(i));
            }
        }
        assertThat(changing.value("k7")).isEqualTo("{\"game\":true}");
        assertThat(changing.value("k8")).isEqualTo("{\"n\":0.10,\"coins\":13}");
        assertThat(changing.value("k299")).isEqualTo("(none)");
    }

    @Test
    void anUndoIsUndone() throws Exception {
        TriedRun run = changing.run(1, ADD);
        run.make(rows());
        List<String> changed = contents();
        TriedRun undo = changing.undo(2, run);
        undo.makeAll();
        assertThat(contents()).doesNotContainAnyElementsOf(changed);
        assertThat(changing.undo(3, undo).makeAll()).isEqualTo(Tally.of(KEYS, 0, 0, 0, 0));
        assertThat(contents()).isEqualTo(changed);
    }

    @Test
    void deletingAndCreatingAreUndoneByOneAnother() throws Exception {
        List<String> before = contents();
        TriedRun deleted = changing.run(1, "id: '{.id}'\ndelete: true\n");
        deleted.make(rows());
        assertThat(changing.value("k0")).isEqualTo("(none)");
        TriedRun undo = changing.undo(2, deleted);
        assertThat(undo.makeAll()).isEqualTo(Tally.of(KEYS, 0, 0, 0, 0));
        assertThat(contents()).isEqualTo(before);
        assertThat(changing.undo(3, undo).makeAll()).isEqualTo(Tally.of(KEYS, 0, 0, 0, 0));
        assertThat(changing.value("k0")).isEqualTo("(none)");
    }

    /** Only what became of the changes is known of some: what was deleted is still among Roblox's versions. */
    @Test
    void whatADamagedJournalHasLostIsTakenFromRobloxsVersions() throws Exception {
        List<String> before = contents();
        TriedRun run = changing.run(1, "id: '{.id}'\ndelete: true\n");
        for (int from = 0; from < KEYS; from += 50) {
            run.make(rows().subList(from, from + 50));
        }
        Set<String> lost = damage(run.journals().resolve("0.journal"));
        assertThat(lost).isNotEmpty();
        changing.put("k299", "{\"game\":1}");
        Tally undone = changing.undo(2, run).makeAll();
        assertThat(undone).isEqualTo(Tally.of(KEYS - 1, 0, 0, 1, 0));
        assertThat(contents().subList(0, KEYS - 1)).isEqualTo(before.subList(0, KEYS - 1));
        assertThat(changing.value("k299")).isEqualTo("{\"game\":1}");
    }

    /** Breaks a byte of the frames that hold intents and no outcomes; tells whose intents those were. */
    private static Set<String> damage(Path journal) throws Exception {
        Set<String> lost = new HashSet<>();
        byte[] whole = Files.readAllBytes(journal);
        try (JournalFile file = JournalFile.open(journal)) {
            for (long frame : file.frames().subList(0, file.frames().size() / 2)) {
                List<JournalRecord> records = file.at(frame);
                if (records.stream().allMatch(JournalRecord.Intent.class::isInstance)) {
                    records.forEach(record -> lost.add(
                            ((JournalRecord.Intent) record).address().id().value()));
                    whole[(int) frame + 20] ^= 0x11;
                }
            }
        }
        Files.write(journal, whole);
        return lost;
    }

    private Path plan() throws Exception {
        TriedRun planning = changing.plan(1, ADD);
        assertThat(planning.make(rows())).isEmpty();
        assertThat(planning.tally()).isEqualTo(Tally.of(KEYS, 0, 0, 0, 0));
        Path plan = temp.resolve("x.plan");
        PlanFile.write(planning.journals(), plan);
        return plan;
    }

    private static List<Row> rows() {
        return Changing.rows(KEYS, i -> "{\"id\":\"k" + i + "\",\"by\":5}");
    }

    private List<String> contents() throws Exception {
        List<String> contents = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            contents.add(changing.value("k" + i) + changing.attributes("k" + i) + changing.users("k" + i));
        }
        return contents;
    }
}
