package dev.gantry.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.emulator.Faults;
import dev.gantry.run.HaltAtChunk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs that are killed by signal 9 at random, again and again, while answers are lost and a game adds to the same entries as
 * {@code UpdateAsync} does; the emulator's own game plays beside. With {@code -Dwriteback.kills=200} as often as that.
 */
class KilledChangesIT {

    private static final int KEYS = 150;
    private static final int KILLS = Integer.getInteger("writeback.kills", 4);

    private static final String JOB = """
            job: add
            params: {by: "1", round: "1"}
            source:
              data-store-entries: {universe: "1", data-store: Roster, partitions: none}
            sink:
              data-store-entries:
                universe: "1"
                data-store: Saves
                id: "{.id}"
                update: .coins += ${by}
                attributes: del(.once)
                once: round-${round}
            limits: {read: none, list: none, write: none, remove: none}
            """;

    @TempDir
    private Path temp;

    private final Random random = new Random(200);
    private final AtomicIntegerArray games = new AtomicIntegerArray(KEYS);

    @SuppressWarnings("NullAway.Init") // before each test
    private Emulator emulator;

    @SuppressWarnings("NullAway.Init") // before each test
    private Gantries gantry;

    private volatile long killAt = -1;

    @SuppressWarnings("NullAway.Init") // before the first kill
    private volatile Gantries.Started victim;

    @BeforeEach
    void begin() {
        emulator = Emulator.start(EmulatorOptions.defaults()
                .withPlayers(300)
                .withConcurrentUsers(200)
                .withGame(true)
                .withLimits(false)
                .withFaults(Faults.parse("reset-after=3%")));
        for (int i = 0; i < KEYS; i++) {
            emulator.dataStores().put(1, "Roster", "global", "k" + i, "1");
            emulator.dataStores()
                    .put(1, "Saves", "global", "k" + i, value(0, 0), List.of("users/" + i), "{\"i\":" + i + "}");
        }
        gantry = Gantries.in(temp.resolve("work"), temp)
                .against(emulator)
                .withChunks(64, 32)
                .job("add.yml", JOB);
        emulator.listen(seen -> {
            if (seen.ordinal() == killAt) {
                victim.kill();
            }
            if (seen.ordinal() % 9 == 0) {
                play(random.nextInt(KEYS));
            }
        });
    }

    @AfterEach
    void end() {
        emulator.close();
    }

    private static String value(int coins, int game) {
        return "{\"n\":9007199254740993,\"coins\":" + coins + ",\"game\":" + game + "}";
    }

    private String stored(int i) {
        return emulator.dataStores().value(1, "Saves", "global", "k" + i).orElse("(none)");
    }

    /** What is there, and one more. */
    private void play(int i) {
        String played = stored(i).replaceFirst("\"game\":\\d+", "\"game\":" + games.incrementAndGet(i));
        String attributes =
                emulator.dataStores().attributes(1, "Saves", "global", "k" + i).orElse("{}");
        emulator.dataStores().put(1, "Saves", "global", "k" + i, played, List.of("users/" + i), attributes);
    }

    @Test
    void everyChangeIsMadeOnceAndNoWriteOfTheGameIsLost() {
        int kills = 0;
        int expected = 0;
        int round = 0;
        while (kills < KILLS) {
            round++;
            kills += killedUntilDone(round, KILLS - kills);
            expected += round;
        }
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            if (!stored(i).equals(value(expected, games.get(i)))) {
                wrong.add("k" + i + ": " + stored(i));
            }
            assertThat(emulator.dataStores().users(1, "Saves", "global", "k" + i))
                    .hasValue(List.of("users/" + i));
            assertThat(emulator.dataStores().attributes(1, "Saves", "global", "k" + i))
                    .hasValue("{\"i\":" + i + ",\"once\":[\"round-" + round + "\"]}");
        }
        assertThat(wrong)
                .as(
                        "%s kills in %s runs of %s changes; the game wrote %s times, %s more the emulator's",
                        kills, round, KEYS, sum(), emulator.stats().game())
                .isEmpty();
        if (KILLS > 4) {
            tell(kills, round);
        }
    }

    /** The figures of a long proof. */
    private void tell(int kills, int round) {
        System.out.printf(
                "%d kills in %d runs of %d changes, %d writes of a game to the same entries, emulator's game: %s; lost 0, doubled 0%n",
                kills, round, KEYS, sum(), emulator.stats().game());
    }

    private int sum() {
        int sum = 0;
        for (int i = 0; i < KEYS; i++) {
            sum += games.get(i);
        }
        return sum;
    }

    /** One run, killed at most so often; returns how often. */
    private int killedUntilDone(int round, int most) {
        int kills = 0;
        boolean isRecorded = false;
        while (true) {
            Gantries.Ended ended = kills == most
                    ? start(round, isRecorded, gantry).await()
                    : kills % 5 == 4 ? killedAtChunk(round, isRecorded) : killedAtRequest(round, isRecorded);
            if (ended.code() == HaltAtChunk.KILLED) {
                kills++;
                isRecorded = true;
            } else if (isRecorded && ended.err().contains("No run waits to be resumed")) {
                isRecorded = false;
            } else {
                ended.with(ExitCode.DONE);
                return kills;
            }
        }
    }

    private Gantries.Started start(int round, boolean isRecorded, Gantries processes) {
        return isRecorded
                ? processes.start("resume")
                : processes.start("run", "add.yml", "--param", "by=" + round, "--param", "round=" + round);
    }

    private Gantries.Ended killedAtChunk(int round, boolean isRecorded) {
        Gantries halting = gantry.withJvm(
                "-Dspring.main.sources=" + HaltAtChunk.class.getName(),
                "-Dhalt.at=" + HaltAtChunk.Instant.values()[random.nextInt(3)],
                "-Dhalt.chunk=1");
        return start(round, isRecorded, halting).await();
    }

    private Gantries.Ended killedAtRequest(int round, boolean isRecorded) {
        long before = emulator.stats().requests();
        victim = start(round, isRecorded, gantry);
        killAt = before + random.nextInt(100) + 1;
        Gantries.Ended ended = victim.await();
        killAt = -1;
        return ended;
    }
}
