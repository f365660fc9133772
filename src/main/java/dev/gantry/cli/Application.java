package dev.gantry.cli;

import java.util.Map;

import dev.gantry.dashboard.Dashboard;
import dev.gantry.dashboard.server.Credentials;
import dev.gantry.dashboard.server.Listening;
import dev.gantry.run.Erasure;
import dev.gantry.run.RunConfiguration;
import dev.gantry.run.Runner;
import dev.gantry.run.Settings;
import dev.gantry.schedule.Backfill;
import dev.gantry.schedule.ScheduleConfiguration;
import dev.gantry.schedule.Schedules;
import dev.gantry.schedule.Service;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Starts the part of the application that a command needs. */
final class Application implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Application(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** The engine on the working folder's state. */
    static Application engine() {
        return start(RunConfiguration.class);
    }

    /** The engine with schedules. */
    static Application scheduler() {
        return start(ScheduleConfiguration.class);
    }

    /** Only what {@code config/application.yml} says; no database is opened. */
    static Settings settings() {
        try (Application application = start(OnlySettings.class)) {
            return application.context.getBean(Settings.class);
        }
    }

    Erasure erasure() {
        return context.getBean(Erasure.class);
    }

    Schedules schedules() {
        return context.getBean(Schedules.class);
    }

    Backfill backfill() {
        return context.getBean(Backfill.class);
    }

    Service service() {
        return context.getBean(Service.class);
    }

    /** The web server over what runs here. */
    Dashboard dashboard(Listening listening, Credentials credentials) {
        return Dashboard.open(context, listening, credentials);
    }

    Runner runner() {
        return context.getBean(Runner.class);
    }

    @Override
    public void close() {
        context.close();
    }

    private static Application start(Class<?> configuration) {
        return new Application(new SpringApplicationBuilder(configuration)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(Map.of("spring.main.lazy-initialization", "false"))
                .run());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(Settings.class)
    static class OnlySettings {}
}
