package dev.gantry.opencloud.limits;

import java.util.Optional;
import java.util.function.DoubleFunction;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;

/** Those of a bucket of this process alone. */
final class LocalTokens implements Tokens {

    /** Threads are not woken for each token of a fast lane: meanwhile a few gather. */
    static final long SHORTEST_WAIT = 1_000_000L;

    private final DoubleFunction<Bandwidth> shape;
    private final Bucket bucket;

    LocalTokens(double rate, DoubleFunction<Bandwidth> shape, Time time) {
        this.shape = shape;
        this.bucket = Bucket.builder()
                .addLimit(shape.apply(rate))
                .withCustomTimePrecision(new Nanos(time))
                .build();
    }

    /** Until there is one: a request that takes several owes the others. */
    @Override
    public long untilFree(long amount) {
        EstimationProbe probe = bucket.estimateAbilityToConsume(1);
        return probe.canBeConsumed() ? 0 : Math.max(SHORTEST_WAIT, probe.getNanosToWaitForRefill());
    }

    @Override
    public void take(long amount) {
        long unused = bucket.consumeIgnoringRateLimits(amount);
    }

    @Override
    public void settle(long more) {
        if (more > 0) {
            take(more);
        } else if (more < 0) {
            bucket.addTokens(-more);
        }
    }

    @Override
    public void comeAt(double rate) {
        bucket.replaceConfiguration(
                BucketConfiguration.builder().addLimit(shape.apply(rate)).build(), TokensInheritanceStrategy.AS_IS);
    }

    /** They are of one. */
    @Override
    public void shareWith(int machines) {}

    @Override
    public Optional<Wait> hindrance() {
        return Optional.empty();
    }

    private record Nanos(Time time) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return time.nanos();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
