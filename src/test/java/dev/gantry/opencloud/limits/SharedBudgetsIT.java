package dev.gantry.opencloud.limits;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gantry.opencloud.HandSetTime;
import dev.gantry.run.budget.MachinesDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Machines that share budgets by a real PostgreSQL, in a time that is set by hand. */
@Timeout(120)
class SharedBudgetsIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Cost GET = Requests.cost(Requests.GET);
    private static final Cost PAGE = Requests.cost(Requests.SORTED_MAP, 1, "/?maxPageSize=100");

    private static MachinesDatabase database;

    private final HandSetTime time = HandSetTime.passingBySleep();
    private int machines;

    @BeforeAll
    static void create() throws SQLException, IOException {
        database = MachinesDatabase.create();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void clear() throws SQLException {
        database.clear();
    }

    /** Machines come, end and die beside those that stay, and stand still now and then. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void neverLetMoreThanTheShareThroughInAnyMinuteTogether(long seed) throws InterruptedException {
        Random random = new Random(seed);
        Departures departures = new Departures();
        List<Allotment> runs = new ArrayList<>(List.of(run(0.5, 20), run(0.5, 20), run(0.5, 20)));
        Duration idle = Duration.ZERO;
        for (int i = 0; i < 1_200; i++) {
            int one = random.nextInt(runs.size());
            if (random.nextInt(200) == 0) {
                if (random.nextBoolean()) {
                    runs.get(one).close();
                }
                runs.set(one, run(0.5, 20));
            }
            if (random.nextInt(400) == 0) {
                Duration still = Duration.ofMillis(random.nextInt(20_000));
                time.passes(still);
                idle = idle.plus(still);
            }
            Requests.send(runs.get(one), GET);
            departures.add(time);
        }

        long share = (long) (0.5 * (300 + 40 * 20));
        assertThat(departures.mostInAny(MINUTE)).isLessThanOrEqualTo(share);
        double minutes = time.passed().minus(idle).toMillis() / 60_000.0;
        assertThat(departures.count() / minutes).isGreaterThan(0.9 * share);
    }

    @Test
    void oneMachineAloneHasNearlyTheWholeShare() throws InterruptedException {
        Allotment run = run(0.5, 500);

        Departures departures = Requests.sendFor(Duration.ofSeconds(90), time, run, GET);

        double share = 0.5 * (300 + 40 * 500);
        assertThat(departures.mostInAny(MINUTE)).isBetween((long) (0.96 * share), (long) share);
    }

    @Test
    void theLargestShareOfAllMachinesCountsAndEachRunKeepsBelowItsOwn() throws InterruptedException {
        Allotment small = run(0.1, 20);
        Allotment large = run(0.4, 20);
        Requests.send(small, GET);
        Requests.send(large, GET);
        time.passes(SECOND);

        Departures alone = Requests.sendFor(Duration.ofSeconds(15), time, small, GET);
        assertThat(alone.count()).isBetween(25, 30);

        Departures both = new Departures();
        Random random = new Random(7);
        while (both.count() < 900) {
            Requests.send(random.nextInt(10) == 0 ? small : large, GET);
            both.add(time);
        }
        assertThat(both.mostInAny(MINUTE)).isBetween(390L, 440L);
    }

    @Test
    void aRunOnSeveralMachinesHasARateOfItsOwnOnce() throws InterruptedException {
        Quota fixed = Requests.fixed(OperationClass.READ, new Quota.Rate.PerMinute(120));
        Allotment here = Requests.join(machine().of("17"), fixed);
        Allotment there = Requests.join(machine().of("17"), fixed);
        Allotment other = Requests.join(machine().of("18"), fixed);
        Departures departures = new Departures();
        for (int i = 0; i < 200; i++) {
            Requests.send(i % 3 == 0 ? here : there, GET);
            departures.add(time);
        }

        assertThat(departures.mostInAny(MINUTE)).isBetween(115L, 120L);
        assertThat(Requests.sendFor(MINUTE, time, other, GET).mostInAny(MINUTE)).isBetween(115L, 120L);
    }

    @Test
    void machinesMoveNoMoreBytesTogetherThanTheUniverseMay() throws InterruptedException {
        Cost set = new Cost(Requests.cost(Requests.SET_V1).operation(), OptionalLong.of(1), "", false, 1, 100 * 1_024);
        Allotment one = run(1, 0);
        Allotment other = run(1, 0);
        Departures kilobytes = new Departures();
        for (int i = 0; i < 250; i++) {
            try (Permit permit = (i % 2 == 0 ? one : other).acquire(set, Requests.PATIENCE)) {
                permit.answered(200, name -> null, Optional.empty(), 100 * 1_024);
            }
            kilobytes.add(time, 100);
        }

        assertThat(kilobytes.mostInAny(MINUTE)).isBetween(8_500L, 10_240L);
    }

    @Test
    void requestsOfSeveralUnitsAreCountedTogether() throws InterruptedException {
        Allotment one = run(0.5, 100);
        Allotment other = run(0.5, 100);
        Departures departures = new Departures();
        for (int i = 0; i < 300; i++) {
            Requests.send(i % 3 == 0 ? one : other, PAGE);
            departures.add(time, 100);
        }

        double share = 0.5 * (1_000 + 120 * 100);
        assertThat(departures.mostInAny(MINUTE)).isBetween((long) (0.85 * share), (long) share);
    }

    @Test
    void theLimitOfAnOperationIsTheOwnersOnAllMachines() throws InterruptedException {
        Cost memberships = Requests.cost(Requests.MEMBERSHIPS);
        Allotment one = run(0.5, 0);
        Allotment other = run(0.5, 0);
        Departures departures = new Departures();
        for (int i = 0; i < 500; i++) {
            Requests.send(i % 3 == 0 ? one : other, memberships);
            departures.add(time);
        }

        assertThat(departures.mostInAny(MINUTE)).isBetween(280L, 300L);
    }

    @Test
    void aRefusalOfOneMachinePausesAndSlowsTheOthersWithinASecond() throws InterruptedException {
        Allotment one = run(0.5, 20);
        Allotment other = run(0.5, 20);
        Requests.send(other, GET);

        Requests.answered(one, GET, 429, Map.of("retry-after", "30"));
        time.passes(SECOND);
        Duration before = time.passed();
        Requests.send(other, GET);

        assertThat(time.passed().minus(before)).isBetween(Duration.ofSeconds(28), Duration.ofSeconds(32));
        assertThat(other.allowance(1, UniverseClass.READ).slowedTo()).isCloseTo(0.5, within(0.05));
        assertThat(Requests.sendFor(Duration.ofSeconds(10), time, other, GET).count())
                .isLessThan(70);
        assertThat(other.allowance(1, UniverseClass.LIST).slowedTo()).isEqualTo(1);
    }

    @Test
    void theRefusalsOfOneBurstHalveTheRateOnceThoughSeveralMachinesGetThem() throws InterruptedException {
        Allotment one = run(0.5, 20);
        Allotment other = run(0.5, 20);
        Requests.send(other, GET);

        Requests.answered(one, GET, 429, Map.of());
        Requests.answered(other, GET, 429, Map.of());
        time.passes(Duration.ofSeconds(2));
        Requests.send(one, GET);
        Requests.send(other, GET);

        assertThat(one.allowance(1, UniverseClass.READ).slowedTo()).isCloseTo(0.53, within(0.05));
        assertThat(other.allowance(1, UniverseClass.READ).slowedTo()).isCloseTo(0.53, within(0.05));
    }

    @Test
    void allQuickenAgainWithinAboutAMinute() throws InterruptedException {
        Allotment one = run(0.5, 20);
        Allotment other = run(0.5, 20);
        Requests.answered(one, GET, 429, Map.of());
        while (one.allowance(1, UniverseClass.READ).slowedTo() < 1) {
            Requests.send(one, GET);
            Requests.send(other, GET);
        }

        assertThat(time.passed()).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(45));
        assertThat(other.allowance(1, UniverseClass.READ).slowedTo()).isGreaterThan(0.95);
    }

    @Test
    void whatAnAnswerSaysOfTheLimitHoldsForAll() throws InterruptedException {
        Allotment one = run(0.5, 100);
        Allotment other = run(0.5, 100);
        Requests.send(other, GET);

        Requests.answered(one, GET, 200, Requests.headers(700, 600, 1));
        time.passes(SECOND);
        Requests.send(one, GET);
        Requests.send(other, GET);

        assertThat(rate(other)).isEqualTo(350);
    }

    @Test
    void aMachineThatDiedLeavesItsSeatWithinAMinute() throws InterruptedException {
        Allotment large = run(0.8, 0);
        Budgets last = machine();
        Allotment small = Requests.join(last, Requests.share(0.3, 0));
        Requests.send(large, GET);
        Requests.send(small, GET);
        assertThat(last.gauges().getFirst().perMinute()).hasValue(0.8 * 300);
        assertThat(last.gauges().getFirst().runs()).isEqualTo(2);

        Requests.sendFor(Duration.ofSeconds(25), time, small, GET);

        assertThat(last.gauges().getFirst().perMinute()).hasValue(0.3 * 300);
        assertThat(last.gauges().getFirst().runs()).isOne();
    }

    @Test
    void aRunThatEndsLeavesItsSeatAtOnce() throws InterruptedException {
        Allotment large = run(0.8, 0);
        Budgets last = machine();
        Allotment small = Requests.join(last, Requests.share(0.3, 0));
        Requests.send(large, GET);
        Requests.send(small, GET);

        large.close();
        Requests.sendFor(Duration.ofSeconds(2), time, small, GET);

        assertThat(last.gauges().getFirst().perMinute()).hasValue(0.3 * 300);
    }

    @Test
    void everyMachineTellsWhatTheOthersUse() throws InterruptedException {
        Allotment one = run(0.25, 100);
        Allotment other = run(0.5, 100);
        Requests.send(one, GET);
        for (int i = 0; i < 60; i++) {
            Requests.send(other, GET);
        }
        Requests.answered(other, GET, 200, Requests.headers(4_300, 4_300 - 61 - 700, 1));
        time.passes(SECOND);
        Requests.send(one, GET);
        Requests.answered(other, GET, 429, Map.of("retry-after", "30"));

        List<Gauge> gauges = machine().gauges();

        assertThat(gauges).hasSize(1);
        Gauge gauge = gauges.getFirst();
        assertThat(gauge.address()).isEqualTo("http://127.0.0.1");
        assertThat(gauge.universe()).isOne();
        assertThat(gauge.kind()).isEqualTo(UniverseClass.READ);
        assertThat(gauge.limit()).isEqualTo(4_300);
        assertThat(gauge.players()).isEqualTo(100);
        assertThat(gauge.share()).isEqualTo(0.5);
        assertThat(gauge.perMinute()).hasValueCloseTo(0.25 * 4_300, within(10.0));
        assertThat(gauge.used()).isBetween(62L, 64L);
        assertThat(gauge.game().orElseThrow()).isBetween(697L, 700L);
        assertThat(gauge.runs()).isEqualTo(2);
        assertThat(gauge.slowedTo()).isCloseTo(0.5, within(0.01));
        assertThat(gauge.pause()).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(30));
        assertThat(gauge.why()).isEqualTo(Gauge.Slowed.REFUSED);
    }

    @Test
    void thePlayersAreCountedOnceForAll() throws InterruptedException {
        AtomicInteger counts = new AtomicInteger();
        CountPlayers players = universe -> 10 * counts.incrementAndGet();
        Allotment one = machine().join(Requests.ACCOUNT, Requests.counting(0.5), players);
        Allotment other = machine().join(Requests.ACCOUNT, Requests.counting(0.5), players);

        for (int i = 0; i < 800; i++) {
            Requests.send(i % 2 == 0 ? one : other, GET);
        }

        long minutes = time.passed().toMinutes();
        assertThat(counts.get()).isBetween((int) minutes, (int) minutes + 2);
        assertThat(rate(one)).isEqualTo(rate(other));
    }

    @Test
    void noneStarves() {
        HandSetTime standing = HandSetTime.standing();
        Duration end = Duration.ofSeconds(30);
        int[] counts = new int[2];
        Allotment[] runs = {run(0.5, 20, standing), run(0.5, 20, standing)};
        AtomicInteger next = new AtomicInteger();
        try (Crowd crowd = new Crowd(standing, () -> {
            int machine = next.getAndIncrement();
            while (standing.passed().compareTo(end) < 0) {
                Requests.send(runs[machine], GET);
                counts[machine]++;
            }
            return machine;
        })) {
            crowd.ask(2);
            crowd.pass(end.plus(SECOND));
        }

        int share = 550 / 2;
        assertThat(counts[0] + counts[1]).isBetween((int) (0.9 * share), share + 3);
        assertThat(counts[0]).isCloseTo(counts[1], within(share / 10));
    }

    @Test
    void waitsWhileTheDatabaseIsGoneAndGoesOnWhenItIsBack() throws SQLException {
        HandSetTime standing = HandSetTime.standing();
        Allotment run = run(0.5, 20, standing);
        try (Crowd crowd = new Crowd(standing, () -> {
            Requests.send(run, GET);
            return run;
        })) {
            crowd.ask(1);
            crowd.pass(SECOND);
            assertThat(crowd.departures()).hasSize(1);
            database.goAway();
            try {
                crowd.ask(5);
                crowd.pass(Duration.ofSeconds(3));

                assertThat(crowd.departures()).hasSizeLessThanOrEqualTo(3);
                assertThat(run.waitsFor())
                        .hasValueSatisfying(wait -> assertThat(wait)
                                .isInstanceOfSatisfying(
                                        Wait.ForMachines.class,
                                        gone -> assertThat(gone.since())
                                                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3))));
            } finally {
                database.comeBack();
            }
            crowd.pass(Duration.ofSeconds(3));

            assertThat(crowd.departures()).hasSize(6);
        }
    }

    private Budgets machine() {
        machines++;
        return Budgets.sharedBy(database.of("machine-" + machines, time), time);
    }

    /** On a machine of its own. */
    private Allotment run(double share, int players) {
        return Requests.join(machine(), Requests.share(share, players));
    }

    private Allotment run(double share, int players, HandSetTime standing) {
        machines++;
        return Requests.join(
                Budgets.sharedBy(database.of("machine-" + machines, standing), standing),
                Requests.share(share, players));
    }

    private static double rate(Allotment run) {
        return run.allowance(1, UniverseClass.READ).perMinute().orElseThrow();
    }
}
