package dev.gantry.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.gantry.database.PostgreSqlServer;
import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two processes with one PostgreSQL ask a universe no faster together than either would alone. */
@Isolated("what it proves depends on when things happen")
class SharedShareIT {

    private static final long SECOND = 1_000_000_000L;
    private static final double JITTER_SECONDS = 0.5;

    /** What the budget lets out at once: tokens live a second, and a quarter of one may be saved up. */
    private static final double BURST_SECONDS = 1.25;

    private static final int ROWS = 600;
    private static final int UNTIL_KILLED = 200;
    private static final int ONLINE = 500;

    /** What the emulator gives: a little less than Roblox. */
    private static final double PER_SECOND = 0.5 * (250 + 40 * ONLINE) / 60;

    @TempDir
    private Path temp;

    /** When a get came, and of which job. */
    private record Get(long nanos, boolean isOfFirst) {}

    /** One of them is killed by {@code kill -9} in the middle; then the other has the whole. */
    @Test
    void twoProcessesHaveOneShareTogetherAndHalfOfItEach() throws Exception {
        try (Emulator emulator =
                Emulator.start(EmulatorOptions.defaults().withPlayers(ROWS).withConcurrentUsers(ONLINE))) {
            for (int i = 0; i < ROWS; i++) {
                emulator.dataStores().put(1, "Second", "global", "house-" + i, "{}");
            }
            Queue<Get> gets = new ConcurrentLinkedQueue<>();
            emulator.listen(request -> {
                if (request.operation().startsWith("Cloud_GetDataStoreEntry")) {
                    gets.add(new Get(System.nanoTime(), request.path().contains("PlayerData")));
                }
            });
            Gantries gantry = gantry(emulator);

            Gantries.Started first = gantry.start("run", "first.yml");
            Gantries.Started second = gantry.start("run", "second.yml");
            await().until(() -> gets.stream().filter(Get::isOfFirst).count() > UNTIL_KILLED
                    && gets.stream().filter(get -> !get.isOfFirst()).count() > UNTIL_KILLED);
            first.kill();
            long killed = System.nanoTime();
            second.await().with(ExitCode.DONE);

            assertThat(emulator.stats().byStatus()).containsOnlyKeys(200);
            assertThat(emulator.stats().throttled()).isZero();
            List<Get> all = List.copyOf(gets);
            assertThat(all.stream().filter(get -> !get.isOfFirst()).count()).isEqualTo(ROWS);
            assertNeverFaster(all);
            assertNoneStarved(all, killed);
        }
    }

    private Gantries gantry(Emulator emulator) throws Exception {
        Gantries gantry = Gantries.in(temp.resolve("work"), temp)
                .against(emulator)
                .job("first.yml", job("first", "PlayerData"))
                .job("second.yml", job("second", "Second"));
        Files.createDirectories(gantry.file("config"));
        return gantry.job("config/application.yml", """
                gantry:
                  database: {url: "%s", user: postgres, password: postgres}
                """.formatted(
                        PostgreSqlServer.running().newDatabase()));
    }

    private static String job(String name, String store) {
        return """
                job: %s
                source:
                  data-store-entries: {universe: "1", data-store: %s}
                sink:
                  jsonl: {path: out-%s}
                """.formatted(name, store, name);
    }

    /** While both ask, each gets its part. */
    private static void assertNoneStarved(List<Get> all, long end) {
        long begin = Math.max(first(all, true), first(all, false));
        List<Get> contended = all.stream()
                .filter(get -> get.nanos() >= begin && get.nanos() <= end)
                .toList();
        assertThat(contended.size()).isGreaterThan(UNTIL_KILLED);
        assertThat(contended.stream().filter(Get::isOfFirst).count() / (double) contended.size())
                .isBetween(0.35, 0.65);
        assertThat(contended.size() * SECOND / (double) (end - begin)).isGreaterThan(0.7 * PER_SECOND);
    }

    private static long first(List<Get> gets, boolean isOfFirst) {
        return gets.stream()
                .filter(get -> get.isOfFirst() == isOfFirst)
                .findFirst()
                .orElseThrow()
                .nanos();
    }

    /** Over any stretch of time, however short and wherever it begins. */
    private static void assertNeverFaster(List<Get> gets) {
        for (int first = 0; first < gets.size(); first++) {
            for (int last = first; last < gets.size(); last++) {
                double seconds = (gets.get(last).nanos() - gets.get(first).nanos()) / (double) SECOND;
                double allowed = PER_SECOND * (seconds + BURST_SECONDS + JITTER_SECONDS) + 1;
                if (last - first + 1 > allowed) {
                    assertThat(last - first + 1)
                            .as("gets in %s s from the %sth on", seconds, first + 1)
                            .isLessThanOrEqualTo((int) allowed);
                }
            }
        }
    }
}
