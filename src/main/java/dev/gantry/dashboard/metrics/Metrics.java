package dev.gantry.dashboard.metrics;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * All meters, in the text that Prometheus reads. The first who asks has them made: a service that nobody measures has none.
 * Safe for many threads.
 */
final class Metrics implements AutoCloseable {

    private final MeterRuns runs;
    private final MeterService service;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private boolean isBound;

    Metrics(MeterRuns runs, MeterService service) {
        this.runs = runs;
        this.service = service;
    }

    synchronized String text() {
        if (!isBound) {
            bind();
            isBound = true;
        }
        runs.refresh();
        service.refresh();
        return registry.scrape();
    }

    private void bind() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        runs.bind(registry);
        service.bind(registry);
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
