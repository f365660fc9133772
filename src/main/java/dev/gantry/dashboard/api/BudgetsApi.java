package dev.gantry.dashboard.api;

import java.util.List;

import dev.gantry.run.Figures;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What universes may be asked, and what is taken of that. */
@RestController
@RequestMapping(JobsApi.ROOT + "/budgets")
final class BudgetsApi {

    private final Figures figures;

    BudgetsApi(Figures figures) {
        this.figures = figures;
    }

    /** Of every class of every universe that was asked since the service started. */
    record Listed(List<Budget> budgets) {}

    /**
     * A class of requests.
     *
     * @param limit requests a minute that the universe may make, its live game included
     * @param share the largest share of it among the runs; 0: none runs
     * @param used of the last minute
     * @param game what others, the live game first of all, used of it of late; null: no answer tells
     * @param pause seconds in which nothing leaves
     */
    record Budget(
            String universe,
            String operations,
            double limit,
            int players,
            double share,
            long used,
            @Nullable Long game,
            int runs,
            double slowedTo,
            double pause) {

        static Budget of(Figures.Budget budget) {
            return new Budget(
                    Long.toString(budget.universe()),
                    budget.operations(),
                    budget.limit(),
                    budget.players(),
                    budget.share(),
                    budget.used(),
                    budget.game().isPresent() ? budget.game().getAsLong() : null,
                    budget.runs(),
                    budget.slowedTo(),
                    budget.pause().toMillis() / 1e3);
        }
    }

    @GetMapping
    Listed budgets() {
        return new Listed(figures.budgets().stream().map(Budget::of).toList());
    }
}
