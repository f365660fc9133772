package dev.gantry.cli.doctor;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import dev.gantry.opencloud.Probe;
import dev.gantry.opencloud.credential.Credential;
import dev.gantry.schedule.FireTimes;

/** Whether the API key works, until when, and whether it may do what the jobs need. */
record CheckKey(Probe probe, Instant now, Findings findings) {
    private static final String KEY = "key";
    private static final String EXPIRY = "expiry";
    private static final String SCOPES = "scopes";
    private static final String PAGE = "https://create.roblox.com/dashboard/credentials";
    private static final Duration SOON = Duration.ofDays(14);

    /** A key that nobody uses for so long expires. */
    private static final Duration UNUSED = Duration.ofDays(60);

    void check(Credential.ApiKey key, List<CheckedJob> jobs) {
        Optional<KeyState> state = ask(key);
        if (state.isEmpty()) {
            return;
        }
        if (state.get().isExpired()) {
            findings.deny(KEY, named(state.get()) + " has expired; give it a later date, or regenerate it, at " + PAGE);
        } else if (!state.get().isEnabled()) {
            findings.deny(KEY, named(state.get()) + " is disabled; enable it at " + PAGE);
        } else {
            findings.ok(KEY, named(state.get()) + " is enabled and may be used from here");
            expiry(state.get(), jobs);
        }
        scopes(state.get(), jobs);
    }

    private Optional<KeyState> ask(Credential.ApiKey key) {
        try {
            Probe.Seen seen = probe.key(key);
            if (seen.status() == 200) {
                return Optional.of(KeyState.of(seen.json()));
            }
            String gateway = seen.json().path("errors").path(0).path("message").asString("");
            String message = seen.json().path("message").asString(gateway);
            String said = "HTTP " + seen.status() + (message.isEmpty() ? "" : ", " + message);
            if (seen.status() == 400 || seen.status() == 401 || seen.status() == 403 || seen.status() == 404) {
                findings.deny(
                        KEY,
                        "the server refuses it (" + said + "): it is mistyped or was deleted, or its accepted IP"
                                + " addresses leave this machine out; look at " + PAGE);
            } else {
                findings.warn(KEY, "the server does not tell about it just now (" + said + "); look again later");
            }
        } catch (IOException broken) {
            findings.warn(KEY, "the server does not tell about it (" + broken.getMessage() + "); look again later");
        }
        return Optional.empty();
    }

    private static String named(KeyState state) {
        return "\"" + state.name() + "\"";
    }

    private void expiry(KeyState state, List<CheckedJob> jobs) {
        if (state.expires().isEmpty()) {
            longPauses(jobs);
            return;
        }
        Instant expires = state.expires().get();
        boolean isSoon = expires.isBefore(now.plus(SOON));
        String text = named(state) + " expires on " + expires.truncatedTo(ChronoUnit.MINUTES);
        if (isSoon) {
            findings.warn(
                    EXPIRY,
                    text + ", in " + Duration.between(now, expires).toDays() + " days; give it a later date at "
                            + PAGE);
        } else {
            findings.ok(EXPIRY, text);
        }
        for (CheckedJob job : jobs) {
            Optional<Instant> first = next(job, isSoon ? expires : now);
            first.filter(expires::isBefore)
                    .ifPresent(fires -> findings.warn(
                            EXPIRY,
                            job.name() + " is scheduled for " + fires + ", when " + named(state) + " has expired"));
        }
    }

    /** Only a key whose jobs rest that long needs to hear of it. */
    private void longPauses(List<CheckedJob> jobs) {
        Optional<Instant> first =
                jobs.stream().flatMap(job -> next(job, now).stream()).min(Instant::compareTo);
        if (first.isPresent() && first.get().isAfter(now.plus(UNUSED))) {
            findings.warn(
                    EXPIRY,
                    "no date, but a key that is not used for " + UNUSED.toDays()
                            + " days expires, and the next scheduled run is on " + first.get());
        } else {
            findings.ok(EXPIRY, "no date");
        }
    }

    private static Optional<Instant> next(CheckedJob job, Instant after) {
        return job.schedule().flatMap(FireTimes::of).flatMap(times -> times.after(after));
    }

    private void scopes(KeyState state, List<CheckedJob> jobs) {
        boolean lacks = false;
        for (CheckedJob job : jobs) {
            List<String> lacking = state.lacks(job.needed(), job.universes());
            if (!lacking.isEmpty()) {
                lacks = true;
                findings.deny(
                        SCOPES,
                        job.name() + " needs " + String.join(", ", lacking) + "; add "
                                + (lacking.size() == 1 ? "it" : "them") + " to " + named(state) + " at " + PAGE);
            }
        }
        if (!lacks && !jobs.isEmpty()) {
            findings.ok(
                    SCOPES,
                    named(state) + " has all that "
                            + (jobs.size() == 1 ? "the job needs" : "the " + jobs.size() + " jobs need"));
        }
    }
}
