package dev.gantry.writeback;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.gantry.emulator.wire.OperationClass;
import dev.gantry.job.Errors;
import dev.gantry.job.Row;
import dev.gantry.job.UserMistake;
import dev.gantry.writeback.journal.JournalRecord.Intent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Runs that do not make all of their changes at once: because of a canary, a stop, or too many refusals. */
class CanaryAndStopIT {

    private static final int KEYS = 400;
    private static final String APPEND = "id: '{.id}'\nupdate: . + $row.c\n";

    @TempDir
    private Path temp;

    @SuppressWarnings("NullAway.Init") // before each test
    private Changing changing;

    @BeforeEach
    void begin() {
        changing = Changing.in(temp);
        for (int i = 0; i < KEYS; i++) {
            changing.put("k" + i, "\"\"");
        }
    }

    @AfterEach
    void end() {
        changing.close();
    }

    /** Each key once, then each key once more. */
    private static List<Row> rows() {
        return Changing.rows(2 * KEYS, i -> "{\"id\":\"k" + i % KEYS + "\",\"c\":\"" + (i < KEYS ? 'A' : 'B') + "\"}");
    }

    private long changedWith(String value) {
        return IntStream.range(0, KEYS)
                .filter(i -> changing.value("k" + i).equals(value))
                .count();
    }

    @Test
    void aPercentageIsASampleOfTheKeysAndTheOthersFollowInTheirOrder() throws Exception {
        TriedRun run = changing.run(1, APPEND + "canary: 5%\n");
        assertThat(run.makeToTheEnd(rows())).isEmpty();
        assertThat(run.sink().isHeld()).isTrue();
        long sampled = changedWith("\"AB\"");
        assertThat(sampled).isBetween(5L, 45L);
        assertThat(changedWith("\"\"")).isEqualTo(KEYS - sampled);
        assertThat(run.tally()).isEqualTo(Tally.of(2 * sampled, 0, 0, 0, 0));
        // Without the word nothing more is done, however often it is asked.
        assertThat(run.makeToTheEnd(List.of())).isEmpty();
        assertThat(changedWith("\"\"")).isEqualTo(KEYS - sampled);

        assertThat(run.goingOn().makeToTheEnd(List.of())).isEmpty();
        assertThat(run.sink().isHeld()).isFalse();
        assertThat(changedWith("\"AB\"")).isEqualTo(KEYS);
        assertThat(run.tally()).isEqualTo(Tally.of(2 * KEYS, 0, 0, 0, 0));
    }

    @Test
    void aNumberIsTheFirstChangesAndNoMore() throws Exception {
        TriedRun run = changing.run(1, APPEND + "canary: 30\nonce: x\n");
        List<Row> rows = rows();
        run.makeToTheEnd(rows);
        assertThat(run.sink().isHeld()).isTrue();
        assertThat(run.tally().changed()).isEqualTo(30);
        assertThat(changing.emulator().stats().of(OperationClass.WRITE)).isEqualTo(30);
        run.makeToTheEnd(rows.subList(100, rows.size()));
        assertThat(changing.emulator().stats().of(OperationClass.WRITE)).isEqualTo(30);
        run.goingOn().makeToTheEnd(rows.subList(100, rows.size()));
        assertThat(run.tally()).isEqualTo(Tally.of(KEYS, 0, KEYS, 0, 0));
        assertThat(changedWith("\"A\"")).isEqualTo(KEYS);
    }

    @Test
    void whatWasChangedFirstIsReadAgain() throws Exception {
        TriedRun run = changing.run(1, "id: '{.id}'\nset: .c\ncanary: 50\n");
        run.makeToTheEnd(rows());
        assertThat(run.sink().isHeld()).isTrue();
        Set<String> changed = new HashSet<>();
        JournaledChange.each(
                run.journals(),
                change -> changed.add(
                        ((Intent) change.intent().orElseThrow()).address().id().value()));
        changed.stream().limit(3).forEach(id -> changing.put(id, "\"A\""));
        try (var cloud = changing.client()) {
            run.makeToTheEnd(cloud, List.of(), 1);
            ReadBack found = run.sink().readBack();
            assertThat(found).isEqualTo(new ReadBack(47, 0, 3, 0, 0));
            assertThat(found.text())
                    .isEqualTo("changed first and read again: 47 as written, 3 changed by somebody else since");
            assertThat(found.isClean()).isFalse();
        }
    }

    @Test
    void plansHaveNoCanaryAndApplyingAndUndoingThemHas() throws Exception {
        TriedRun plan = changing.plan(1, APPEND + "canary: 10\n");
        plan.makeToTheEnd(rows().subList(0, KEYS));
        assertThat(plan.tally().changed()).isEqualTo(KEYS);
        Path file = temp.resolve("x.plan");
        PlanFile.write(plan.journals(), file);
        TriedRun apply = changing.planned(2, file, "canary: 10\n");
        assertThat(apply.makeAllToTheEnd().changed()).isEqualTo(10);
        assertThat(apply.goingOn().makeAllToTheEnd()).isEqualTo(Tally.of(KEYS, 0, 0, 0, 0));
        assertThat(changedWith("\"A\"")).isEqualTo(KEYS);
        assertThat(changing.undo(3, apply).makeAll()).isEqualTo(Tally.of(KEYS, 0, 0, 0, 0));
        assertThat(changedWith("\"\"")).isEqualTo(KEYS);
    }

    @Test
    void aRunThatIsToStopLetsNoMoreWritesLeaveAndForgetsNoRow() throws Exception {
        AtomicInteger writes = new AtomicInteger();
        changing.emulator().listen(seen -> {
            if (seen.operation().startsWith("Cloud_UpdateDataStoreEntry")) {
                writes.incrementAndGet();
            }
        });
        TriedRun run = changing.run(1, APPEND).stoppingWhen(() -> writes.get() >= 20);
        List<Row> rows = rows();
        run.make(rows);
        int made = writes.get();
        // What had left came to its end: at most as many as may be under way at one time, and what left in a glance.
        assertThat(made).isLessThan(2 * KEYS);
        assertThat(run.tally()).isEqualTo(Tally.of(made, 0, 0, 0, 0));
        assertThat(JournaledChange.anyInDoubt(run.journals())).isFalse();

        run.stoppingWhen(() -> false).makeToTheEnd(List.of());
        assertThat(changedWith("\"AB\"")).isEqualTo(KEYS);
        assertThat(writes.get()).isEqualTo(2 * KEYS);
        assertThat(run.tally()).isEqualTo(Tally.of(2 * KEYS, 0, 0, 0, 0));
    }

    @Test
    void moreRefusalsThanAreAllowedStopTheRunInTheMidstOfAChunk() {
        TriedRun run = changing.run(
                        1, "id: '{.id}'\nupdate: 'if $row.c == \"B\" then error(\"no\") else . + $row.c end'")
                .allowing(new Errors.Skip.Count(3));
        assertThatThrownBy(() -> run.make(rows().reversed()))
                .isInstanceOf(UserMistake.class)
                .hasMessageMatching(
                        "[0-9]+ of 800 rows were rejected, more than errors: \\{skip\\} allows, so nothing more was"
                                + " changed\\. The last: row row [0-9]+: jq .*");
        assertThat(changing.emulator().stats().of(OperationClass.WRITE)).isLessThan(60);
        assertThat(JournaledChange.anyInDoubt(run.journals())).isFalse();
    }
}
