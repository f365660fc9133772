package dev.gantry.writeback;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.gantry.emulator.Faults;
import dev.gantry.emulator.wire.OperationClass;
import dev.gantry.job.Row;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.source.Clients;
import dev.gantry.writeback.journal.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Changes whose answers are lost, or whose run ends in the middle of them. */
class InterruptedChangesIT {

    private static final String ADD = "id: '{.id}'\nupdate: .coins += $row.by\n";

    @TempDir
    private Path temp;

    @SuppressWarnings("NullAway.Init") // before each test
    private Changing changing;

    @BeforeEach
    void begin() {
        changing = Changing.in(temp);
    }

    @AfterEach
    void end() {
        changing.close();
    }

    @Test
    void incrementsSumExactlyWithThreeInTenAnswersLost() throws Exception {
        int keys = 10_000;
        for (int i = 0; i < keys; i++) {
            changing.put("k" + i, Integer.toString(i));
        }
        changing.emulator().faults(Faults.parse("reset-after=30%"));
        TriedRun run = changing.run(1, "id: '{.id}'\nincrement: .by\n");
        List<Row> rows = Changing.rows(keys, i -> "{\"id\":\"k" + i + "\",\"by\":" + (i % 7 + 1) + "}");
        try (OpenCloud cloud = changing.patientClient()) {
            for (int from = 0; from < keys; from += 1_000) {
                assertThat(run.make(cloud, rows.subList(from, from + 1_000))).isEmpty();
            }
        }
        assertThat(run.tally()).isEqualTo(Tally.of(keys, 0, 0, 0, 0));
        for (int i = 0; i < keys; i++) {
            assertThat(changing.value("k" + i)).isEqualTo(Integer.toString(i + i % 7 + 1));
        }
        assertThat(changing.emulator().stats().of(OperationClass.WRITE))
                .as("only what was not done is written again")
                .isEqualTo(keys);
    }

    /**
     * Two hundred times the client is cut off at a request of its own choosing, what the journal had not yet been made durable is
     * lost, and the run goes on from its checkpoint; with a game that adds to every entry meanwhile a marker tells what was done.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyChangeIsMadeOnceHoweverOftenTheRunIsCutOff(boolean withGame) throws Exception {
        Random random = new Random(6);
        int keys = 120;
        Map<String, AtomicLong> games = new HashMap<>();
        for (int i = 0; i < keys; i++) {
            changing.put(
                    "k" + i,
                    "{\"coins\":1,\"game\":0,\"n\":9007199254740993}",
                    List.of("users/" + i),
                    "{\"i\":" + i + "}");
            games.put("k" + i, new AtomicLong());
        }
        int cuts = 0;
        int expected = 1;
        for (int round = 1; cuts < 200; round++) {
            TriedRun run =
                    changing.run(round, ADD + (withGame ? "once: r" + round + "\nattributes: del(.once)\n" : ""));
            int by = round;
            List<Row> rows = Changing.rows(keys, i -> "{\"id\":\"k" + i + "\",\"by\":" + by + "}");
            boolean done = false;
            while (!done) {
                done = !isCutOff(run, rows, random, withGame ? () -> play(random, games) : () -> {});
                cuts += done ? 0 : 1;
            }
            expected += round;
            assertThat(run.tally()).as("round " + round).isEqualTo(Tally.of(keys, 0, 0, 0, 0));
        }
        for (int i = 0; i < keys; i++) {
            assertThat(changing.value("k" + i))
                    .isEqualTo(
                            "{\"coins\":" + expected + ",\"game\":" + games.get("k" + i) + ",\"n\":9007199254740993}");
        }
    }

    /** @return whether it was */
    private boolean isCutOff(TriedRun run, List<Row> rows, Random random, Runnable game) {
        AtomicInteger left = new AtomicInteger(random.nextInt(3 * rows.size()));
        try (OpenCloud cloud = Clients.of(changing.emulator())) {
            CutOff cut = new CutOff(cloud, left, game);
            current = cut;
            if (!listens) {
                listens = true;
                changing.emulator().listen(seen -> current.seen());
            }
            run.make(cloud, rows);
            return false;
        } catch (Exception cutOff) {
            return true;
        }
    }

    private boolean listens;

    @SuppressWarnings("NullAway.Init") // before the first request
    private volatile CutOff current;

    private record CutOff(OpenCloud cloud, AtomicInteger left, Runnable game) {
        void seen() {
            int now = left.decrementAndGet();
            if (now == 0) {
                Thread.ofVirtual().start(cloud::close);
            }
            if (now % 5 == 0) {
                game.run();
            }
        }
    }

    /** As a game does that uses UpdateAsync: it adds to what is there, and keeps users and attributes. */
    private void play(Random random, Map<String, AtomicLong> games) {
        String key = "k" + random.nextInt(games.size());
        String value = changing.value(key);
        long played = Objects.requireNonNull(games.get(key)).incrementAndGet();
        String attributes = changing.attributes(key);
        changing.put(key, value.replaceFirst("\"game\":\\d+", "\"game\":" + played), changing.users(key), attributes);
    }

    @Test
    void whatCannotBeToldIsReportedAndNotWrittenAgain() throws Exception {
        changing.put("a", "{\"coins\":1}");
        changing.emulator().faults(Faults.parse("reset-after=@2"));
        changing.emulator().listen(seen -> {
            if (seen.operation().startsWith("Cloud_GetDataStoreEntry") && seen.ordinalOfClass() == 2) {
                BigInteger coins = new BigInteger(changing.value("a").replaceAll("\\D", ""));
                changing.put("a", "{\"coins\":" + coins.add(BigInteger.TEN) + "}");
            }
        });
        TriedRun run = changing.run(1, ADD);
        run.make(Changing.row("1", "{\"id\":\"a\",\"by\":5}"));
        assertThat(changing.value("a")).isEqualTo("{\"coins\":16}");
        assertThat(run.tally()).isEqualTo(Tally.of(0, 0, 0, 1, 0));
        JournaledChange.each(run.journals(), change -> {
            assertThat(change.outcome().orElseThrow().result()).isEqualTo(Result.CONFLICT);
            assertThat(change.outcome().orElseThrow().why())
                    .isEqualTo(
                            "the answer to its write was lost, and somebody else wrote it since, so it cannot be told whether"
                                    + " it was changed; with once: it could");
            return true;
        });
    }

    @Test
    void theMarkerTellsWhetherALostWriteWasDoneBeforeTheGameWrote() throws Exception {
        changing.put("a", "{\"coins\":1}");
        changing.emulator().faults(Faults.parse("reset-after=@2"));
        changing.emulator().listen(seen -> {
            if (seen.operation().startsWith("Cloud_GetDataStoreEntry") && seen.ordinalOfClass() == 2) {
                changing.put(
                        "a", changing.value("a").replace("}", ",\"game\":1}"), List.of(), changing.attributes("a"));
            }
        });
        TriedRun run = changing.run(1, ADD + "once: refund\n");
        run.make(Changing.row("1", "{\"id\":\"a\",\"by\":5}"));
        assertThat(changing.value("a")).isEqualTo("{\"coins\":6,\"game\":1}");
        assertThat(run.tally()).isEqualTo(Tally.of(1, 0, 0, 0, 0));
    }
}
