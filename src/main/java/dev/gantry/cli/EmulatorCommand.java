package dev.gantry.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import dev.gantry.cli.text.Amounts;
import dev.gantry.emulator.ConcurrentUsers;
import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorClock;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.emulator.Faults;
import dev.gantry.job.UserMistake;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gantry emulator}. */
@Command(
        name = "emulator",
        mixinStandardHelpOptions = true,
        description = "Serves a local Open Cloud with seeded players until it is interrupted, to develop tools against"
                + " and to rehearse migrations: data stores, ordered and memory stores, groups, users, inventories, bans,"
                + " universes, places, assets and most of what else Open Cloud lists, with Roblox's limits, versions,"
                + " snapshots and errors. A host other than apis.roblox.com is a first path segment, as in"
                + " /games.roblox.com/v1/games.",
        footer = {
            "",
            "While it runs it can be asked and told:",
            "  GET  /emulator/stats   requests, answers, throttlings; how the game fares",
            "  GET  /emulator/clock   its time",
            "  POST /emulator/clock   {\"advance\": \"PT1H\"}, {\"runs\": false}",
            "                         or {\"now\": \"2026-01-31T12:00:00Z\"}",
            "  POST /emulator/faults  {\"faults\": \"429=5%%,reset-after=@3\"}; \"\" ends them",
            "",
            "It takes the API key as x-api-key, the cookie",
            ".ROBLOSECURITY=" + EmulatorOptions.DEMO_COOKIE + ", and the access tokens that",
            "POST /oauth/v1/token gives for " + EmulatorOptions.DEMO_REFRESH_TOKEN + ".",
            "The same seed and requests get the same answers. Example:",
            "  gantry emulator --players 100000 --game on --state rehearsal.jsonl"
        })
final class EmulatorCommand implements Callable<Integer> {

    private enum Switch {
        ON,
        OFF
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "<number>",
            defaultValue = "8090",
            description = "Where to listen on 127.0.0.1; 0 for any free port.")
    private int port;

    @Option(names = "--universe", paramLabel = "<id>", defaultValue = "1", description = "The seeded universe's id.")
    private long universe;

    @Option(
            names = "--players",
            paramLabel = "<number>",
            defaultValue = "10000",
            description = "Players with a save in PlayerData.")
    private int players;

    @Option(names = "--seed", paramLabel = "<number>", defaultValue = "1", description = "Same seed, same players.")
    private long seed;

    @Option(
            names = "--limits",
            paramLabel = "<on|off>",
            defaultValue = "on",
            description = "Roblox's request limits: on or off.")
    private Switch limits = Switch.ON;

    @Option(
            names = "--concurrent-users",
            defaultValue = "2000",
            paramLabel = "<number|file>",
            description = "Players online, by which the limits are reckoned: a number, or a CSV file with lines of "
                    + "a time of day in UTC and a number, as in 18:30,2500.")
    private String concurrentUsers = "2000";

    @Option(
            names = "--clock",
            defaultValue = "real",
            paramLabel = "<real|time>",
            description = "real, or a time such as 2026-01-01T00:00:00Z at which the clock stands until POST "
                    + "/emulator/clock sets it or lets it run.")
    private String clock = "real";

    @Option(
            names = "--faults",
            paramLabel = "<spec>",
            defaultValue = "",
            description = "What goes wrong, and how often or at which request, as in "
                    + "429=5%%,500=5%%,reset=2%%,truncate=2%%,latency=20ms+-10ms.")
    private String faults = "";

    @Option(
            names = "--game",
            paramLabel = "<on|off>",
            defaultValue = "off",
            description = "on: the players online play. They join, save every five minutes, trade and leave, out of "
                    + "the same quota; GET /emulator/stats counts how often the game was throttled.")
    private Switch game = Switch.OFF;

    @Option(
            names = "--state",
            paramLabel = "<file>",
            description = "Keeps every change in this file and goes on from there at the next start. Made if there "
                    + "is none; needs the same --universe, --players and --seed each time.")
    private @Nullable Path state;

    @Option(
            names = "--api-key",
            paramLabel = "<key>",
            defaultValue = EmulatorOptions.DEMO_API_KEY,
            description = "The key that may do everything; ${DEFAULT-VALUE} unless told otherwise.")
    private String apiKey = EmulatorOptions.DEMO_API_KEY;

    @Override
    public Integer call() throws InterruptedException {
        try (Emulator emulator = start(options())) {
            PrintWriter out = spec.commandLine().getOut();
            tell(emulator, out);
            out.flush();
            new CountDownLatch(1).await();
            return ExitCode.DONE;
        }
    }

    private void tell(Emulator emulator, PrintWriter out) {
        long online = emulator.options().concurrentUsers().at(emulator.clock().instant());
        String url = emulator.baseUri().toString();
        out.println("Open Cloud emulator at " + url + " - universe " + universe + ", "
                + Amounts.count(players, "player") + " with a save in PlayerData, " + Amounts.number(online)
                + (game == Switch.ON ? " online and playing" : " online") + ", limits " + word(limits) + ".");
        out.println(
                "  seeded   PlayerData, Settings and Houses; ordered stores Coins and Wins; group 7; places, passes,"
                        + " products, badges, bans");
        out.println("  key      " + apiKey);
        out.println("  time     " + emulator.clock().instant().truncatedTo(ChronoUnit.SECONDS)
                + (emulator.clock().runs() ? "" : ", standing"));
        if (!faults.isBlank()) {
            out.println("  faults   " + faults);
        }
        if (state != null) {
            out.println("  state    " + state + ", "
                    + (emulator.restored() == 0
                            ? "nothing in it yet"
                            : Amounts.count(emulator.restored(), "change") + " restored"));
        }
        out.println("  try      curl -H 'x-api-key: " + apiKey + "' '" + url + "/cloud/v2/universes/" + universe
                + "/data-stores/PlayerData/entries?maxPageSize=5'");
        out.println("  or       ROBLOX_API_KEY=" + apiKey + " ./gantry run jobs/player-saves.yml --base-url " + url);
        out.println("Ctrl-C ends it.");
    }

    private static String word(Switch position) {
        return position.name().toLowerCase(Locale.ROOT);
    }

    private static Emulator start(EmulatorOptions options) {
        try {
            return Emulator.start(options);
        } catch (UncheckedIOException | IllegalArgumentException refused) {
            throw new UserMistake(String.valueOf(refused.getMessage()));
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
            EmulatorOptions options = EmulatorOptions.defaults()
                    .withPort(port)
                    .withUniverse(universe)
                    .withPlayers(players)
                    .withSeed(seed)
                    .withLimits(limits == Switch.ON)
                    .withConcurrentUsers(ConcurrentUsers.parse(concurrentUsers))
                    .withClock(clock())
                    .withFaults(Faults.parse(faults))
                    .withGame(game == Switch.ON)
                    .withApiKey(apiKey);
            return state == null ? options : options.withState(state);
        } catch (IllegalArgumentException refused) {
            throw new UserMistake(refused.getMessage() + ". gantry emulator --help tells what it takes.");
        }
    }
}
