package dev.gantry.dashboard.metrics;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** A counter with labels that become known as it goes; somebody else counts. */
final class Counts {

    private final MeterRegistry registry;
    private final String name;
    private final String unit;
    private final String description;
    private final ConcurrentMap<Tags, Double> counts = new ConcurrentHashMap<>();

    Counts(MeterRegistry registry, String name, String unit, String description) {
        this.registry = registry;
        this.name = name;
        this.unit = unit;
        this.description = description;
    }

    /** How many there are so far. */
    void are(Number count, String... labels) {
        Tags tags = Tags.of(labels);
        if (counts.put(tags, count.doubleValue()) == null) {
            FunctionCounter.Builder<ConcurrentMap<Tags, Double>> counter = FunctionCounter.builder(
                            name, counts, all -> all.getOrDefault(tags, 0.0))
                    .tags(tags)
                    .description(description);
            (unit.isEmpty() ? counter : counter.baseUnit(unit)).register(registry);
        }
    }
}
