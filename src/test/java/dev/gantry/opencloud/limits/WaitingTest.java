package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;

import dev.gantry.opencloud.HandSetTime;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Many who wait at one time: in what order they leave, what they owe, what they are told. */
class WaitingTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Cost GET = Requests.cost(Requests.GET);
    private static final Cost MEMBERSHIPS = Requests.cost(Requests.MEMBERSHIPS);

    private final HandSetTime time = HandSetTime.standing();
    private final Budgets budgets = Budgets.in(time);
    private final Allotment run = Requests.join(budgets, Requests.share(0.5, 0));

    @Test
    void callersOfARunLeaveInTheOrderOfAsking() {
        try (Crowd crowd = crowd(run, GET)) {
            crowd.ask(20);
            crowd.pass(Duration.ofSeconds(9));

            assertThat(crowd.departures())
                    .extracting(Crowd.Departure::number)
                    .isSorted()
                    .hasSize(20);
        }
    }

    @Test
    void runsGetThroughByTurnsThoughOneHasManyMoreCallers() {
        Allotment other = Requests.join(budgets, Requests.share(0.5, 0));
        try (Crowd many = crowd(run, GET);
                Crowd few = crowd(other, GET)) {
            many.ask(40);
            few.ask(5);
            pass(Duration.ofSeconds(8), many, few);

            assertThat(few.departures()).hasSize(5);
            assertThat(many.departures()).hasSizeBetween(5, 16);
        }
    }

    @Test
    void aRunBelowItsOwnShareHoldsUpNoOther() {
        Allotment small = Requests.join(budgets, Requests.share(0.01, 0));
        try (Crowd slow = crowd(small, GET);
                Crowd fast = crowd(run, GET)) {
            slow.ask(5);
            fast.ask(20);
            pass(Duration.ofSeconds(10), slow, fast);

            assertThat(fast.departures()).hasSizeGreaterThan(12);
            assertThat(slow.departures()).isEmpty();
        }
    }

    @Test
    void whoGivesUpOwesNothing() {
        try (Crowd leaving = crowd(run, GET);
                Crowd staying = crowd(run, GET)) {
            leaving.ask(30);
            leaving.pass(Duration.ofMillis(300));
            leaving.giveUp();
            assertThat(leaving.departures()).isEmpty();
            staying.ask(1);
            staying.pass(Duration.ofMillis(110));

            assertThat(staying.departures()).hasSize(1);
            assertThat(run.waitsFor()).isEmpty();
        }
    }

    /** The owner's limit holds back those who have their universe's room: it is not kept for them, nor used up. */
    @Test
    void whatWaitsForOneLimitTakesNothingOfTheOthers() throws InterruptedException {
        Allotment whole = Requests.join(budgets, new Quota(1, java.util.OptionalInt.of(100_000), Map.of(), 8, 8));
        Lane owner = budgets.ofOperation(Requests.ACCOUNT, GET);
        owner.pause(MINUTE);
        try (Crowd crowd = crowd(whole, GET)) {
            crowd.ask(10);
            crowd.pass(MINUTE.minusNanos(1));
            assertThat(crowd.departures()).isEmpty();
            assertThat(whole.uses()).extracting(Use::taken).containsExactly(0L);
            crowd.giveUp();
        }

        assertThat(whole.uses()).extracting(Use::taken).containsExactly(0L);
    }

    @Test
    void tellsThatItWaitsForItsShare() {
        try (Crowd crowd = crowd(run, GET)) {
            crowd.ask(3);

            assertThat(run.waitsFor()).hasValue(new Wait.ForShare("reads", 150, 1, 1));
        }
    }

    @Test
    void tellsThatOthersHaveTheShareToo() {
        Allotment other = Requests.join(budgets, Requests.share(0.5, 0));
        try (Crowd many = crowd(other, GET);
                Crowd few = crowd(run, GET)) {
            many.ask(10);
            pass(SECOND, many, few);
            few.ask(2);
            pass(SECOND, many, few);

            assertThat(List.of(run.waitsFor().orElseThrow(), other.waitsFor().orElseThrow()))
                    .contains(new Wait.ForShare("reads", 150, 1, 2));
        }
    }

    @Test
    void tellsThatItWaitsForARateOfItsOwn() {
        Allotment own = Requests.join(budgets, Requests.fixed(OperationClass.READ, new Quota.Rate.PerMinute(60)));
        try (Crowd crowd = crowd(own, GET)) {
            crowd.ask(3);

            assertThat(own.waitsFor()).hasValue(new Wait.ForOwnRate("reads", 60, 1));
        }
    }

    @Test
    void tellsTheOperationWhoseLimitMostWaitFor() {
        try (Crowd few = crowd(run, GET);
                Crowd many = crowd(run, MEMBERSHIPS)) {
            few.ask(2);
            many.ask(9);

            assertThat(run.waitsFor()).hasValue(new Wait.ForOperation(Requests.MEMBERSHIPS, 300, 1));
        }
    }

    @Test
    void tellsHowLongRobloxAskedToWait() throws InterruptedException {
        Requests.answered(run, MEMBERSHIPS, 429, Map.of("retry-after", "12"));
        try (Crowd crowd = crowd(run, MEMBERSHIPS)) {
            crowd.ask(3);
            crowd.pass(Duration.ofSeconds(2));

            assertThat(run.waitsFor()).hasValue(new Wait.ForRetryAfter(Duration.ofSeconds(10)));
        }
    }

    @Test
    void tellsHowMuchItIsSlowed() {
        try (Crowd crowd = crowd(run, GET)) {
            crowd.ask(5);
            budgets.universe(Requests.ACCOUNT, 1).of(UniverseClass.READ).throttled(Duration.ZERO);
            crowd.pass(Duration.ofMillis(900));

            assertThat(run.waitsFor()).hasValue(new Wait.ForShare("reads", 150, 0.5, 1));
        }
    }

    @Test
    void tellsWhatItHasTakenOfEverything() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            Requests.send(run, MEMBERSHIPS);
        }
        Allotment free = Requests.join(budgets, Requests.fixed(OperationClass.READ, new Quota.Rate.Unlimited()));
        Requests.send(free, GET);

        assertThat(run.uses()).containsExactly(new Use(Requests.MEMBERSHIPS, 5, OptionalDouble.of(300)));
        assertThat(free.uses()).containsExactly(new Use("reads of universe 1", 1, OptionalDouble.empty()));
        assertThat(run.waitsFor()).isEmpty();
    }

    private Crowd crowd(Allotment allotment, Cost cost) {
        Callable<Permit> pass = () -> allotment.acquire(cost, Requests.PATIENCE);
        return new Crowd(time, pass);
    }

    private void pass(Duration duration, Crowd... crowds) {
        long end = time.nanos() + duration.toNanos();
        settle(crowds);
        while (time.passesToNextWake(end)) {
            settle(crowds);
        }
    }

    private static void settle(Crowd... crowds) {
        for (Crowd crowd : crowds) {
            crowd.settle();
        }
    }
}
