package dev.gantry.dashboard;

import dev.gantry.dashboard.api.ApiConfiguration;
import dev.gantry.dashboard.health.HealthConfiguration;
import dev.gantry.dashboard.hooks.HooksConfiguration;
import dev.gantry.dashboard.metrics.MetricsConfiguration;
import dev.gantry.dashboard.page.PageConfiguration;
import dev.gantry.dashboard.server.SecurityConfiguration;
import dev.gantry.dashboard.server.ServerConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All that is served. */
@Configuration(proxyBeanMethods = false)
@Import({
    ApiConfiguration.class,
    ServerConfiguration.class,
    SecurityConfiguration.class,
    PageConfiguration.class,
    HealthConfiguration.class,
    HooksConfiguration.class,
    MetricsConfiguration.class
})
class DashboardConfiguration {}
