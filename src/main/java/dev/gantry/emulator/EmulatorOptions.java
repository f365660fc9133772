package dev.gantry.emulator;

import java.time.Clock;
import java.time.InstantSource;

import dev.gantry.emulator.world.Population;

/**
 * How an emulator is set up.
 *
 * @param host address to listen on
 * @param port 0 for any free one
 * @param universe id of the seeded universe
 * @param players saves seeded in {@code PlayerData}, {@link Population#MOST} at most
 * @param seed what everything random follows from
 * @param limits whether requests are limited as at Roblox
 * @param concurrentUsers players online, who widen the limits
 * @param latency held back from every answer
 * @param faults what goes wrong
 * @param apiKey the key that may do everything
 * @param clock what limits, versions and expiry follow
 */
public record EmulatorOptions(
        String host,
        int port,
        long universe,
        int players,
        long seed,
        boolean limits,
        ConcurrentUsers concurrentUsers,
        Latency latency,
        Faults faults,
        String apiKey,
        InstantSource clock) {

    /** The key that opens an emulator unless another is chosen; no secret. */
    public static final String DEMO_API_KEY = "emulator-key";

    /** The value of the {@code .ROBLOSECURITY} cookie that an emulator knows; no secret either. */
    public static final String DEMO_COOKIE = "emulator-cookie";

    /** The refresh token that can be exchanged first, once. */
    public static final String DEMO_REFRESH_TOKEN = "emulator-refresh-token";

    public EmulatorOptions {
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

    /** Universe 1 with 10,000 players, 2,000 of them online; limits on; nothing goes wrong; any free port. */
    public static EmulatorOptions defaults() {
        return new EmulatorOptions(
                "127.0.0.1",
                0,
                1,
                10_000,
                1,
                true,
                ConcurrentUsers.always(2_000),
                Latency.NONE,
                Faults.none(),
                DEMO_API_KEY,
                Clock.systemUTC());
    }

    public EmulatorOptions withHost(String host) {
        return new EmulatorOptions(
                host, port, universe, players, seed, limits, concurrentUsers, latency, faults, apiKey, clock);
    }

    public EmulatorOptions withPort(int port) {
        return new EmulatorOptions(
                host, port, universe, players, seed, limits, concurrentUsers, latency, faults, apiKey, clock);
    }

    public EmulatorOptions withUniverse(long universe) {
        return new EmulatorOptions(
                host, port, universe, players, seed, limits, concurrentUsers, latency, faults, apiKey, clock);
    }

    public EmulatorOptions withPlayers(int players) {
        return new EmulatorOptions(
                host, port, universe, players, seed, limits, concurrentUsers, latency, faults, apiKey, clock);
    }

    public EmulatorOptions withSeed(long seed) {
        return new EmulatorOptions(
                host, port, universe, players, seed, limits, concurrentUsers, latency, faults, apiKey, clock);
    }

    public EmulatorOptions withLimits(boolean limits) {
        return new EmulatorOptions(
                host, port, universe, players, seed, limits, concurrentUsers, latency, faults, apiKey, clock);
    }

    public EmulatorOptions withConcurrentUsers(int users) {
        return withConcurrentUsers(ConcurrentUsers.always(users));
    }

    public EmulatorOptions withConcurrentUsers(ConcurrentUsers concurrentUsers) {
        return new EmulatorOptions(
                host, port, universe, players, seed, limits, concurrentUsers, latency, faults, apiKey, clock);
    }

    public EmulatorOptions withLatency(Latency latency) {
        return new EmulatorOptions(
                host, port, universe, players, seed, limits, concurrentUsers, latency, faults, apiKey, clock);
    }

    public EmulatorOptions withFaults(Faults faults) {
        return new EmulatorOptions(
                host, port, universe, players, seed, limits, concurrentUsers, latency, faults, apiKey, clock);
    }

    public EmulatorOptions withApiKey(String apiKey) {
        return new EmulatorOptions(
                host, port, universe, players, seed, limits, concurrentUsers, latency, faults, apiKey, clock);
    }

    public EmulatorOptions withClock(InstantSource clock) {
        return new EmulatorOptions(
                host, port, universe, players, seed, limits, concurrentUsers, latency, faults, apiKey, clock);
    }
}
