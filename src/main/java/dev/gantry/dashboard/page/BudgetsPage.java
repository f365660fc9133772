package dev.gantry.dashboard.page;

import java.util.List;
import java.util.Locale;

import dev.gantry.run.shown.BudgetGauge;
import dev.gantry.run.shown.ShownConfiguration.BudgetGauges;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What each universe may be asked, and who uses how much of it. */
@Controller
final class BudgetsPage {

    private final Pages pages;
    private final BudgetGauges gauges;

    BudgetsPage(Pages pages, BudgetGauges gauges) {
        this.pages = pages;
        this.gauges = gauges;
    }

    /**
     * A class of a universe.
     *
     * @param label says what the bar shows
     * @param ours the width of our part of the bar in percent; the game's begins at {@code gameFrom}
     * @param shareAt where our share ends
     */
    record GaugeView(
            String universe,
            String requests,
            String limit,
            String share,
            String used,
            String game,
            Badge badge,
            String words,
            String label,
            String ours,
            String gameFrom,
            String gameWide,
            String shareAt,
            boolean hasShare) {}

    record BudgetsView(List<GaugeView> gauges, boolean isEmpty) {}

    @GetMapping("/budgets")
    ResponseEntity<String> budgets(HttpServletRequest request) {
        return pages.page("budgets", "Budgets", view(), request);
    }

    @GetMapping("/parts/budgets")
    ResponseEntity<String> part(HttpServletRequest request) {
        return pages.part("budgets-now", view(), request);
    }

    private BudgetsView view() {
        List<GaugeView> views =
                gauges.read().get().stream().map(BudgetsPage::view).toList();
        return new BudgetsView(views, views.isEmpty());
    }

    private static GaugeView view(BudgetGauge gauge) {
        String used = Text.number(gauge.used());
        String game = gauge.game().isPresent() ? Text.number(gauge.game().getAsLong()) : "not told of late";
        String limit = Text.number(Math.round(gauge.limit())) + " a minute, " + Text.count(gauge.players(), "player");
        String share = gauge.share() == 0
                ? "no run goes by a share"
                : Text.percent(gauge.share()) + " %"
                        + (gauge.perMinute().isPresent()
                                ? ", now "
                                        + Text.number(
                                                Math.round(gauge.perMinute().getAsDouble())) + " a minute"
                                : "");
        double ours = part(gauge.used(), gauge.limit());
        double others = part(gauge.game().orElse(0), gauge.limit());
        return new GaugeView(
                "universe " + gauge.universe(),
                gauge.requests(),
                limit,
                share,
                used,
                game,
                badge(gauge),
                words(gauge),
                gauge.requests() + " of universe " + gauge.universe() + " in the last minute: ours " + used
                        + ", the game's " + game + ", of " + limit,
                percent(ours),
                percent(1 - others),
                percent(others),
                percent(gauge.share()),
                gauge.share() > 0);
    }

    private static double part(long used, double limit) {
        return limit <= 0 ? 0 : Math.min(1, used / limit);
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.1f", 100 * part);
    }

    private static Badge badge(BudgetGauge gauge) {
        if (gauge.pause().isPositive()) {
            return new Badge("paused", "bad");
        }
        return gauge.slowedTo() < 1 ? new Badge("slowed", "warn") : new Badge("free", "good");
    }

    private static String words(BudgetGauge gauge) {
        if (gauge.why().isEmpty()) {
            return Text.count(gauge.runs(), "run");
        }
        String how = gauge.pause().isPositive()
                ? "nothing leaves for " + gauge.pause().plusMillis(999).toSeconds() + " s"
                : "slowed to " + Text.percent(gauge.slowedTo()) + " %";
        return how + ": " + gauge.why() + "; " + Text.count(gauge.runs(), "run");
    }
}
