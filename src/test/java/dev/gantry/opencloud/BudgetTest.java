package dev.gantry.opencloud;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BudgetTest {
    private final HandSetTime time = HandSetTime.passingBySleep();

    @ParameterizedTest
    @CsvSource({
        "READ, 0, 300", "READ, 2000, 80300", "WRITE, 0, 300", "WRITE, 2000, 40300",
        "LIST, 0, 300", "LIST, 2000, 4300", "REMOVE, 0, 300", "REMOVE, 2000, 80300"
    })
    void aUniverseEarnsItsRatesByThePlayersOnline(OperationClass operationClass, int players, double rate) {
        assertThat(rateOf(quota(1, players, Map.of()), operationClass)).isEqualTo(rate);
    }

    @Test
    void takesOnlyItsShareOfEachClass() {
        Quota quota = quota(0.25, 100, Map.of());

        assertThat(rateOf(quota, OperationClass.READ)).isEqualTo(0.25 * (300 + 40 * 100));
        assertThat(rateOf(quota, OperationClass.WRITE)).isEqualTo(0.25 * (300 + 20 * 100));
        assertThat(rateOf(quota, OperationClass.LIST)).isEqualTo(0.25 * (300 + 2 * 100));
        assertThat(rateOf(quota, OperationClass.REMOVE)).isEqualTo(0.25 * (300 + 40 * 100));
    }

    @Test
    void takesTheLeastWhenPlayersAreNotKnown() {
        Quota quota = new Quota(0.5, OptionalInt.empty(), Map.of(), 1, 0);

        assertThat(rateOf(quota, OperationClass.READ)).isEqualTo(150);
    }

    @Test
    void aFixedRateIsTakenAsItIsAndNotAShareOfIt() {
        Quota quota = quota(0.5, 100, Map.of(OperationClass.READ, new Quota.Rate.PerMinute(77)));

        assertThat(rateOf(quota, OperationClass.READ)).isEqualTo(77);
        assertThat(rateOf(quota, OperationClass.LIST)).isEqualTo(250);
    }

    @Test
    void anUnlimitedClassHasNoRate() {
        Budget budget = new Budget(quota(0.5, 0, Map.of(OperationClass.LIST, new Quota.Rate.Unlimited())), time);

        assertThat(budget.allowance(OperationClass.LIST).perMinute()).isEmpty();
        assertThat(budget.allowance(OperationClass.READ).perMinute()).hasValue(150);
    }

    @Test
    void followsThePlayersExceptWhereARateIsFixed() {
        Quota quota = quota(
                0.5,
                0,
                Map.of(
                        OperationClass.WRITE, new Quota.Rate.PerMinute(50),
                        OperationClass.LIST, new Quota.Rate.Unlimited()));
        Budget budget = new Budget(quota, time);

        budget.resize(1_000);

        assertThat(budget.allowance(OperationClass.READ).perMinute()).hasValue(0.5 * 40_300);
        assertThat(budget.allowance(OperationClass.REMOVE).perMinute()).hasValue(0.5 * 40_300);
        assertThat(budget.allowance(OperationClass.WRITE).perMinute()).hasValue(50);
        assertThat(budget.allowance(OperationClass.LIST).perMinute()).isEmpty();
    }

    @Test
    void slowsOnlyTheClassThatWasAnsweredTooMany() throws InterruptedException {
        Budget budget = new Budget(quota(1, 0, Map.of()), time);

        budget.throttled(OperationClass.READ, Duration.ofSeconds(30));
        budget.acquire(OperationClass.LIST);

        assertThat(time.passed()).isLessThan(Duration.ofSeconds(1));
        assertThat(budget.allowance(OperationClass.READ).slowedTo()).isEqualTo(0.5);
        assertThat(budget.allowance(OperationClass.LIST).slowedTo()).isEqualTo(1);

        budget.acquire(OperationClass.READ);
        assertThat(time.passed()).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void refusesAShareOfNothingOrOfMoreThanAll() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quota(0, 0, Map.of()))
                .withMessage("a share is over 0 % and at most 100 %, found 0.0 %");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quota(1.5, 0, Map.of()))
                .withMessage("a share is over 0 % and at most 100 %, found 150.0 %");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Quota.Rate.PerMinute(0))
                .withMessage("a rate is over 0 requests a minute, found 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Quota(1, OptionalInt.empty(), Map.of(), 0, -1))
                .withMessage("concurrency is at least 1 and retries at least 0, found 0 and -1");
    }

    private double rateOf(Quota quota, OperationClass operationClass) {
        return new Budget(quota, time).allowance(operationClass).perMinute().orElseThrow();
    }

    private static Quota quota(double share, int players, Map<OperationClass, Quota.Rate> fixed) {
        return new Quota(share, OptionalInt.of(players), fixed, 1, 0);
    }
}
