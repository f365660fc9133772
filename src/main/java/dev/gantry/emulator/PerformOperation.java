package dev.gantry.emulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.gantry.emulator.access.Credentials;
import dev.gantry.emulator.access.Identity;
import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Refused;
import org.jspecify.annotations.Nullable;

/** Lets a caller in, holds it to its limits, does what it asks for and keeps the change. Belongs to the event loop. */
final class PerformOperation {
    private final Credentials credentials;
    private final Limits limits;
    private final Counters counters;
    private final EmulatorClock clock;
    private final @Nullable StateFile state;

    PerformOperation(
            Credentials credentials, Limits limits, Counters counters, EmulatorClock clock, @Nullable StateFile state) {
        this.credentials = credentials;
        this.limits = limits;
        this.counters = counters;
        this.clock = clock;
        this.state = state;
    }

    /**
     * Answers a request.
     *
     * @param standing is told where the caller stands with its limits
     * @throws Refused when the caller is at fault
     */
    Answer answer(Asked asked, Consumer<Limits.Standing> standing) {
        Operation operation = asked.operation();
        Instant now = clock.instant();
        Identity caller = credentials.check(operation.fact(), asked.headers(), now);
        Map<String, String> path = asked.match().path();
        String universe = path.getOrDefault("universe_id", path.getOrDefault("universeId", ""));
        String entry = entry(asked, path);
        Limits.Standing stands = limits.take(operation, universe, entry, caller, now);
        standing.accept(stands);
        if (stands.isRefused()) {
            counters.throttled();
            throw Refused.exhausted("Too many requests. Wait as retry-after says.");
        }
        StateFile keep = operation.changes() ? state : null;
        if (keep != null) {
            keep.checkWritable();
        }
        Answer answer = operation.handler().answer(asked.call(caller.userId(), now));
        if (keep != null && answer.status() < 400) {
            keep.append(StateLine.of(asked, caller.userId(), now));
        }
        long moved = Math.max(asked.body().size(), answer.body().length());
        limits.spent(operation, universe, entry, moved, answer.units(), now);
        return answer;
    }

    /** The data store entry that a request is about, whichever of its revisions; what it makes is named in the query. */
    private static String entry(Asked asked, Map<String, String> path) {
        String id = path.getOrDefault(
                "entry_id",
                asked.target().query().getOrDefault("id", List.of("")).getFirst());
        int revision = id.lastIndexOf('@');
        return String.join(
                "/",
                path.getOrDefault("universe_id", ""),
                path.getOrDefault("data_store_id", ""),
                path.getOrDefault("scope_id", "global"),
                revision < 0 ? id : id.substring(0, revision));
    }
}
