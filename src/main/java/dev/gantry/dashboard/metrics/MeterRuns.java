package dev.gantry.dashboard.metrics;

import java.util.List;

import dev.gantry.run.Figures;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/** Rows, requests, waits, and the state's database. */
final class MeterRuns {

    private static final double NANOS = 1e9;

    private final Figures figures;
    private @Nullable Meters meters;

    MeterRuns(Figures figures) {
        this.figures = figures;
    }

    private record Meters(
            Counts read,
            Counts published,
            Counts rejected,
            Counts requests,
            Counts repeats,
            Counts bytes,
            Counts waits,
            Rows limit,
            Rows share,
            Rows used,
            Rows game,
            Rows slowed,
            Rows connections,
            Rows connectionsMost) {}

    void bind(MeterRegistry registry) {
        meters = new Meters(
                new Counts(registry, "gantry.rows.read", "", "Rows delivered by sources"),
                new Counts(registry, "gantry.rows.published", "", "Rows written by sinks that publish at the end"),
                new Counts(registry, "gantry.rows.rejected", "", "Rows refused by transforms, schemas or Open Cloud"),
                new Counts(
                        registry,
                        "gantry.requests",
                        "",
                        "Requests to Open Cloud by class and status, repeats included"),
                new Counts(registry, "gantry.requests.repeated", "", "How many of the requests were repeats"),
                new Counts(registry, "gantry.received", "bytes", "Bytes of answers' bodies"),
                new Counts(registry, "gantry.wait", "seconds", "How long requests were held back, by reason"),
                Rows.of(
                        registry,
                        "gantry.budget.limit",
                        "requests per minute",
                        "What a universe may be asked, its live game included"),
                Rows.of(
                        registry,
                        "gantry.budget.share",
                        "ratio",
                        "The largest share of it among the runs; 0: none runs"),
                Rows.of(
                        registry,
                        "gantry.budget.used",
                        "requests per minute",
                        "What this process asked in the last minute"),
                Rows.of(
                        registry,
                        "gantry.budget.game",
                        "requests per minute",
                        "What others, the live game first of all, asked in the minute that the last answer told of"),
                Rows.of(
                        registry,
                        "gantry.budget.slowed",
                        "ratio",
                        "The part of the rate that is used since little was left"),
                Rows.of(registry, "gantry.state.connections", "", "Connections to the state's database"),
                Rows.of(registry, "gantry.state.connections.max", "", "How many of them there may be"));
    }

    void refresh() {
        if (meters == null) {
            throw new IllegalStateException("these meters are in no registry");
        }
        meters.read().are(figures.rows().read());
        meters.published().are(figures.rows().published());
        meters.rejected().are(figures.rows().rejected());
        for (Figures.Requests each : figures.requests()) {
            meters.requests().are(each.count(), "class", each.operations(), "status", each.status());
        }
        meters.repeats().are(figures.repeats());
        meters.bytes().are(figures.receivedBytes());
        figures.waited().forEach((reason, time) -> meters.waits().are(time.toNanos() / NANOS, "reason", reason));
        refreshBudgets(meters);
        Figures.Connections pool = figures.connections();
        meters.connections()
                .begin()
                .row(pool.active(), "state", "active")
                .row(pool.idle(), "state", "idle")
                .row(pool.pending(), "state", "pending")
                .end();
        meters.connectionsMost().begin().row(pool.most()).end();
    }

    private void refreshBudgets(Meters all) {
        List<Rows> rows = List.of(all.limit(), all.share(), all.used(), all.game(), all.slowed());
        rows.forEach(Rows::begin);
        for (Figures.Budget budget : figures.budgets()) {
            String[] labels = {"universe", Long.toString(budget.universe()), "class", budget.operations()};
            all.limit().row(budget.limit(), labels);
            all.share().row(budget.share(), labels);
            all.used().row(budget.used(), labels);
            budget.game().ifPresent(game -> all.game().row(game, labels));
            all.slowed().row(budget.slowedTo(), labels);
        }
        rows.forEach(Rows::end);
    }
}
