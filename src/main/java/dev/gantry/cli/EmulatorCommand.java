package dev.gantry.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import dev.gantry.emulator.ConcurrentUsers;
import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorClock;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.emulator.Faults;
import dev.gantry.job.UserMistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gantry emulator}. */
@Command(
        name = "emulator",
        mixinStandardHelpOptions = true,
        description = {
            "Serves a local Open Cloud with seeded players until it is interrupted, to develop tools against.",
            "Data stores v2 whole, with Roblox's limits, versions, snapshots and deletions.",
            "GET /emulator/stats tells how it fares, POST /emulator/clock {\"advance\": \"PT1H\"} sets its",
            "time, POST /emulator/faults {\"faults\": \"429=5%%\"} what goes wrong."
        })
final class EmulatorCommand implements Callable<Integer> {

    private enum Switch {
        ON,
        OFF
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Option(names = "--port", defaultValue = "8090", description = "Where to listen on 127.0.0.1; 0 for any free port.")
    private int port;

    @Option(names = "--universe", defaultValue = "1", description = "The seeded universe's id.")
    private long universe;

    @Option(names = "--players", defaultValue = "10000", description = "Players with a save in PlayerData.")
    private int players;

    @Option(names = "--seed", defaultValue = "1", description = "Same seed, same players.")
    private long seed;

    @Option(names = "--limits", defaultValue = "on", description = "Roblox's request limits: on or off.")
    private Switch limits = Switch.ON;

    @Option(
            names = "--concurrent-users",
            defaultValue = "2000",
            paramLabel = "<number|file>",
            description = {
                "Players online, by which the limits are reckoned: a number, or a CSV",
                "file with lines of a time of day in UTC and a number, as in 18:30,2500."
            })
    private String concurrentUsers = "2000";

    @Option(
            names = "--clock",
            defaultValue = "real",
            paramLabel = "<real|time>",
            description = {
                "real, or a time such as 2026-01-01T00:00:00Z at which the clock stands",
                "until POST /emulator/clock sets it or lets it run."
            })
    private String clock = "real";

    @Option(
            names = "--faults",
            defaultValue = "",
            description = {
                "What goes wrong, and how often or at which request, as in",
                "429=5%%,500=5%%,reset=2%%,truncate=2%%,latency=20ms+-10ms."
            })
    private String faults = "";

    @Option(
            names = "--api-key",
            defaultValue = EmulatorOptions.DEMO_API_KEY,
            description = "The key that may do everything; ${DEFAULT-VALUE} unless told otherwise.")
    private String apiKey = EmulatorOptions.DEMO_API_KEY;

    @Override
    public Integer call() throws InterruptedException {
        try (Emulator emulator = start(options())) {
            long online =
                    emulator.options().concurrentUsers().at(emulator.clock().instant());
            PrintWriter out = spec.commandLine().getOut();
            out.println("Open Cloud emulator at " + emulator.baseUri() + " - universe " + universe + ", "
                    + Amounts.count(players, "player") + " in PlayerData, " + Amounts.number(online)
                    + " online, limits " + limits.name().toLowerCase(java.util.Locale.ROOT) + ".");
            out.println("  key      " + apiKey);
            out.println("  try      curl -H 'x-api-key: " + apiKey + "' '" + emulator.baseUri() + "/cloud/v2/universes/"
                    + universe + "/data-stores/PlayerData/entries?maxPageSize=5'");
            out.println("  or       ROBLOX_API_KEY=" + apiKey + " ./gantry run jobs/player-saves.yml --base-url "
                    + emulator.baseUri());
            out.println("Ctrl-C ends it.");
            out.flush();
            new CountDownLatch(1).await();
            return ExitCode.DONE;
        }
    }

    private static Emulator start(EmulatorOptions options) {
        try {
            return Emulator.start(options);
        } catch (UncheckedIOException taken) {
            throw new UserMistake(String.valueOf(taken.getMessage()));
        }
    }

    private EmulatorClock clock() {
        if (clock.equals("real")) {
            return EmulatorClock.following(Clock.systemUTC());
        }
        try {
            return EmulatorClock.standingAt(OffsetDateTime.parse(clock).toInstant());
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException(
                    "--clock is real or a time such as 2026-01-01T00:00:00Z, not '" + clock + "'", malformed);
        }
    }

    private EmulatorOptions options() {
        try {
            return EmulatorOptions.defaults()
                    .withPort(port)
                    .withUniverse(universe)
                    .withPlayers(players)
                    .withSeed(seed)
                    .withLimits(limits == Switch.ON)
                    .withConcurrentUsers(ConcurrentUsers.parse(concurrentUsers))
                    .withClock(clock())
                    .withFaults(Faults.parse(faults))
                    .withApiKey(apiKey);
        } catch (IllegalArgumentException refused) {
            throw new UserMistake(refused.getMessage() + ". gantry emulator --help tells what it takes.");
        }
    }
}
