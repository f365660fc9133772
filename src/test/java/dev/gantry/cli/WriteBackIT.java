package dev.gantry.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.emulator.wire.OperationClass;
import dev.gantry.run.HaltAtChunk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Plan, apply, run, kill, resume and undo, as people meet them. */
class WriteBackIT {

    private static final int KEYS = 400;
    private static final int KILLS = Integer.getInteger("writeback.kills", 8);

    private static final String JOB = """
            job: add
            params: {by: "5"}
            source:
              data-store-entries: {universe: "1", data-store: Roster, partitions: none}
            sink:
              data-store-entries:
                universe: "1"
                data-store: Saves
                id: "{.id}"
                update: .coins += (${by} * $row.value)
            limits: {read: none, list: none, write: none, remove: none}
            """;

    private static final String ROLES = """
            job: roles
            source: {data-store-entries: {universe: "1", data-store: Roster, prefix: k39, partitions: none}}
            sink: {group-memberships: {group: "7", user: "1", role: Admin, missing: skip}}
            """;

    @TempDir
    private Path temp;

    @SuppressWarnings("NullAway.Init") // before each test
    private Emulator emulator;

    @SuppressWarnings("NullAway.Init") // before each test
    private Gantries gantry;

    private final OneProcess process = new OneProcess();

    @BeforeEach
    void begin() {
        emulator = Emulator.start(EmulatorOptions.defaults().withPlayers(0).withLimits(false));
        for (int i = 0; i < KEYS; i++) {
            emulator.dataStores().put(1, "Roster", "global", "k" + i, Integer.toString(i % 3 + 1));
            emulator.dataStores()
                    .put(1, "Saves", "global", "k" + i, before(i), List.of("users/" + i), "{\"i\":" + i + ".0}");
        }
        gantry = Gantries.in(temp.resolve("work"), temp)
                .against(emulator)
                .withChunks(64, 32)
                .in(process)
                .job("add.yml", JOB);
    }

    @AfterEach
    void end() {
        process.close();
        emulator.close();
    }

    private static String before(int i) {
        return "{\"n\":0.10,\"coins\":" + i + "}";
    }

    private static String after(int i) {
        return "{\"n\":0.10,\"coins\":" + (i + 5 * (i % 3 + 1)) + "}";
    }

    private String value(int i) {
        return emulator.dataStores().value(1, "Saves", "global", "k" + i).orElse("(none)");
    }

    @Test
    void aPlanIsShownAppliedAndUndone() throws Exception {
        Gantries.Ended plan = gantry.run("plan", "add.yml", "-o", "add.plan").with(ExitCode.CHANGES_PLANNED);
        assertThat(plan.out())
                .contains("to change  400 entries", "Saves/global/k", "    .coins  ", " → ", "gantry apply add.plan");
        assertThat(plan.err()).doesNotContain("coins");
        assertThat(emulator.stats().of(OperationClass.WRITE)).isZero();

        emulator.dataStores().put(1, "Saves", "global", "k3", "\"game\"");
        assertThat(gantry.run("apply", "add.plan").with(ExitCode.CONFLICTS).out())
                .contains("changed    399 entries, 1 conflict left");
        assertThat(value(4)).isEqualTo(after(4));
        assertThat(value(3)).isEqualTo("\"game\"");
        assertThat(gantry.run("apply", "add.plan").with(ExitCode.CONFLICTS).out())
                .contains("changed    0 entries, 399 unchanged, 1 conflict left");

        assertThat(gantry.run("show", "2", "--changes", "-n", "1")
                        .with(ExitCode.DONE)
                        .out())
                .containsPattern(
                        "Saves/global/k\\d+  change, done\n    .coins  \\d+ → \\d+\nMore: gantry show 2 --changes");
        assertThat(gantry.run("show", "2", "--changes", "-n", "1000", "--json").out())
                .hasLineCount(KEYS)
                .contains("\"result\":\"conflict\",\"why\":\"it was changed since: expected revision ");

        emulator.dataStores().put(1, "Saves", "global", "k5", "\"game\"");
        assertThat(gantry.run("undo", "2", "--plan")
                        .with(ExitCode.CHANGES_PLANNED)
                        .out())
                .contains("to change  398 entries, 1 conflict left");
        assertThat(gantry.run("undo", "2").with(ExitCode.CONFLICTS).out())
                .contains("changed    398 entries, 1 conflict left");
        for (int i = 0; i < KEYS; i++) {
            assertThat(value(i)).isEqualTo(i == 3 || i == 5 ? "\"game\"" : before(i));
        }
        assertThat(emulator.dataStores().attributes(1, "Saves", "global", "k9")).hasValue("{\"i\":9.0}");
        assertThat(emulator.dataStores().users(1, "Saves", "global", "k9")).hasValue(List.of("users/9"));
        assertThat(gantry.run("undo", "5").with(ExitCode.DONE).out()).contains("changed    398 entries\n");
        assertThat(value(9)).isEqualTo(after(9));
    }

