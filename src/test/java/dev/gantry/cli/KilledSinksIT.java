package dev.gantry.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.run.HaltAtChunk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Bans and messages of a process that is killed by signal 9 again and again, and resumed: nothing twice, nothing left out. */
class KilledSinksIT {

    private static final int ROWS = 250;
    private static final int KILLS = Integer.getInteger("writeback.kills", 2);
    private static final long FIRST_USER = 5_000_000_000L;
    private static final Pattern MESSAGE = Pattern.compile("\\\\\"message\\\\\":\\\\\"<(\\d+)>");

    private static final String JOB = """
            job: JOB
            source: {csv: {path: rows.csv}}
            sink:
              SINK
            limits: {read: none, list: none, write: none, remove: none, concurrency: 16}
            """;

    @TempDir
    private Path temp;

    @SuppressWarnings("NullAway.Init") // before each test
    private Emulator emulator;

    @SuppressWarnings("NullAway.Init") // before each test
    private Gantries gantry;

    private volatile long killAt = -1;

    @SuppressWarnings("NullAway.Init") // before the first kill
    private volatile Gantries.Started victim;

    @BeforeEach
    void begin() throws IOException {
        emulator = Emulator.start(
                EmulatorOptions.defaults().withPlayers(0).withLimits(false).withState(temp.resolve("done.jsonl")));
        emulator.listen(seen -> {
            if (seen.ordinal() == killAt) {
                victim.kill();
            }
        });
        gantry = Gantries.in(temp.resolve("work"), temp).against(emulator).withChunks(100, 32);
        Files.write(
                gantry.file("rows.csv"),
                IntStream.rangeClosed(-1, ROWS - 1)
                        .mapToObj(i -> i < 0 ? "n,userId" : i + "," + (FIRST_USER + i))
                        .toList());
    }

    @AfterEach
    void end() {
        emulator.close();
    }

    @Test
    void everyUserIsBannedOnceAndThenFreeAgain() {
        gantry.job(
                "ban.yml",
                JOB.replace("JOB", "ban")
                        .replace(
                                "SINK",
                                "user-restrictions: {universe: \"1\", user: \"{.userId}\", ban: {duration: 7d,"
                                        + " private-reason: \"{.n}\"}}"));
        String out = killedAgainAndAgain("ban.yml", 2 * ROWS);
        assertThat(out).contains("changed    " + ROWS + "\n");
        List<String> done = done();
        assertThat(done).hasSizeGreaterThanOrEqualTo(ROWS);
        assertThat(done.stream()
                        .map(line -> line.replaceAll(".*idempotencyKey.key=([^&]*)&.*", "$1"))
                        .distinct())
                .as("each change under a key of its own, whatever was repeated")
                .hasSize(ROWS);
        assertThat(done.stream()
                        .map(line -> line.replaceAll(".*user-restrictions/(\\d+).*", "$1"))
                        .distinct())
                .hasSize(ROWS);
        assertThat(gantry.run("undo", "1").with(ExitCode.DONE).out()).contains("changed    " + ROWS + "\n");
    }

    @Test
    void noMessageIsSentTwiceAndWhatIsNotKnownIsReported() throws IOException {
        gantry.job(
                "tell.yml",
                JOB.replace("JOB", "tell")
                        .replace("SINK", "messages: {universe: \"1\", topic: news, message: \"<{.n}>\"}"));
        String out = killedAgainAndAgain("tell.yml", ROWS);
        List<String> sent = done().stream()
                .flatMap(line -> MESSAGE.matcher(line).results())
                .map(found -> found.group(1))
                .toList();
        assertThat(sent).doesNotHaveDuplicates();
        List<JsonNode> changes = gantry.run("show", "1", "--changes", "--json", "-n", "1000")
                .with(ExitCode.DONE)
                .out()
                .lines()
                .map(JsonMapper.shared()::readTree)
                .toList();
        assertThat(changes).hasSize(ROWS);
        long uncertain = changes.stream()
                .filter(change -> result(change).equals("uncertain"))
                .count();
        assertThat(uncertain).isPositive();
        assertThat(out).contains("changed    " + (ROWS - uncertain) + ", " + uncertain + " conflict");
        changes.stream()
                .filter(change -> result(change).equals("done"))
                .forEach(change -> assertThat(sent).contains(number(change)));
        assertThat(gantry.run("undo", "1").with(ExitCode.MISTAKE).err())
                .contains("Run 1 of tell cannot be undone: a message that was sent cannot be called back");
    }

    @Test
    void aPlanOfMessagesIsCarriedOutOnce() {
        gantry.job(
                "tell.yml",
                JOB.replace("JOB", "tell")
                        .replace("SINK", "messages: {universe: \"1\", topic: news, message: \"<{.n}>\"}"));
        assertThat(gantry.run("plan", "tell.yml", "-o", "tell.plan")
                        .with(ExitCode.CHANGES_PLANNED)
                        .out())
                .contains(
                        "to change  " + ROWS + "\n",
                        "it cannot be undone: a message that was sent cannot be called back",
                        "universes/1/topics/news  send\n");
        gantry.run("apply", "tell.plan").with(ExitCode.DONE);
        assertThat(gantry.run("apply", "tell.plan").with(ExitCode.GUARDED).err())
                .contains(
                        "Run 2 has carried out tell.plan already, and what it does stays done: a message that was sent"
                                + " cannot be called back.");
        assertThat(done()).hasSize(ROWS);
    }

    private static String result(JsonNode change) {
        return change.path("outcome").path("result").asString("");
    }

    private static String number(JsonNode change) {
        return JsonMapper.shared()
                .readTree(change.path("after").asString())
                .path("message")
                .asString()
                .replaceAll("[<>]", "");
    }

    /** What was done, whether its answer came or not, as the emulator keeps it. */
    private List<String> done() {
        try {
            return Files.readAllLines(temp.resolve("done.jsonl")).stream()
                    .filter(line -> line.contains("\"uri\""))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Returns what the try printed that came to the end. */
    private String killedAgainAndAgain(String job, int requests) {
        Random random = new Random(8);
        boolean isRecorded = false;
        int kills = 0;
        while (true) {
            killAt = kills < KILLS ? emulator.stats().requests() + 1 + random.nextInt(requests / KILLS) : -1;
            Gantries.Started started = isRecorded ? gantry.start("resume") : gantry.start("run", job);
            victim = started;
            Gantries.Ended ended = started.await();
            if (ended.code() != HaltAtChunk.KILLED) {
                assertThat(kills).isEqualTo(KILLS);
                assertThat(ended.code()).as(ended.all()).isIn(ExitCode.DONE, ExitCode.CONFLICTS);
                return ended.out();
            }
            kills++;
            isRecorded = true;
        }
    }
}
