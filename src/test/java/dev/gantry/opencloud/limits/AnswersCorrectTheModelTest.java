package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

import dev.gantry.opencloud.HandSetTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class AnswersCorrectTheModelTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Cost GET = Requests.cost(Requests.GET);

    /** What a universe with 100 players may read in a minute. */
    private static final long ALL = 4_300;

    private final HandSetTime time = HandSetTime.passingBySleep();
    private final Budgets budgets = Budgets.in(time);
    private final Allotment run = Requests.join(budgets, Requests.share(0.5, 100));

    @Test
    void followsALowerLimitAtOnce() throws InterruptedException {
        Requests.answered(run, GET, 200, Requests.headers(700, 600, 1));

        assertThat(rate()).isEqualTo(350);
    }

    @Test
    void goesBackUpToTheShareButNeverBeyondIt() throws InterruptedException {
        Requests.answered(run, GET, 200, Requests.headers(700, 600, 1));
        Requests.answered(run, GET, 200, Requests.headers(2_000, 1_900, 1));
        assertThat(rate()).isEqualTo(1_000);

        Requests.answered(run, GET, 200, Requests.headers(80_000, 79_000, 1));
        assertThat(rate()).isEqualTo(0.5 * ALL);
    }

    @Test
    void takesTheOwnersLimitOfTheOperationForWhatItIs() throws InterruptedException {
        Requests.answered(run, GET, 200, Requests.headers(1_000_000, 3, 1));
        assertThat(rate()).isEqualTo(0.5 * ALL);

        Cost v1 = Requests.cost("OrderedDataStores_GetEntry");
        Requests.answered(run, v1, 200, Requests.headers(500, 3, 1));
        assertThat(run.allowance(1, UniverseClass.ORDERED_READ).perMinute()).hasValue(0.5 * ALL);
    }

    @Test
    void slowsWhereLittleIsLeftOfTheGamesPart() throws InterruptedException {
        Requests.answered(run, GET, 200, Requests.headers(ALL, ALL / 4, 1));
        assertThat(rate()).isEqualTo(0.5 * ALL);

        Requests.answered(run, GET, 200, Requests.headers(ALL, ALL / 16, 1));

        assertThat(rate()).isCloseTo(0.5 * ALL / 2, within(10.0));
    }

    @Test
    void quickensSlowlyWhenThereIsMoreAgain() throws InterruptedException {
        Requests.answered(run, GET, 200, Requests.headers(ALL, ALL / 16, 1));
        Duration slowed = time.passed();
        while (run.allowance(1, UniverseClass.READ).slowedTo() < 1) {
            Requests.answered(run, GET, 200, Requests.headers(ALL, ALL / 2, 1));
        }

        assertThat(time.passed().minus(slowed)).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(35));
    }

    @Test
    void leavesWhatIsLeftToTheGameUntilThereIsMore() throws InterruptedException {
        Requests.answered(run, GET, 200, Requests.headers(ALL, 0, 9));
        Duration before = time.passed();
        Requests.send(run, GET);

        assertThat(time.passed().minus(before)).isGreaterThanOrEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void waitsForTheResetOfARefusalThatNamesNoRetryAfter() throws InterruptedException {
        Requests.answered(run, GET, 429, Requests.headers(ALL, 0, 17));
        Duration before = time.passed();
        assertThat(run.allowance(1, UniverseClass.READ).slowedTo()).isEqualTo(0.5);
        Requests.send(run, GET);

        assertThat(time.passed().minus(before)).isGreaterThanOrEqualTo(Duration.ofSeconds(17));
    }

    @Test
    void keepsNothingFreeWhereTheRunMayUseEverything() throws InterruptedException {
        Budgets all = Budgets.in(time);
        Allotment whole = Requests.join(all, Requests.share(1, 100));

        Requests.answered(whole, GET, 200, Requests.headers(ALL, 1, 1));

        assertThat(whole.allowance(1, UniverseClass.READ).perMinute()).hasValue((double) ALL);
    }

    /** The game begins to use its whole part, and more: it must never find that nothing is left. */
    @ParameterizedTest
    @ValueSource(longs = {400, 1_500, 2_150, 2_300, 2_600})
    void leavesTheGameWhatItNeeds(long gamePerMinute) throws InterruptedException {
        Universe universe = new Universe();
        Requests.send(run, GET);
        while (time.passed().compareTo(MINUTE.multipliedBy(5)) < 0) {
            boolean calm = time.passed().compareTo(MINUTE) < 0;
            try (Permit permit = run.acquire(GET, Requests.PATIENCE)) {
                Map<String, String> headers = universe.ask(calm ? 100 : gamePerMinute);
                permit.answered(200, headers::get, java.util.Optional.empty(), 0);
            }
        }

        assertThat(universe.gameThrottled).isZero();
        assertThat(universe.leastRemaining).isPositive();
        long expected = Math.min(ALL / 2, ALL - gamePerMinute);
        assertThat(universe.asked).isGreaterThan((long) (0.7 * expected * 5));
    }

    /** What a universe has left of the last sixty seconds, a game beside it. */
    private final class Universe {
        private final Deque<Long> used = new ArrayDeque<>();
        private long playedUntil = time.nanos();
        private long gameThrottled;
        private long leastRemaining = ALL;
        private long asked;

        Map<String, String> ask(long gamePerMinute) {
            long between = MINUTE.toNanos() / gamePerMinute;
            while (playedUntil + between <= time.nanos()) {
                playedUntil += between;
                use(playedUntil);
            }
            asked++;
            long remaining = use(time.nanos());
            leastRemaining = Math.min(leastRemaining, remaining);
            return Requests.headers(ALL, Math.max(0, remaining), 1);
        }

        private long use(long now) {
            while (!used.isEmpty() && used.getFirst() <= now - MINUTE.toNanos()) {
                used.removeFirst();
            }
            if (used.size() >= ALL) {
                gameThrottled++;
                return -1;
            }
            used.addLast(now);
            return ALL - used.size();
        }
    }

    private double rate() {
        return run.allowance(1, UniverseClass.READ).perMinute().orElseThrow();
    }
}
