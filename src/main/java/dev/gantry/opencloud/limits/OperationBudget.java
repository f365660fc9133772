package dev.gantry.opencloud.limits;

import java.time.Duration;

import io.github.bucket4j.Bandwidth;
import org.jspecify.annotations.Nullable;

/** The limit of an operation for an owner, whose requests come from several machines. */
final class OperationBudget implements Member {

    private static final long USED = Duration.ofMinutes(1).toNanos();

    /** Of what counts by the second, tokens must not live a second. */
    private static final int PART_OF_PERIOD = 20;

    private static final Duration LONGEST_LIFE = Duration.ofSeconds(1);

    private final String name;
    private final Machines machines;
    private final HeldTokens held;
    private final Lane lane;

    /** @param name the same on all machines */
    OperationBudget(String name, Limit limit, Machines machines, Lane.Reason reason) {
        this.name = name;
        this.machines = machines;
        Duration part = limit.period().dividedBy(PART_OF_PERIOD);
        Duration life = part.compareTo(LONGEST_LIFE) < 0 ? part : LONGEST_LIFE;
        Bandwidth whole = Bandwidths.ofOwner((double) limit.requests(), limit.period());
        Pace pace = Pace.of(whole, life);
        SharedTokens.Road road = new SharedTokens.Road(Math.max(1, (long) (pace.micros() * pace.burst())), true);
        this.held = new HeldTokens(
                machines, name, road, limit.requests(), rate -> Bandwidths.ofOwner(rate, limit.period()), life);
        this.lane = Lane.of(limit, held, machines.time(), reason);
        machines.join(this);
    }

    Lane lane() {
        return lane;
    }

    @Override
    public String budget() {
        return name;
    }

    @Override
    public SharedTokens.Standing standing(SharedTokens.@Nullable Brake news) {
        boolean isUsed = machines.time().nanos() - held.askedAt() < USED;
        return new SharedTokens.Standing(name, isUsed, 0, 0, 0, SharedTokens.Shown.NONE, news);
    }

    @Override
    public SharedTokens.Brake brake() {
        return lane.brake();
    }

    @Override
    public void learn(SharedTokens.Others others) {
        held.shareWith(others.machines() + 1);
        if (others.brake() != null) {
            lane.slowLike(others.brake());
        }
    }
}
