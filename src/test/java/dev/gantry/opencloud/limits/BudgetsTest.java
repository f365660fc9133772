package dev.gantry.opencloud.limits;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gantry.opencloud.HandSetTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BudgetsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Cost GET = Requests.cost(Requests.GET);

    private final HandSetTime time = HandSetTime.passingBySleep();
    private final Budgets budgets = Budgets.in(time);

    @Test
    void takesOnlyItsShareOfEachClass() {
        Allotment run = Requests.join(budgets, Requests.share(0.25, 100));

        assertThat(rate(run, UniverseClass.READ)).isEqualTo(0.25 * (300 + 40 * 100));
        assertThat(rate(run, UniverseClass.WRITE)).isEqualTo(0.25 * (300 + 20 * 100));
        assertThat(rate(run, UniverseClass.LIST)).isEqualTo(0.25 * (300 + 2 * 100));
        assertThat(rate(run, UniverseClass.REMOVE)).isEqualTo(0.25 * (300 + 40 * 100));
        assertThat(rate(run, UniverseClass.V1_READ)).isEqualTo(0.25 * 300);
        assertThat(rate(run, UniverseClass.MEMORY_STORE)).isEqualTo(0.25 * (1_000 + 120 * 100));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 100, 500})
    void neverLetsMoreThanTheShareThroughInAnyMinute(int players) throws InterruptedException {
        Allotment run = Requests.join(budgets, Requests.share(0.5, players));

        Departures departures = Requests.sendFor(MINUTE.multipliedBy(3), time, run, GET);

        double share = 0.5 * (300 + 40 * players);
        assertThat(departures.mostInAny(MINUTE)).isBetween((long) (0.97 * share), (long) share);
    }

    /** Runs come and go beside one that stays. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void runsOfOneUniverseNeverExceedTheLargestShareTogether(long seed) throws InterruptedException {
        Random random = new Random(seed);
        Departures departures = new Departures();
        Allotment one = Requests.join(budgets, Requests.share(0.5, 20));
        Allotment other = Requests.join(budgets, Requests.share(0.5, 20));
        for (int i = 0; i < 3_000; i++) {
            if (random.nextInt(500) == 0) {
                other.close();
                other = Requests.join(budgets, Requests.share(0.5, 20));
            }
            Requests.send(random.nextBoolean() ? one : other, GET);
            departures.add(time);
        }

        long share = (long) (0.5 * (300 + 40 * 20));
        assertThat(departures.mostInAny(MINUTE)).isLessThanOrEqualTo(share);
        assertThat(departures.count() / (time.passed().toMillis() / 60_000.0)).isGreaterThan(0.95 * share);
    }

    @Test
    void aRunKeepsBelowItsOwnShareThoughOthersHaveALargerOne() throws InterruptedException {
        Allotment small = Requests.join(budgets, Requests.share(0.1, 100));
        Allotment large = Requests.join(budgets, Requests.share(0.5, 100));

        Departures departures = Requests.sendFor(MINUTE.multipliedBy(2), time, small, GET);

        assertThat(departures.mostInAny(MINUTE)).isBetween(410L, 430L);
        assertThat(rate(large, UniverseClass.READ)).isEqualTo(0.5 * 4_300);
    }

    @Test
    void theShareOfAllShrinksWhenTheRunWithTheLargestEnds() {
        Allotment large = Requests.join(budgets, Requests.share(0.8, 0));
        Allotment small = Requests.join(budgets, Requests.share(0.3, 0));
        assertThat(rate(large, UniverseClass.READ)).isEqualTo(240);
        assertThat(rate(small, UniverseClass.READ)).isEqualTo(90);

        large.close();

        assertThat(rate(Requests.join(budgets, Requests.share(0.2, 0)), UniverseClass.READ))
                .isEqualTo(60);
        assertThat(rate(small, UniverseClass.READ)).isEqualTo(90);
    }

    @Test
    void universesAreCountedApart() throws InterruptedException {
        Allotment run = Requests.join(budgets, Requests.share(0.5, 0));
        Cost elsewhere = Requests.cost(Requests.GET, 2, "/");

        for (int i = 0; i < 150; i++) {
            Requests.send(run, GET);
            Requests.send(run, elsewhere);
        }

        assertThat(time.passed()).isLessThan(Duration.ofSeconds(63));
    }

    @Test
    void keysOfOneUniverseShareItThoughTheirOwnersDiffer() throws InterruptedException {
        Allotment one = Requests.join(budgets, Requests.share(0.5, 0));
        Allotment other =
                budgets.join(new Account("http://127.0.0.1", "another"), Requests.share(0.5, 0), universe -> 0);
        Departures departures = new Departures();

        for (int i = 0; i < 200; i++) {
            Requests.send(one, GET);
            departures.add(time);
            Requests.send(other, GET);
            departures.add(time);
        }

        assertThat(departures.mostInAny(MINUTE)).isLessThanOrEqualTo(150);
    }

    @Test
    void orderedStoresAreCountedApart() throws InterruptedException {
        Allotment run = Requests.join(budgets, Requests.share(0.5, 0));
        Cost ordered = Requests.cost(Requests.GET_ORDERED);

        for (int i = 0; i < 150; i++) {
            Requests.send(run, GET);
            Requests.send(run, ordered);
        }

        assertThat(time.passed()).isLessThan(Duration.ofSeconds(63));
    }

    @Test
    void bothVersionsOfOrderedStoresAreCountedTogether() throws InterruptedException {
        Allotment run = Requests.join(budgets, Requests.share(0.5, 0));
        Cost v1 = Requests.cost("OrderedDataStores_GetEntry");
        Cost v2 = Requests.cost(Requests.GET_ORDERED);

        for (int i = 0; i < 75; i++) {
            Requests.send(run, v1);
            Requests.send(run, v2);
        }

        assertThat(time.passed()).isGreaterThan(Duration.ofSeconds(59));
    }

    @ParameterizedTest
    @EnumSource(
            value = UniverseClass.class,
            names = {"READ", "ORDERED_READ", "V1_READ"})
    void aFixedRateIsTakenAsItIsAndInEachKindOfStore(UniverseClass kind) {
        Allotment run = Requests.join(budgets, Requests.fixed(OperationClass.READ, new Quota.Rate.PerMinute(77)));

        assertThat(rate(run, kind)).isEqualTo(77);
        assertThat(rate(run, UniverseClass.LIST)).isEqualTo(150);
    }

    @Test
    void anUnlimitedClassGoesAsFastAsItCanWhateverTheLimits() throws InterruptedException {
        Allotment run = Requests.join(budgets, Requests.fixed(OperationClass.READ, new Quota.Rate.Unlimited()));

        for (int i = 0; i < 100_000; i++) {
            Requests.send(run, GET);
        }

        assertThat(time.passed()).isZero();
        assertThat(run.allowance(1, UniverseClass.READ).perMinute()).isEmpty();
        assertThat(run.allowance(1, UniverseClass.LIST).perMinute()).hasValue(150);
    }

    @Test
    void aRateOfOnesOwnTakesNothingFromTheShareOfOthers() throws InterruptedException {
        Allotment own = Requests.join(budgets, Requests.fixed(OperationClass.READ, new Quota.Rate.PerMinute(600)));
        Allotment sharing = Requests.join(budgets, Requests.share(0.5, 0));

        Requests.sendFor(MINUTE, time, own, GET);

        assertThat(Requests.sendFor(MINUTE, time, sharing, GET).count()).isBetween(145, 152);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPauseOfTheUniverseHoldsForRatesOfOnesOwnToo(boolean unlimited) throws InterruptedException {
        Quota.Rate rate = unlimited ? new Quota.Rate.Unlimited() : new Quota.Rate.PerMinute(6_000);
        Allotment own = Requests.join(budgets, Requests.fixed(OperationClass.READ, rate));
        Allotment sharing = Requests.join(budgets, Requests.share(0.5, 0));
        Requests.send(own, GET);

        Requests.answered(sharing, GET, 429, Map.of("retry-after", "30"));
        Duration paused = time.passed();
        Requests.send(own, GET);

        assertThat(time.passed().minus(paused)).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(own.allowance(1, UniverseClass.READ).slowedTo()).isEqualTo(unlimited ? 1 : 0.5);
    }

    @Test
    void slowsOnlyTheClassThatWasAnsweredTooMany() throws InterruptedException {
        Allotment run = Requests.join(budgets, Requests.share(1, 0));

        Requests.answered(run, GET, 429, Map.of("retry-after", "30"));
        Duration paused = time.passed();
        Requests.send(run, Requests.cost(Requests.LIST));

        assertThat(time.passed().minus(paused)).isLessThan(Duration.ofSeconds(1));
        assertThat(run.allowance(1, UniverseClass.READ).slowedTo()).isEqualTo(0.5);
        assertThat(run.allowance(1, UniverseClass.LIST).slowedTo()).isEqualTo(1);
        Requests.send(run, GET);
        assertThat(time.passed().minus(paused)).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void countsThePlayersAtOnceAndThenOnceAMinuteForAllRuns() throws InterruptedException {
        AtomicInteger counts = new AtomicInteger();
        CountPlayers players = universe -> 10 * counts.incrementAndGet();
        Allotment one = budgets.join(Requests.ACCOUNT, Requests.counting(0.5), players);
        Allotment other = budgets.join(Requests.ACCOUNT, Requests.counting(0.5), players);
        Requests.send(one, GET);
        Requests.send(other, Requests.cost(Requests.LIST));
        assertThat(counts).hasValue(1);
        assertThat(rate(one, UniverseClass.READ)).isEqualTo(0.5 * (300 + 40 * 10));

        Requests.sendFor(MINUTE.plusSeconds(30), time, other, GET);
        assertThat(counts).hasValue(2);
        assertThat(rate(one, UniverseClass.READ)).isEqualTo(0.5 * (300 + 40 * 20));
        assertThat(rate(other, UniverseClass.LIST)).isEqualTo(0.5 * (300 + 2 * 20));

        Requests.sendFor(MINUTE.multipliedBy(3), time, one, GET);
        assertThat(counts).hasValue(5);
    }

    @Test
    void countsNobodyForAClassThatFollowsNoPlayers() throws InterruptedException {
        Allotment run = Requests.join(budgets, Requests.counting(0.5));

        Requests.send(run, Requests.cost(Requests.GET_V1));
        Requests.send(run, Requests.cost(Requests.MEMBERSHIPS));

        assertThat(rate(run, UniverseClass.V1_READ)).isEqualTo(150);
    }

    @Test
    void followsPlayersWhoLeaveWhileItRuns() throws InterruptedException {
        AtomicInteger online = new AtomicInteger(1_000);
        Allotment run = budgets.join(Requests.ACCOUNT, Requests.counting(0.5), universe -> online.get());
        Cost ordered = Requests.cost(Requests.GET_ORDERED);
        Requests.sendFor(Duration.ofSeconds(10), time, run, ordered);
        online.set(10);

        Departures departures = Requests.sendFor(MINUTE.multipliedBy(3), time, run, ordered);

        assertThat(departures.between(Duration.ofSeconds(61), Duration.ofSeconds(121)))
                .isBetween(340L, 350L);
    }

    @Test
    void goesOnWithTheLastCountWhileThePlayersCannotBeCounted() throws InterruptedException {
        AtomicInteger counts = new AtomicInteger();
        Allotment run = budgets.join(Requests.ACCOUNT, Requests.counting(0.5), universe -> {
            if (counts.incrementAndGet() == 2) {
                throw new IOException("HTTP 503");
            }
            return 10;
        });

        Requests.sendFor(MINUTE.plusSeconds(10), time, run, GET);

        assertThat(counts).hasValue(2);
        assertThat(rate(run, UniverseClass.READ)).isEqualTo(0.5 * 700);
    }

    @Test
    void asksSoonAgainWhileNothingIsKnownOfThePlayers() throws InterruptedException {
        AtomicInteger counts = new AtomicInteger();
        Allotment run = budgets.join(Requests.ACCOUNT, Requests.counting(0.5), universe -> {
            if (counts.incrementAndGet() < 3) {
                throw new IOException("HTTP 503");
            }
            return 10;
        });

        Requests.sendFor(Duration.ofSeconds(12), time, run, GET);

        assertThat(counts).hasValue(3);
        assertThat(rate(run, UniverseClass.READ)).isEqualTo(0.5 * 700);
    }

    @Test
    void takesTheLeastWhenPlayersWereNeverCounted() {
        Allotment run = budgets.join(Requests.ACCOUNT, Requests.counting(0.5), universe -> {
            throw new IOException("HTTP 503");
        });

        assertThat(rate(run, UniverseClass.READ)).isEqualTo(150);
    }

    @Test
    void refusesAShareOfNothingOrOfMoreThanAll() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Requests.share(0, 0))
                .withMessage("a share is over 0 % and at most 100 %, found 0.0 %");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Requests.share(1.5, 0))
                .withMessage("a share is over 0 % and at most 100 %, found 150.0 %");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Quota.Rate.PerMinute(0))
                .withMessage("a rate is over 0 requests a minute, found 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Quota(1, OptionalInt.empty(), Map.of(), 0, -1))
                .withMessage("concurrency is at least 1 and retries at least 0, found 0 and -1");
    }

    private static double rate(Allotment run, UniverseClass kind) {
        return run.allowance(1, kind).perMinute().orElseThrow();
    }
}
