package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.Map;

import dev.gantry.opencloud.HandSetTime;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GaugeTest {
    private static final Cost GET = Requests.cost(Requests.GET);

    private final HandSetTime time = HandSetTime.passingBySleep();
    private final Budgets budgets = Budgets.in(time);

    @Test
    void tellsTheLimitByThePlayersTheShareAndWhatWasUsed() throws InterruptedException {
        Allotment run = Requests.join(budgets, Requests.share(0.25, 100));
        Requests.join(budgets, Requests.share(0.1, 100)).allowance(1, UniverseClass.READ);
        int sent = Requests.sendFor(Duration.ofSeconds(90), time, run, GET).count();

        Gauge gauge = gauge(UniverseClass.READ);

        assertThat(gauge.address()).isEqualTo("http://127.0.0.1");
        assertThat(gauge.universe()).isEqualTo(1);
        assertThat(gauge.limit()).isEqualTo(4_300);
        assertThat(gauge.players()).isEqualTo(100);
        assertThat(gauge.share()).isEqualTo(0.25);
        assertThat(gauge.perMinute()).hasValue(0.25 * 4_300);
        assertThat(gauge.used()).isBetween(1_040L, 1_075L).isLessThan(sent);
        assertThat(gauge.game()).isEmpty();
        assertThat(gauge.runs()).isEqualTo(2);
        assertThat(gauge.slowedTo()).isEqualTo(1);
        assertThat(gauge.pause()).isZero();
        assertThat(gauge.why()).isEqualTo(Gauge.Slowed.NOT);
    }

    @Test
    void tellsWhatTheGameUsedForAsLongAsTheLastAnswerIsNew() throws InterruptedException {
        Allotment run = Requests.join(budgets, Requests.share(0.5, 100));
        for (int i = 0; i < 50; i++) {
            Requests.send(run, GET);
        }

        Requests.answered(run, GET, 200, Requests.headers(4_300, 4_300 - 51 - 700, 1));

        assertThat(gauge(UniverseClass.READ).game()).hasValue(700);
        time.passes(Duration.ofSeconds(61));
        assertThat(gauge(UniverseClass.READ).game()).isEmpty();
        assertThat(gauge(UniverseClass.READ).used()).isZero();
    }

    @Test
    void tellsWhyRequestsAreSlow() throws InterruptedException {
        Allotment run = Requests.join(budgets, Requests.share(0.5, 100));
        Requests.answered(run, GET, 200, Requests.headers(4_300, 100, 1));
        assertThat(gauge(UniverseClass.READ).why()).isEqualTo(Gauge.Slowed.LITTLE_LEFT);
        assertThat(gauge(UniverseClass.READ).slowedTo()).isLessThan(0.3);

        Requests.answered(run, GET, 429, Map.of("retry-after", "30"));

        assertThat(gauge(UniverseClass.READ).why()).isEqualTo(Gauge.Slowed.REFUSED);
        assertThat(gauge(UniverseClass.READ).pause()).isEqualTo(Duration.ofSeconds(30));
        time.passes(Duration.ofMinutes(2));
        assertThat(gauge(UniverseClass.READ).why()).isEqualTo(Gauge.Slowed.NOT);
        assertThat(gauge(UniverseClass.READ).slowedTo()).isEqualTo(1);
    }

    @Test
    void goesOnTellingOfAUniverseThatNoRunUsesAnyMore() throws InterruptedException {
        Allotment run = Requests.join(budgets, Requests.share(0.5, 20));
        Requests.send(run, GET);
        run.close();

        Gauge gauge = gauge(UniverseClass.READ);

        assertThat(gauge.used()).isOne();
        assertThat(gauge.runs()).isZero();
        assertThat(gauge.share()).isZero();
        assertThat(gauge.perMinute()).isEmpty();
    }

    @Test
    void countsTheUnitsThatCameBack() throws InterruptedException {
        Allotment run = Requests.join(budgets, Requests.share(0.5, 100));
        Cost page = Requests.cost(Requests.SORTED_MAP, 1, "/?maxPageSize=100");
        try (Permit permit = run.acquire(page, Requests.PATIENCE)) {
            permit.returned(7);
        }

        assertThat(gauge(UniverseClass.MEMORY_STORE).used()).isEqualTo(7);
    }

    private Gauge gauge(UniverseClass kind) {
        return budgets.gauges().stream()
                .filter(each -> each.kind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
