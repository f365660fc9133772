package dev.gantry.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.emulator.Fault;
import dev.gantry.emulator.Faults;
import dev.gantry.emulator.RequestSeen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What goes wrong on the way costs repeats and time, never a row, and never the live game's part of the quota. */
@Isolated("what it proves depends on when things happen")
class FaultsIT {

    private static final long SECOND = 1_000_000_000L;

    /** So far may a busy machine bring together at the emulator what left Gantry one after the other. */
    private static final double JITTER_SECONDS = 0.5;

    /** What the budget lets out at once. */
    private static final double BURST_SECONDS = 0.25;

    private static final String JOB = """
            job: saves
            source:
              data-store-entries: {universe: "1", data-store: PlayerData}
            transform:
              - map: '{id, value, revisionId, etag, saved: .revisionCreateTime}'
            sink:
              parquet: {path: published, key: [id]}
            """;

    private static final String IDS = """
            job: saves
            source:
              data-store-entries: {universe: "1", data-store: PlayerData, values: false}
            sink:
              parquet: {path: published, key: [id]}
            """;

    @TempDir
    private Path temp;

    /** When a get came, by a clock that only goes forward. */
    private record Get(long ordinal, long nanos) {}

    @Test
    void publishesTheSameWhateverGoesWrong() throws Exception {
        try (Emulator emulator = Emulator.start(EmulatorOptions.defaults()
                .withPlayers(150)
                .withFaults(Faults.parse("429=5%,500=5%,reset=2%,truncate=2%")))) {
            Gantries spoilt = gantry("spoilt", emulator);
            Gantries.Ended ended = spoilt.run("run", "saves.yml").with(ExitCode.DONE);
            assertThat(ended.out()).contains("150 rows in 1 file").containsPattern("[1-9][0-9]* repeats");
            assertThat(emulator.stats().answered(429)).isPositive();
            assertThat(emulator.stats().answered(500)).isPositive();
            assertThat(emulator.stats().throttled()).as("beyond a limit").isZero();

            emulator.faults(Faults.none());
            Gantries whole = gantry("whole", emulator);
            whole.run("run", "saves.yml").with(ExitCode.DONE);
            List<String> rows = PublishedRows.of(spoilt.file("published"));
            assertThat(rows).hasSize(150).isEqualTo(PublishedRows.of(whole.file("published")));
        }
    }

    /** In values and in lists. A token that does not move, or has expired, ends a try. */
    @ParameterizedTest
    @CsvSource({"400, true", "12000, false"})
    void publishesTheSameWithEveryFaultAtTwoPercentOnceItIsResumedToItsEnd(int players, boolean values)
            throws Exception {
        try (Emulator emulator = Emulator.start(EmulatorOptions.defaults()
                        .withPlayers(players)
                        .withLimits(false)
                        .withFaults(Faults.parse(everyFault("2%"))));
                OneProcess process = new OneProcess()) {
            String job = values ? JOB : IDS;
            String unlimited = "{\"read\": \"none\", \"list\": \"none\"}";
            Gantries spoilt = Gantries.in(temp.resolve("spoilt"), temp)
                    .against(emulator)
                    .in(process)
                    .job("saves.yml", job);
            int code = spoilt.run("run", "saves.yml", "--limits", unlimited).code();
            for (int tries = 1; code == ExitCode.FAILED && tries < 20; tries++) {
                code = spoilt.run("resume").code();
            }
            assertThat(code).isEqualTo(ExitCode.DONE);
            assertThat(emulator.stats().byStatus()).containsKeys(429, 500, 502, 503);

            emulator.faults(Faults.none());
            Gantries whole =
                    Gantries.in(temp.resolve("whole"), temp).against(emulator).job("saves.yml", job);
            whole.run("run", "saves.yml", "--limits", unlimited).with(ExitCode.DONE);
            List<String> rows = PublishedRows.of(spoilt.file("published"));
            assertThat(rows).hasSize(players).isEqualTo(PublishedRows.of(whole.file("published")));
        }
    }

    private static String everyFault(String often) {
        return Arrays.stream(Fault.Kind.values())
                .map(kind -> kind.word() + "=" + often)
                .collect(Collectors.joining(","));
    }

    @Test
    void asksNoFasterThanItsShareAndNotMuchSlower() throws Exception {
        int players = 1_200;
        int online = 500;
        double perSecond = 0.5 * (250 + 40 * online) / 60;
        try (Emulator emulator =
                Emulator.start(EmulatorOptions.defaults().withPlayers(players).withConcurrentUsers(online))) {
            Queue<Get> gets = gets(emulator);
            gantry("work", emulator).run("run", "saves.yml").with(ExitCode.DONE);
            assertThat(emulator.stats().byStatus()).containsOnlyKeys(200);
            assertNeverFaster(List.copyOf(gets), perSecond);
            List<Get> all = List.copyOf(gets);
            double seconds = (all.getLast().nanos() - all.getFirst().nanos()) / (double) SECOND;
            assertThat(players / seconds).isGreaterThan(0.8 * perSecond);
        }
    }

    @Test
    void waitsAsLongAsRetryAfterSaysAndGoesOnAtHalfTheRate() throws Exception {
        int refused = 150;
        double perSecond = 200;
        try (Emulator emulator = Emulator.start(EmulatorOptions.defaults()
                .withPlayers(600)
                .withLimits(false)
                .withFaults(Faults.parse("429=@" + refused)))) {
            Queue<Get> gets = gets(emulator);
            gantry("work", emulator)
                    .run("run", "saves.yml", "--limits", "{\"read\": \"12000/min\"}")
                    .with(ExitCode.DONE);
            long refusedAt = gets.stream()
                    .filter(get -> get.ordinal() == refused)
                    .findFirst()
                    .orElseThrow()
                    .nanos();
            long underWay = (long) (JITTER_SECONDS * SECOND);
            assertThat(gets).noneMatch(get -> get.nanos() > refusedAt + underWay && get.nanos() < refusedAt + SECOND);
            double after = gets.stream()
                    .filter(get -> get.nanos() > refusedAt + SECOND && get.nanos() < refusedAt + 3 * SECOND)
                    .count();
            assertThat(after).isPositive().isLessThan(perSecond / 2 * (2 + BURST_SECONDS + JITTER_SECONDS));
            assertThat(emulator.stats().answered(429)).isOne();
        }
    }

    private Gantries gantry(String folder, Emulator emulator) {
        return Gantries.in(temp.resolve(folder), temp).against(emulator).job("saves.yml", JOB);
    }

    private static Queue<Get> gets(Emulator emulator) {
        Queue<Get> gets = new ConcurrentLinkedQueue<>();
        emulator.listen(request -> {
            if (isGet(request)) {
                gets.add(new Get(request.ordinal(), System.nanoTime()));
            }
        });
        return gets;
    }

    private static boolean isGet(RequestSeen request) {
        return request.operation().startsWith("Cloud_GetDataStoreEntry");
    }

    /** Over any stretch of time, however short and wherever it begins. */
    private static void assertNeverFaster(List<Get> gets, double perSecond) {
        for (int first = 0; first < gets.size(); first++) {
            for (int last = first; last < gets.size(); last++) {
                double seconds = (gets.get(last).nanos() - gets.get(first).nanos()) / (double) SECOND;
                double allowed = perSecond * (seconds + BURST_SECONDS + JITTER_SECONDS) + 1;
                if (last - first + 1 > allowed) {
                    assertThat(last - first + 1)
                            .as("gets in %s s from the %sth on", seconds, first + 1)
                            .isLessThanOrEqualTo((int) allowed);
                }
            }
        }
    }
}
