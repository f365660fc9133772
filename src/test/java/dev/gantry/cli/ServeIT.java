package dev.gantry.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code gantry serve} as a process, killed in the midst of a run, told to end in the midst of it, and refused beside itself. */
class ServeIT {

    /** How often it is killed: {@code -Dserve.kills=20} takes minutes. */
    private static final int KILLS = Integer.getInteger("serve.kills", 1);

    /** So many that the run is not over before the last kill. */
    private static final int PLAYERS = 300 + 100 * KILLS;

    /** Slow enough that there is time to kill it: a few requests a second. */
    private static final String SAVES = """
            job: saves
            schedule: {cron: "* * * * * ?", overlap: skip}
            notify: {to: ops, on: success}
            source:
              data-store-entries: {universe: "1", data-store: PlayerData, partitions: none}
            transform:
              - map: '{id}'
            sink:
              jsonl: {path: "out/${time}-${run}"}
            limits: {read: 3000/min, list: none, write: none, remove: none}
            """;

    private static final String TOKEN = "hook-token-of-ops";

    @TempDir
    private Path folder;

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @Test
    void goesOnByItselfWithWhatWasCutOffAndEndsOrderly() throws IOException {
        HttpServer hook = hook();
        try (Emulator emulator =
                Emulator.start(EmulatorOptions.defaults().withPlayers(PLAYERS).withLimits(false))) {
            Gantries gantry = Gantries.in(folder.resolve("work"), folder)
                    .against(emulator)
                    .with("OPS_HOOK", "http://127.0.0.1:" + hook.getAddress().getPort() + "/" + TOKEN)
                    .withChunks(20, 10);
            Files.createDirectories(gantry.file("jobs"));
            Files.createDirectories(gantry.file("config"));
            gantry.job("config/application.yml", "gantry: {webhooks: {ops: {url: \"${OPS_HOOK}\"}}}\n");
            gantry.job("jobs/saves.yml", SAVES);
            for (int kill = 0; kill < KILLS; kill++) {
                Gantries.Started served = gantry.start("serve");
                awaitGets(emulator, 60);
                // From now on only the run is to end that has begun.
                gantry.job("jobs/saves.yml", SAVES.replace("* * * * * ?", "0 0 0 1 1 ?"));
                served.kill();
                served.await();
            }
            Gantries.Started stopped = gantry.start("serve");
            awaitGets(emulator, 40);
            stopped.signal("TERM");
            assertThat(stopped.await().with(ExitCode.STOPPED).out())
                    .contains("1 run stopped at a checkpoint, which the next gantry serve goes on with");
            letEnd(gantry);
            assertThat(told).singleElement().asString().contains("\"event\":\"success\"", "\"job\":\"saves\"");
            assertThat(filesThatHold(TOKEN))
                    .as("files with the webhook's address")
                    .isEmpty();
            assertThat(emulator.stats().entryGets())
                    .as("gets of one run of %s entries and %s ends in its midst", PLAYERS, KILLS + 1)
                    .isLessThanOrEqualTo(PLAYERS + (KILLS + 1) * 30L);
            List<Path> published = published(gantry.file("out"));
            assertThat(published).hasSize(1);
            assertThat(Files.readAllLines(published.getFirst()))
                    .hasSize(PLAYERS)
                    .doesNotHaveDuplicates();
        } finally {
            hook.stop(0);
        }
    }

    private HttpServer hook() throws IOException {
        HttpServer hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/" + TOKEN, exchange -> {
            told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        hook.start();
        return hook;
    }

    private List<Path> filesThatHold(String text) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file);
                }
            }
            return found;
        }
    }

    private static void awaitGets(Emulator emulator, int more) {
        long before = emulator.stats().entryGets();
        await().until(() -> emulator.stats().entryGets() > before + more);
    }

    private void letEnd(Gantries gantry) {
        Gantries.Started last = gantry.start("serve");
        await().until(() -> last.err().contains("saves: run 1 done"));
        assertThat(last.err()).contains("saves: run 1 goes on from its checkpoint");
        assertThat(gantry.run("serve").with(ExitCode.ALREADY_RUNNING).err())
                .contains("Another gantry serve runs the schedules of this state folder");
        assertThat(gantry.run("schedule", "list").with(ExitCode.DONE).out())
                .containsPattern("saves +20\\d\\d-01-01 00:00:00 \\+00:00 .* done, run 1 ");
        await().until(() -> !told.isEmpty());
        last.signal("TERM");
        assertThat(last.await().with(ExitCode.DONE).out()).contains("Ended; nothing was running.");
    }

    private static List<Path> published(Path out) throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).toList();
        }
    }
}
