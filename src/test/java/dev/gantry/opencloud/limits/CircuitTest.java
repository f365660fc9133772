package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gantry.opencloud.HandSetTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CircuitTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Cost GET = Requests.cost(Requests.GET);

    private final HandSetTime time = HandSetTime.passingBySleep();
    private final Budgets budgets = Budgets.in(time);
    private final Allotment run = Requests.join(budgets, unlimited());

    @Test
    void opensAfterTenFailuresInARow() throws InterruptedException {
        Requests.send(run, GET);
        fail(9);
        assertThat(isDown()).isFalse();
        Requests.send(run, GET);
        fail(9);
        assertThat(isDown()).isFalse();

        fail(1);

        assertThat(isDown()).isTrue();
        assertThat(time.passed()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void countsAnswersThatAreTheHostsFault(int status) throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            Requests.answered(run, GET, status, Map.of());
        }

        assertThat(isDown()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 403, 404, 409, 429, 501})
    void anyOtherAnswerShowsThatTheHostIsThere(int status) throws InterruptedException {
        Requests.send(run, GET);
        fail(9);
        Requests.answered(run, GET, status, Map.of());
        fail(9);

        assertThat(isDown()).isFalse();
    }

    @Test
    void holdsNoAddressToBeDownThatNeverAnswered() throws InterruptedException {
        fail(100);

        assertThat(isDown()).isFalse();
        assertThat(time.passed()).isZero();
    }

    @Test
    void letsOneThroughAfterEachOfItsGrowingPauses() throws InterruptedException {
        Requests.send(run, GET);
        fail(10);
        List<Long> pauses = new ArrayList<>();
        for (int probe = 0; probe < 9; probe++) {
            Duration before = time.passed();
            fail(1);
            pauses.add(time.passed().minus(before).toSeconds());
        }

        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void closesAtTheFirstAnswerAndBeginsAnewAfterwards() throws InterruptedException {
        Requests.send(run, GET);
        fail(13);
        Requests.send(run, GET);
        assertThat(isDown()).isFalse();
        Duration before = time.passed();
        Requests.send(run, GET);
        assertThat(time.passed()).isEqualTo(before);

        fail(10);
        before = time.passed();
        fail(1);

        assertThat(time.passed().minus(before)).isEqualTo(SECOND);
    }

    @Test
    void waitsAsLongAsTheHostItselfAsksForButAMinuteAtMost() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            Requests.answered(run, GET, 503, Map.of("retry-after", "20"));
        }
        Requests.answered(run, GET, 503, Map.of("retry-after", "3000"));
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(20));

        fail(1);

        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(80));
    }

    @Test
    void keepsHostsApart() throws InterruptedException {
        Requests.send(run, GET);
        fail(10);
        Cost elsewhere = new Cost(GET.operation(), GET.universe(), "http://games", false, 1, 0);

        Requests.send(run, elsewhere);

        assertThat(time.passed()).isZero();
    }

    @Test
    void letsACallGoAllTheSameWhenItsPatienceEnds() throws InterruptedException {
        Requests.send(run, GET);
        fail(16);
        Duration before = time.passed();

        try (Permit permit = run.acquire(GET, Duration.ofSeconds(7))) {
            assertThat(time.passed().minus(before)).isEqualTo(Duration.ofSeconds(7));
            assertThat(permit.held()).isEqualTo(Duration.ofSeconds(7));
            permit.failed();
            assertThat(permit.isHostDown()).isTrue();
        }
    }

    @Test
    void saysForHowLongACallWasHeldBack() throws InterruptedException {
        Requests.send(run, GET);
        fail(12);

        try (Permit permit = run.acquire(GET, Requests.PATIENCE)) {
            assertThat(permit.held()).isEqualTo(Duration.ofSeconds(4));
        }
    }

    @Test
    void letsOnlyOneThroughAndTheOthersWhenItWasAnswered() throws Exception {
        HandSetTime standing = HandSetTime.standing();
        Budgets others = Budgets.in(standing);
        Allotment all = Requests.join(others, unlimited());
        Requests.send(all, GET);
        for (int i = 0; i < 10; i++) {
            fail(all);
        }
        List<Permit> left = new ArrayList<>();
        try (Crowd crowd = new Crowd(standing, () -> left.add(all.acquire(GET, Requests.PATIENCE)))) {
            crowd.ask(20);
            crowd.pass(Duration.ofMillis(999));
            assertThat(left).isEmpty();
            assertThat(all.waitsFor())
                    .hasValueSatisfying(wait -> assertThat(wait)
                            .isInstanceOfSatisfying(
                                    Wait.ForHost.class,
                                    host -> assertThat(host.nextTry().toMillis())
                                            .isCloseTo(1, within(1L))));
            crowd.pass(Duration.ofSeconds(30));
            assertThat(left).hasSize(1);
            assertThat(all.waitsFor()).hasValue(new Wait.ForHost(Duration.ZERO));

            left.getFirst().answered(200, name -> null, Optional.empty(), 0);
            crowd.pass(Duration.ofMillis(200));

            assertThat(left).hasSize(20);
            assertThat(all.waitsFor()).isEmpty();
        }
    }

    @Test
    void anotherGoesWhenTheProbeIsBrokenOff() throws InterruptedException {
        Requests.send(run, GET);
        fail(10);
        run.acquire(GET, Requests.PATIENCE).close();

        Requests.send(run, GET);

        assertThat(time.passed()).isEqualTo(SECOND);
        assertThat(isDown()).isFalse();
    }

    @Test
    void aProbeTakesFromTheBudgetAsEveryRequestDoes() throws InterruptedException {
        Allotment sharing = Requests.join(budgets, Requests.share(0.5, 0));
        Requests.send(sharing, GET);
        fail(16);
        Departures departures = new Departures();
        for (int probe = 0; probe < 5; probe++) {
            fail(sharing);
            departures.add(time);
        }
        departures.add(time);
        Requests.send(sharing, GET);

        assertThat(departures.mostInAny(Duration.ofSeconds(59))).isLessThanOrEqualTo(2);
    }

    private void fail(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            fail(run);
        }
    }

    private static void fail(Allotment run) throws InterruptedException {
        try (Permit permit = run.acquire(GET, Requests.PATIENCE)) {
            permit.failed();
        }
    }

    private boolean isDown() {
        return budgets.circuit(GET.host()).isOpen();
    }

    private static Quota unlimited() {
        return Requests.fixed(OperationClass.READ, new Quota.Rate.Unlimited());
    }
}
