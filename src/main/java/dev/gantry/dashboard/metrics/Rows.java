package dev.gantry.dashboard.metrics;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;

/** A gauge with one value for each of its labels, all of which are said anew each time. */
final class Rows {

    private final MultiGauge gauge;
    private final List<MultiGauge.Row<?>> rows = new ArrayList<>();

    private Rows(MultiGauge gauge) {
        this.gauge = gauge;
    }

    static Rows of(MeterRegistry registry, String name, String unit, String description) {
        MultiGauge.Builder builder = MultiGauge.builder(name).description(description);
        return new Rows((unit.isEmpty() ? builder : builder.baseUnit(unit)).register(registry));
    }

    Rows begin() {
        rows.clear();
        return this;
    }

    Rows row(Number value, String... labels) {
        rows.add(MultiGauge.Row.of(Tags.of(labels), value.doubleValue()));
        return this;
    }

    /** Those that were not said are gone. */
    void end() {
        gauge.register(rows, true);
    }
}
