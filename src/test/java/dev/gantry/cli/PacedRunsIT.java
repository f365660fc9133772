package dev.gantry.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.emulator.Faults;
import dev.gantry.emulator.RequestSeen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;

/** A run asks as often as its share allows, and never has the live game's part of the quota. */
@Isolated("what it proves depends on when things happen")
class PacedRunsIT {

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

    @TempDir
    private Path temp;

    /** When a get came, by a clock that only goes forward. */
    private record Get(long ordinal, long nanos) {}

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
