package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import dev.gantry.opencloud.HandSetTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Units and bytes, of which only the answer tells how many a request took. */
class CountedAfterwardsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long MEGABYTE = 1_024 * 1_024;

    private final HandSetTime time = HandSetTime.passingBySleep();
    private final Budgets budgets = Budgets.in(time);

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 200})
    void itemsOfMemoryStoresTakeAUnitEach(int players) throws InterruptedException {
        Allotment run = Requests.join(budgets, Requests.share(0.5, players));
        Random random = new Random(players);
        Departures departures = new Departures();
        while (time.passed().compareTo(MINUTE.multipliedBy(5)) < 0) {
            int page = 1 + random.nextInt(200);
            departures.add(time, read(run, page, random.nextInt(page + 1)));
        }

        double share = 0.5 * (1_000 + 120 * players);
        assertThat(departures.mostInAny(MINUTE)).isLessThanOrEqualTo((long) share);
        assertThat(departures.sum()).isGreaterThan((long) (5 * Math.max(0.5 * share, 0.95 * (share - 250))));
    }

    @Test
    void anEmptyPageTakesOneUnitAndGivesTheOthersBack() throws InterruptedException {
        Allotment run = Requests.join(budgets, Requests.share(0.5, 0));
        for (int i = 0; i < 200; i++) {
            read(run, 100, 0);
        }

        assertThat(time.passed()).isBetween(Duration.ofSeconds(20), MINUTE);
    }

    @Test
    void aRefusedPageTakesOneUnit() throws InterruptedException {
        Allotment run = Requests.join(budgets, Requests.share(0.5, 0));
        Cost page = Requests.cost(Requests.SORTED_MAP, 1, "/items?maxPageSize=100");
        for (int i = 0; i < 100; i++) {
            Requests.answered(run, page, 404, Map.of());
        }

        assertThat(time.passed()).isLessThan(MINUTE);
    }

    @Test
    void readsThePageSizeOfListsAndQueues() {
        assertThat(Requests.cost(Requests.SORTED_MAP, 1, "/items?maxPageSize=70&pageToken=x")
                        .page())
                .isEqualTo(70);
        assertThat(Requests.cost("Cloud_ReadMemoryStoreQueueItems", 1, "/items:read?allOrNothing=true&count=30")
                        .page())
                .isEqualTo(30);
        assertThat(Requests.cost(Requests.SORTED_MAP).page()).isEqualTo(1);
        assertThat(Requests.cost(Requests.LIST, 1, "/data-stores?maxPageSize=100")
                        .page())
                .isEqualTo(1);
    }

    @Test
    void aUniverseReadsNoMoreBytesByV1ThanItMayThoughSomeValuesAreLarge() throws InterruptedException {
        Allotment run = Requests.join(budgets, Requests.share(1, 0));
        Random random = new Random(1);
        Departures departures = new Departures();
        while (time.passed().compareTo(MINUTE.multipliedBy(10)) < 0) {
            long bytes = random.nextInt(300) == 0 ? 4 * MEGABYTE : 1 + random.nextInt(200_000);
            departures.add(time, get(run, bytes));
        }

        assertThat(departures.mostInAny(MINUTE)).isLessThanOrEqualTo(20 * 1_024);
        assertThat(departures.sum() / 10.0).isGreaterThan(0.7 * 20 * 1_024);
    }

    @Test
    void aLargeValueHoldsUpNobodyWhileTheMinuteHasRoomForIt() throws InterruptedException {
        Allotment run = Requests.join(budgets, Requests.share(1, 0));
        Departures departures = new Departures();
        for (int i = 0; i < 6_000; i++) {
            get(run, i % 1_500 == 700 ? 4 * MEGABYTE : 900);
            departures.add(time);
        }

        assertThat(departures.count() / (time.passed().toMillis() / 60_000.0)).isGreaterThan(0.98 * 300);
    }

    @Test
    void nearlyAllBytesAreUsedOnceNoLargeValueWasSeenForLong() throws InterruptedException {
        Allotment run = Requests.join(budgets, Requests.share(1, 0));
        for (int i = 0; i < 50_000; i++) {
            get(run, 100_000);
        }
        Departures departures = new Departures();
        Duration end = time.passed().plus(MINUTE);
        while (time.passed().compareTo(end) < 0) {
            departures.add(time, get(run, 100_000));
        }

        assertThat(departures.sum()).isBetween((long) (0.94 * 20 * 1_024), 20L * 1_024);
    }

    @Test
    void theBytesOfV1AreTheUniversesWhoeverReadsThem() throws InterruptedException {
        Allotment one = Requests.join(budgets, Requests.share(1, 0));
        Allotment other = budgets.join(new Account("http://127.0.0.1", "another"), Requests.share(1, 0), universe -> 0);
        for (int i = 0; i < 20; i++) {
            get(one, MEGABYTE);
            get(other, MEGABYTE);
        }

        assertThat(time.passed()).isGreaterThan(MINUTE);
    }

    @Test
    void whatIsWrittenIsKnownBefore() throws InterruptedException {
        Allotment run = Requests.join(budgets, Requests.share(1, 0));
        Cost set = Requests.cost(Requests.SET_V1);
        Cost large = new Cost(set.operation(), set.universe(), set.host(), false, 1, MEGABYTE);
        Departures departures = new Departures();
        for (int i = 0; i < 24; i++) {
            try (Permit permit = run.acquire(large, Requests.PATIENCE)) {
                departures.add(time, 1);
                permit.answered(200, name -> null, Optional.empty(), MEGABYTE);
            }
        }

        assertThat(departures.mostInAny(MINUTE)).isLessThanOrEqualTo(10);
    }

    @Test
    void slowsTheBytesAndNotTheUniverseWhenTheRefusalNamesThem() throws InterruptedException {
        Allotment run = Requests.join(budgets, Requests.share(0.5, 0));
        Cost get = Requests.cost(Requests.GET_V1);

        Requests.answered(run, get, 429, Requests.headers(20 * MEGABYTE, 0, 12));

        assertThat(run.allowance(1, UniverseClass.V1_READ).slowedTo()).isEqualTo(1);
        Duration before = time.passed();
        Requests.send(run, get);
        assertThat(time.passed().minus(before)).isGreaterThanOrEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void largeValuesOfV2TakeNothingFromEachOther() throws InterruptedException {
        Allotment run = Requests.join(budgets, Requests.share(1, 2_000));
        for (int i = 0; i < 100; i++) {
            try (Permit permit = run.acquire(Requests.cost(Requests.GET), Requests.PATIENCE)) {
                permit.answered(200, name -> null, Optional.empty(), 4 * MEGABYTE);
            }
        }

        assertThat(time.passed()).isLessThan(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {25 * MEGABYTE, 4 * MEGABYTE})
    void aRefusalForTheBytesOfOneEntryHoldsUpNoOther(long limit) throws InterruptedException {
        Allotment run = Requests.join(budgets, Requests.share(1, 2_000));
        Cost get = Requests.cost(Requests.GET);

        Requests.answered(run, get, 429, Requests.headers(limit, 0, 45));
        Requests.send(run, get);

        assertThat(run.allowance(1, UniverseClass.READ).slowedTo()).isEqualTo(1);
        assertThat(time.passed()).isLessThan(Duration.ofSeconds(1));
    }

    private static long read(Allotment run, int page, int items) throws InterruptedException {
        Cost cost = Requests.cost(Requests.SORTED_MAP, 1, "/items?maxPageSize=" + page);
        try (Permit permit = run.acquire(cost, Requests.PATIENCE)) {
            permit.answered(200, name -> null, Optional.empty(), 0);
            permit.returned(items);
        }
        return Math.max(1, items);
    }

    private static long get(Allotment run, long bytes) throws InterruptedException {
        try (Permit permit = run.acquire(Requests.cost(Requests.GET_V1), Requests.PATIENCE)) {
            permit.answered(200, name -> null, Optional.empty(), bytes);
        }
        return (bytes + 1_023) / 1_024;
    }
}
