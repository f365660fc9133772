package dev.gantry.run.shown;

import java.util.List;
import java.util.function.Supplier;

import dev.gantry.opencloud.limits.Budgets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is shown of the engine beside its runs. */
@Configuration(proxyBeanMethods = false)
public class ShownConfiguration {

    @Bean
    BudgetGauges budgetGauges(Budgets budgets) {
        return new BudgetGauges(
                () -> budgets.gauges().stream().map(BudgetGauge::of).toList());
    }

    /** The budgets of this process, those of its universes and classes that were asked so far. */
    public record BudgetGauges(Supplier<List<BudgetGauge>> read) {}
}
