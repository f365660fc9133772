package dev.gantry.dashboard.metrics;

import java.time.Clock;

import dev.gantry.dashboard.hooks.Received;
import dev.gantry.run.Figures;
import dev.gantry.schedule.ServedFigures;
import dev.gantry.schedule.Service;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The meters and where they are read. */
@Configuration(proxyBeanMethods = false)
public class MetricsConfiguration {

    @Bean
    Metrics metrics(Service service, ServedFigures served, Figures figures, Received received, Clock clock) {
        return new Metrics(new MeterRuns(figures), new MeterService(service, served, figures, received, clock));
    }

    @Bean
    MetricsEndpoint metricsEndpoint(Metrics metrics) {
        return new MetricsEndpoint(metrics);
    }
}
