package dev.gantry.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import com.sun.net.httpserver.HttpServer;
import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Several {@code gantry serve} on one PostgreSQL: one fire for all, runs spread over them, and what befalls machines. */
class ClusterIT {

    private static final int PLAYERS = 1_500;

    /** How often one of three is killed: {@code -Dcluster.kills=20} takes minutes. */
    private static final int KILLS = Integer.getInteger("cluster.kills", 1);

    /** By then the others have noticed, and gone on. */
    private static final Duration PATIENCE = Gantries.PATIENCE;

    private static final String NEVER = "0 0 0 1 1 ?";

    /** Slow enough that there is time to end somebody: some requests a second and machine. */
    private static final String SAVES = """
            job: saves
            schedule: {cron: "%s"}
            source:
              data-store-entries: {universe: "1", data-store: PlayerData, partitions: 6}
            transform:
              - map: '{id}'
            sink:
              jsonl: {path: "saves/${run}"}
            limits: {read: 6000/min, list: none, write: none, remove: none}
            """.formatted(NEVER);

    private static final String TICKS = """
            job: ticks
            schedule: {cron: "* * * * * ?", overlap: queue}
            notify: {to: ops, on: success}
            source: {csv: {path: in.csv}}
            sink: {jsonl: {path: "ticks/${run}"}}
            """;

    @TempDir
    private Path folder;

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private Emulator emulator;
    private HttpServer hook;
    private Cluster cluster;

    @BeforeEach
    void startThree() throws IOException {
        emulator =
                Emulator.start(EmulatorOptions.defaults().withPlayers(PLAYERS).withLimits(false));
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", exchange -> {
            told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        hook.start();
        cluster = new Cluster(folder, emulator, "5s");
        cluster.configure(
                "  webhooks: {ops: {url: \"http://127.0.0.1:"
                        + hook.getAddress().getPort() + "/\"}}\n",
                "5s");
        cluster.gantry().job("jobs/saves.yml", SAVES);
        cluster.gantry().job("in.csv", "id\n1\n");
        cluster.serve(3);
    }

    @AfterEach
    void endAll() {
        cluster.close();
        hook.stop(0);
        emulator.close();
    }

    @Test
    void losesAndDoublesNothingWhateverBefallsItsMachines() {
        try {
            befall();
        } catch (ConditionTimeoutException waiting) {
            throw new AssertionError(cluster.logs(), waiting);
        }
    }

    private void befall() {
        cluster.gantry().job("jobs/ticks.yml", TICKS);
        goesOnWhenItsManagerIsKilled();
        goesOnWithoutWhoStandsStill();
        goesOnWhenOneIsToldToEnd();
        firesOnce();
        Random random = new Random(8);
        for (int kill = 1; kill < KILLS; kill++) {
            goesOnWhenOneIsKilled(random);
        }
    }

    private void goesOnWhenItsManagerIsKilled() {
        long run = start();
        Gantries.Started manager = cluster.managerOf(run).orElseThrow();
        manager.kill();
        manager.await();
        assertWhole(run);
        cluster.serve(1);
    }

    /** The one that stands still is thought dead, others go on with what it did, and then it wakes. */
    private void goesOnWithoutWhoStandsStill() {
        long run = start();
        Gantries.Started sleeper = workerOf(run);
        long before = cluster.attemptsOf(run);
        sleeper.signal("STOP");
        await().atMost(PATIENCE).until(() -> cluster.attemptsOf(run) > before);
        sleeper.signal("CONT");
        assertWhole(run);
        assertThat(cluster.logs())
                .contains("Nothing was heard of process " + sleeper.process().pid());
        await().until(() -> sleeper.err().contains("This process was out of reach for too long"));
    }

    private void goesOnWhenOneIsToldToEnd() {
        long run = start();
        Gantries.Started ended = workerOf(run);
        ended.signal("TERM");
        assertWhole(run);
        // A tick may have run there just then.
        assertThat(ended.await().code()).isIn(ExitCode.DONE, ExitCode.STOPPED);
    }

    private void goesOnWhenOneIsKilled(Random random) {
        cluster.serve(1);
        long run = start();
        List<Gantries.Started> living = cluster.living();
        Gantries.Started killed = living.get(random.nextInt(living.size()));
        killed.kill();
        killed.await();
        assertWhole(run);
    }

    /** A run of all saves that is well under way, on two machines at least. */
    private long start() {
        long gets = emulator.stats().entryGets();
        long firing = cluster.fire("saves");
        await().until(() -> cluster.run(firing) > 0);
        long run = cluster.run(firing);
        await().until(() ->
                cluster.workersOf(run).size() > 1 && emulator.stats().entryGets() > gets + PLAYERS / 5);
        return run;
    }

    /** One that works on a run's partitions and does not have the run itself. */
    private Gantries.Started workerOf(long run) {
        Gantries.Started manager = cluster.managerOf(run).orElseThrow();
        List<String> workers = cluster.workersOf(run);
        return cluster.living().stream()
                .filter(each -> each.process().pid() != manager.process().pid())
                .filter(each -> workers.contains(Long.toString(each.process().pid())))
                .findFirst()
                .orElseThrow(() -> new AssertionError(workers + cluster.logs()));
    }

    private void assertWhole(long run) {
        await("run " + run + " goes on and ends")
                .atMost(PATIENCE)
                .until(() -> cluster.number("SELECT COUNT(*) FROM gantry_firing WHERE state = 'DONE' AND run = " + run)
                        == 1);
        assertThat(cluster.published("saves/" + run))
                .as("rows of run %s%n%s", run, cluster.logs())
                .hasSize(PLAYERS)
                .doesNotHaveDuplicates();
        assertThat(Files.exists(cluster.gantry().file(".gantry/staging/" + run)))
                .isFalse();
    }

    /** Every second of all that time has one firing and one run, which was told of once. */
    private void firesOnce() {
        cluster.gantry().job("jobs/ticks.yml", TICKS.replace("* * * * * ?", NEVER));
        await().until(() -> cluster.number("SELECT (SELECT COUNT(*) FROM gantry_schedule WHERE timing LIKE '* * *%')"
                        + " + (SELECT COUNT(*) FROM gantry_firing WHERE state IN ('WAITING', 'RUNNING'))"
                        + " + (SELECT COUNT(*) FROM gantry_notice WHERE state = 'WAITING')")
                == 0);
        List<String> fireTimes =
                cluster.texts("SELECT fire_time FROM gantry_firing WHERE job = 'ticks' AND state = 'DONE'");
        assertThat(fireTimes).hasSizeGreaterThan(5).doesNotHaveDuplicates();
        List<String> runs = cluster.texts("SELECT run FROM gantry_firing WHERE job = 'ticks' AND state = 'DONE'");
        assertThat(runs).doesNotHaveDuplicates();
        assertThat(cluster.published("ticks")).hasSize(runs.size());
        assertThat(told).hasSize(runs.size()).doesNotHaveDuplicates();
    }
}
