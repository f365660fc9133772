package dev.gantry.emulator;

import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

import dev.gantry.emulator.world.Population;

/** How an emulator is set up. Immutable: every {@code with} makes another. */
public final class EmulatorOptions {
    /** The key that opens an emulator unless another is chosen; no secret. */
    public static final String DEMO_API_KEY = "emulator-key";

    /** The value of the {@code .ROBLOSECURITY} cookie that an emulator knows; no secret either. */
    public static final String DEMO_COOKIE = "emulator-cookie";

    /** The refresh token that can be exchanged first, once. */
    public static final String DEMO_REFRESH_TOKEN = "emulator-refresh-token";

    private String host = "127.0.0.1";
    private int port;
    private long universe = 1;
    private int players = 10_000;
    private long seed = 1;
    private boolean limits = true;
    private ConcurrentUsers concurrentUsers = ConcurrentUsers.always(2_000);
    private boolean game;
    private Latency latency = Latency.NONE;
    private Faults faults = Faults.none();
    private String apiKey = DEMO_API_KEY;
    private InstantSource clock = Clock.systemUTC();
    private Optional<Path> state = Optional.empty();

    private EmulatorOptions() {}

    /**
     * Universe 1 with 10,000 players, 2,000 of them online but none playing; limits on; nothing goes wrong; any free port;
     * nothing is kept.
     */
    public static EmulatorOptions defaults() {
        return new EmulatorOptions();
    }

    private EmulatorOptions with(Consumer<EmulatorOptions> change) {
        EmulatorOptions copy = new EmulatorOptions();
        copy.host = host;
        copy.port = port;
        copy.universe = universe;
        copy.players = players;
        copy.seed = seed;
        copy.limits = limits;
        copy.concurrentUsers = concurrentUsers;
        copy.game = game;
        copy.latency = latency;
        copy.faults = faults;
        copy.apiKey = apiKey;
        copy.clock = clock;
        copy.state = state;
        change.accept(copy);
        copy.check();
        return copy;
    }

    private void check() {
        check(!host.isBlank(), "host", host, "an address or a name of this machine");
        check(port >= 0 && port <= 65_535, "port", port, "0 to 65535, where 0 is any free one");
        check(universe > 0, "universe", universe, "1 or more");
        check(players >= 0 && players <= Population.MOST, "players", players, "0 to " + Population.MOST);
        check(!apiKey.isBlank(), "api key", apiKey, "not blank");
    }

    private static void check(boolean holds, String what, Object found, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("The emulator's " + what + " is " + found + ", but must be " + rule);
        }
    }

    /** Address to listen on. */
    public String host() {
        return host;
    }

    public EmulatorOptions withHost(String host) {
        return with(copy -> copy.host = host);
    }

    /** 0 for any free one. */
    public int port() {
        return port;
    }

    public EmulatorOptions withPort(int port) {
        return with(copy -> copy.port = port);
    }

    /** Id of the seeded universe. */
    public long universe() {
        return universe;
    }

    public EmulatorOptions withUniverse(long universe) {
        return with(copy -> copy.universe = universe);
    }

    /** Players seeded, each with a save in {@code PlayerData}. */
    public int players() {
        return players;
    }

    public EmulatorOptions withPlayers(int players) {
        return with(copy -> copy.players = players);
    }

    /** What everything random follows from. */
    public long seed() {
        return seed;
    }

    public EmulatorOptions withSeed(long seed) {
        return with(copy -> copy.seed = seed);
    }

    /** Whether requests are limited as at Roblox. */
    public boolean limits() {
        return limits;
    }

    public EmulatorOptions withLimits(boolean limits) {
        return with(copy -> copy.limits = limits);
    }

    /** Players online, who widen the limits. */
    public ConcurrentUsers concurrentUsers() {
        return concurrentUsers;
    }

    public EmulatorOptions withConcurrentUsers(ConcurrentUsers concurrentUsers) {
        return with(copy -> copy.concurrentUsers = concurrentUsers);
    }

    public EmulatorOptions withConcurrentUsers(int users) {
        return withConcurrentUsers(ConcurrentUsers.always(users));
    }

    /** Whether they play. */
    public boolean game() {
        return game;
    }

    public EmulatorOptions withGame(boolean game) {
        return with(copy -> copy.game = game);
    }

    /** Held back from every answer. */
    public Latency latency() {
        return latency;
    }

    public EmulatorOptions withLatency(Latency latency) {
        return with(copy -> copy.latency = latency);
    }

    /** What goes wrong. */
    public Faults faults() {
        return faults;
    }

    public EmulatorOptions withFaults(Faults faults) {
        return with(copy -> copy.faults = faults);
    }

    /** The key that may do everything. */
    public String apiKey() {
        return apiKey;
    }

    public EmulatorOptions withApiKey(String apiKey) {
        return with(copy -> copy.apiKey = apiKey);
    }

    /** What limits, versions and expiry follow. */
    public InstantSource clock() {
        return clock;
    }

    public EmulatorOptions withClock(InstantSource clock) {
        return with(copy -> copy.clock = clock);
    }

    /** The file that keeps every change, so that the next start goes on from there. */
    public Optional<Path> state() {
        return state;
    }

    public EmulatorOptions withState(Path state) {
        return with(copy -> copy.state = Optional.of(state));
    }
}
