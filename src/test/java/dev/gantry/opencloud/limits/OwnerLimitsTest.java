package dev.gantry.opencloud.limits;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.gantry.opencloud.HandSetTime;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OwnerLimitsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Cost MEMBERSHIPS = Requests.cost(Requests.MEMBERSHIPS);

    private final HandSetTime time = HandSetTime.passingBySleep();
    private final Budgets budgets = Budgets.in(time);
    private final Allotment run = Requests.join(budgets, Requests.share(0.5, 0));

    @ParameterizedTest
    @CsvSource({
        "300/minute, 300, PT1M",
        "150/second, 150, PT1S",
        "1000000/minute, 1000000, PT1M",
        "5/hour, 5, PT1H",
        "20/day, 20, P1D"
    })
    void readsALimitAsTheCatalogueWritesIt(String text, long requests, Duration period) {
        assertThat(Limit.parse(text)).hasValue(new Limit(requests, period));
    }

    @Test
    void readsEveryLimitOfTheCatalogue() {
        assertThat(Catalog.ofProgram().operations())
                .extracting(ApiOperation::limits)
                .flatMap(limits -> Stream.of(limits.owner(), limits.token()).toList())
                .allSatisfy(text -> assertThat(Limit.parse(text).isPresent()).isEqualTo(!text.isEmpty()));
    }

    @Test
    void refusesALimitPerSomethingElse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Limit.parse("3/fortnight"))
                .withMessage(
                        "a limit is written as 300/minute, per second, minute, hour or day; found \"3/fortnight\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3/second",
                "5/second",
                "10/second",
                "150/second",
                "4000/second",
                "5/minute",
                "10/minute",
                "30/minute",
                "100/minute",
                "300/minute",
                "5000/minute",
                "100/hour"
            })
    void neverLetsMoreThanTheLimitThroughInAnyPeriodAndUsesNearlyAllOfIt(String text) throws InterruptedException {
        Limit limit = Limit.parse(text).orElseThrow();
        Lane lane = Lane.of(limit, time, (rate, slowedTo) -> new Wait.ForOperation("", rate, slowedTo));
        Departures departures = new Departures();
        for (int round = 1; round <= 4; round++) {
            Duration end = time.passed().plus(limit.period().multipliedBy(3L * round));
            while (time.passed().compareTo(end) < 0) {
                Lanes.pass(lane, time);
                departures.add(time);
            }
            time.passes(limit.period().multipliedBy(round).dividedBy(3));
        }

        assertThat(departures.mostInAny(limit.period())).isLessThanOrEqualTo(limit.requests());
        double periods = 30;
        assertThat(departures.count() / periods).isGreaterThan(0.88 * limit.requests());
    }

    @Test
    void letsAFewGoAtOnceAndTheRestEvenly() throws InterruptedException {
        Departures departures = Requests.sendFor(Duration.ofSeconds(30), time, run, MEMBERSHIPS);

        assertThat(departures.between(Duration.ZERO, Duration.ofMillis(1))).isEqualTo(5);
        assertThat(departures.between(Duration.ofSeconds(10), Duration.ofSeconds(20)))
                .isBetween(46L, 51L);
    }

    @Test
    void allRunsOfAnOwnerShareTheLimitOfAnOperation() throws InterruptedException {
        Allotment other = Requests.join(budgets, Requests.share(0.5, 0));
        Departures departures = new Departures();

        for (int i = 0; i < 400; i++) {
            Requests.send(i % 3 == 0 ? run : other, MEMBERSHIPS);
            departures.add(time);
        }

        assertThat(departures.mostInAny(MINUTE)).isBetween(285L, 300L);
    }

    @Test
    void anotherOwnerHasALimitOfItsOwn() throws InterruptedException {
        Allotment other =
                budgets.join(new Account("http://127.0.0.1", "another"), Requests.share(0.5, 0), universe -> 0);

        for (int i = 0; i < 280; i++) {
            Requests.send(run, MEMBERSHIPS);
            Requests.send(other, MEMBERSHIPS);
        }

        assertThat(time.passed()).isLessThan(MINUTE);
    }

    @Test
    void aTokenIsHeldToTheLimitOfItsAuthorization() {
        ApiOperation operation = Catalog.ofProgram().operations().stream()
                .filter(each -> !each.limits().token().isEmpty()
                        && !each.limits().token().equals(each.limits().owner()))
                .findFirst()
                .orElseThrow();

        assertThat(cost(operation, true).limit())
                .isEqualTo(Limit.parse(operation.limits().token()));
        assertThat(cost(operation, false).limit())
                .isEqualTo(Limit.parse(operation.limits().owner()));
    }

    @Test
    void slowsTheOperationThatWasAnsweredTooMany() throws InterruptedException {
        Requests.answered(run, MEMBERSHIPS, 429, Map.of("retry-after", "20"));
        Duration before = time.passed();
        Requests.send(run, Requests.cost("Cloud_ListGroupRoles"));
        assertThat(time.passed()).isEqualTo(before);

        Requests.send(run, MEMBERSHIPS);

        assertThat(time.passed().minus(before)).isGreaterThanOrEqualTo(Duration.ofSeconds(20));
        assertThat(Requests.sendFor(Duration.ofSeconds(10), time, run, MEMBERSHIPS)
                        .count())
                .isLessThan(36);
    }

    @Test
    void slowsTheOwnerAndNotTheUniverseWhenTheRefusalNamesTheOwnersLimit() throws InterruptedException {
        Cost get = Requests.cost(Requests.GET);
        var headers = new java.util.HashMap<>(Requests.headers(1_000_000, 0, 5));
        headers.put("retry-after", "5");

        Requests.answered(run, get, 429, headers);

        assertThat(run.allowance(1, UniverseClass.READ).slowedTo()).isEqualTo(1);
        Duration before = time.passed();
        Requests.send(run, get);
        assertThat(time.passed().minus(before)).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
    }

    private static Cost cost(ApiOperation operation, boolean isByToken) {
        return Cost.of(operation, Optional.empty(), URI.create("http://127.0.0.1"), isByToken, "/", 0);
    }
}
