package dev.gantry.cli.doctor;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import dev.gantry.cli.text.Amounts;
import dev.gantry.opencloud.Probe;
import dev.gantry.opencloud.UniverseId;

/** Whether Open Cloud can be reached, how long that takes, and whether both clocks show the same time. */
record CheckAddress(Probe probe, InstantSource clock, Findings findings) {
    private static final String REACH = "reach";
    private static final String CLOCK = "clock";
    private static final Duration NOTICED = Duration.ofSeconds(5);
    private static final Duration HARMFUL = Duration.ofSeconds(60);

    /** Whether the main host answers. */
    boolean answers(String main) {
        try {
            Probe.Seen seen = probe.main();
            findings.ok(REACH, main + " answered in " + seen.took().toMillis() + " ms");
            seen.date()
                    .ifPresentOrElse(
                            date -> clock(date, seen.took()),
                            () -> findings.ok(CLOCK, "not compared: the server tells no time"));
            return true;
        } catch (IOException broken) {
            findings.fail(
                    REACH,
                    main + " does not answer (" + broken.getClass().getSimpleName() + ": " + broken.getMessage()
                            + "); check the network, --base-url or GANTRY_BASE_URL, and proxy: of the connection");
            return false;
        }
    }

    /** A date has whole seconds, so that half of one is no skew. */
    private void clock(Instant theirs, Duration took) {
        Duration skew = Duration.between(theirs.plusMillis(500), clock.instant().minus(took.dividedBy(2)));
        Duration size = skew.abs();
        String text = "this machine's clock is " + Amounts.duration(size.toMillis() / 1000.0)
                + (skew.isNegative() ? " behind" : " ahead of") + " the server's";
        if (size.compareTo(NOTICED) <= 0) {
            findings.ok(CLOCK, "as the server's, within " + NOTICED.toSeconds() + " s");
        } else if (size.compareTo(HARMFUL) <= 0) {
            findings.warn(CLOCK, text + "; schedules and dates in paths are off by as much: let it be set by NTP");
        } else {
            findings.fail(
                    CLOCK, text + "; schedules, expiry and as-of: go by it: let it be set by NTP, then look again");
        }
    }

    void players(String universe) {
        try {
            Probe.Seen seen = probe.players(UniverseId.parse(universe));
            if (seen.json().path("data").path(0).path("playing").isIntegralNumber()) {
                findings.ok(
                        "players",
                        "universe " + universe + ": "
                                + Amounts.number(seen.json()
                                        .path("data")
                                        .path(0)
                                        .path("playing")
                                        .asLong())
                                + " online, told in " + seen.took().toMillis() + " ms");
            } else {
                findings.warn(
                        "players",
                        "universe " + universe + ": HTTP " + seen.status()
                                + " without a number of players, so runs take the quota of an empty game; check the universe's id");
            }
        } catch (IOException broken) {
            findings.warn(
                    "players",
                    "games.roblox.com does not answer (" + broken.getMessage()
                            + "), so runs take the quota of an empty game; or give the job limits: {players: N}");
        }
    }
}