    @Test
    void guardsStopWhatWasNotMeant() throws Exception {
        Files.createDirectories(gantry.file("config"));
        gantry.job(
                "config/application.yml",
                "gantry:\n  universes:\n    \"1\": {production: true}\n  groups:\n    \"7\": {production: true}\n");
        assertThat(gantry.run("run", "add.yml").with(ExitCode.GUARDED).err())
                .contains("Universe 1 is marked production: true", "--confirm 1");
        gantry.run("run", "add.yml", "--confirm", "2").with(ExitCode.GUARDED);
        assertThat(gantry.job("roles.yml", ROLES)
                        .run("run", "roles.yml", "--confirm", "1")
                        .with(ExitCode.GUARDED)
                        .err())
                .contains("Group 7 is marked production: true", "say --confirm groups/7;");
        gantry.run("run", "roles.yml", "--confirm", "1", "--confirm", "groups/7")
                .with(ExitCode.DONE);
        gantry.run("run", "add.yml", "--dry-run").with(ExitCode.CHANGES_PLANNED);
        assertThat(emulator.stats().of(OperationClass.WRITE)).isZero();

        gantry.job("add.yml", JOB.replace("limits:", "    max-changes: 70\nlimits:"));
        gantry.run("run", "add.yml", "--confirm", "1").with(ExitCode.GUARDED);
        assertThat(emulator.stats().of(OperationClass.WRITE)).isLessThanOrEqualTo(70);

        gantry.job("add.yml", JOB);
        gantry.run("plan", "add.yml", "-o", "add.plan").with(ExitCode.CHANGES_PLANNED);
        gantry.job("add.yml", JOB.replace("\"5\"", "\"6\""));
        assertThat(gantry.run("apply", "add.plan", "--confirm", "1")
                        .with(ExitCode.GUARDED)
                        .err())
                .contains("add.yml has changed since add.plan was made of it");
        assertThat(gantry.run("apply", "nothing.plan").with(ExitCode.MISTAKE).err())
                .contains("There is no plan nothing.plan");
    }

    @Test
    void rowsThatAreRefusedWhileWritingAreKeptWithTheirReasons() throws Exception {
        emulator.dataStores().put(1, "Saves", "global", "k1", "[]");
        emulator.dataStores().remove(1, "Saves", "global", "k2");
        gantry.run("run", "add.yml").with(ExitCode.FAILED);
        gantry.job("add.yml", JOB + "errors: {skip: 5, rejects: rejected.jsonl}\n");
        assertThat(gantry.run("run", "add.yml").with(ExitCode.REJECTED_ROWS).out())
                .contains("2 rows rejected");
        assertThat(Files.readAllLines(gantry.file("rejected.jsonl")))
                .hasSize(2)
                .anyMatch(line -> line.contains("there is no such entry"))
                .anyMatch(line -> line.contains("jq .coins += (5 * $row.value) failed: Cannot index array with"));
    }

    /** Killed by signal 9 while requests are under way, and around every commit; once it is done every sum is exact. */
    @Test
    void aRunThatIsKilledAgainAndAgainChangesEveryEntryOnce() {
        gantry = gantry.inTheirOwn();
        Random random = new Random(9);
        int kills = 0;
        boolean isRecorded = false;
        boolean isDone = false;
        for (int round = 0; kills < KILLS && !isDone; round++) {
            Gantries.Ended ended = round % 4 == 3
                    ? gantry.withJvm(
                                    "-Dspring.main.sources=" + HaltAtChunk.class.getName(),
                                    "-Dhalt.at=" + HaltAtChunk.Instant.values()[random.nextInt(3)],
                                    "-Dhalt.chunk=1")
                            .run(line(isRecorded))
                    : killedAtRequest(random.nextInt(120) + 1, line(isRecorded));
            if (ended.code() == HaltAtChunk.KILLED) {
                kills++;
                isRecorded = true;
            } else if (isRecorded && ended.err().contains("No run waits to be resumed")) {
                // It was killed before it was written down that there is a run.
                isRecorded = false;
                kills--;
            } else {
                ended.with(ExitCode.DONE);
                isDone = true;
            }
        }
        if (!isDone) {
            gantry.run(line(isRecorded)).with(ExitCode.DONE);
        }
        assertThat(kills).isPositive();
        for (int i = 0; i < KEYS; i++) {
            assertThat(value(i)).as("k" + i + " after " + kills + " kills").isEqualTo(after(i));
        }
        assertThat(gantry.run("undo", "1").with(ExitCode.DONE).out()).contains("changed    400 entries\n");
        for (int i = 0; i < KEYS; i++) {
            assertThat(value(i)).isEqualTo(before(i));
        }
    }

    private static String[] line(boolean isRecorded) {
        return isRecorded ? new String[] {"resume"} : new String[] {"run", "add.yml"};
    }

    private Gantries.Ended killedAtRequest(int n, String[] line) {
        long before = emulator.stats().requests();
        Gantries.Started started = gantry.start(line);
        victim = started;
        killAt = before + n;
        if (!listens) {
            listens = true;
            emulator.listen(seen -> {
                if (seen.ordinal() == killAt) {
                    victim.kill();
                }
            });
        }
        Gantries.Ended ended = started.await();
        killAt = -1;
        return ended;
    }

    private boolean listens;
    private volatile long killAt = -1;

    @SuppressWarnings("NullAway.Init") // before the first kill
    private volatile Gantries.Started victim;
}
