package dev.gantry.opencloud;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.gantry.opencloud.credential.TokenRefused;
import dev.gantry.opencloud.http.Answer;
import dev.gantry.opencloud.http.LocalFileFailed;
import dev.gantry.opencloud.http.RetryAfter;
import dev.gantry.opencloud.http.Transport;
import dev.gantry.opencloud.limits.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long to wait before a call is repeated, or the refusal if it is not.
 *
 * @param everAnswered whether the address has ever answered
 */
record WaitOrRefuse(Connection connection, Time time, Traffic traffic, BooleanSupplier everAnswered) {

    private static final Logger LOG = LoggerFactory.getLogger(WaitOrRefuse.class);

    /** An address that never answered is given up after so many repeats: it is more likely wrong than busy. */
    private static final int RETRIES_BEFORE_FIRST_ANSWER = 2;

    /** After an answer that is not what was asked for. */
    Duration afterAnswer(Refusal refusal, Answer answer, Repeats repeats, boolean isHostDown) {
        Call call = refusal.call();
        Optional<Duration> wait;
        if (answer.status() == 429) {
            traffic.throttled();
            wait = repeats.afterThrottling(retryAfter(answer));
        } else if (!ErrorKind.isRetryable(answer.status())) {
            wait = Optional.empty();
        } else if (call.mayRepeat()) {
            wait = isHostDown ? repeats.afterOutage() : repeats.afterFailure(retryAfter(answer));
        } else {
            throw refusal.unsettled(answer);
        }
        if (wait.isEmpty()) {
            throw refusal.of(answer);
        }
        LOG.debug(
                "{} answered {}; repeat {} in {}", call.operation().id(), answer.status(), repeats.made(), wait.get());
        return wait.get();
    }

    /** When the credential could not be had. */
    Duration afterTokenRefused(Refusal refusal, TokenRefused refused, Repeats repeats) throws InterruptedException {
        if (refused.answer().isPresent()) {
            Answer answer = refused.answer().get();
            return Optional.of(retryAfter(answer))
                    .filter(asked -> ErrorKind.isRetryable(answer.status()))
                    .flatMap(repeats::afterFailure)
                    .orElseThrow(() -> refusal.ofToken(answer));
        }
        IOException broken = refused.broken().orElseThrow();
        if (broken instanceof LocalFileFailed failed) {
            throw Refusal.fileFailed(refusal.call().operation(), failed);
        }
        OpenCloud.refuseIfInterrupted(broken);
        return waitOrGiveUp(refusal, broken, repeats, false);
    }

    /** When an answer was lost, or cannot be read. */
    Duration afterLoss(Refusal refusal, Exception broken, Repeats repeats, boolean isHostDown) {
        if (!refusal.call().mayRepeat() && !Transport.isUnsent(broken)) {
            throw refusal.unsettled(broken);
        }
        return waitOrGiveUp(refusal, broken, repeats, isHostDown);
    }

    Optional<Duration> retryAfter(Answer answer) {
        return RetryAfter.parse(answer.header("retry-after"), time.now());
    }

    private Duration waitOrGiveUp(Refusal refusal, Exception broken, Repeats repeats, boolean isHostDown) {
        Optional<Duration> wait;
        if (isHostDown) {
            wait = repeats.afterOutage();
        } else if (everAnswered.getAsBoolean() || repeats.made() < RETRIES_BEFORE_FIRST_ANSWER) {
            wait = repeats.afterFailure(Optional.empty());
        } else {
            wait = Optional.empty();
        }
        if (wait.isEmpty()) {
            throw refusal.unreachable(broken, connection);
        }
        LOG.debug(
                "{} failed ({}); repeat {} in {}",
                refusal.call().operation().id(),
                broken.getClass().getSimpleName(),
                repeats.made(),
                wait.get());
        return wait.get();
    }
}
