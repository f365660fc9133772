package dev.gantry.dashboard.page;

import java.time.Clock;

import dev.gantry.dashboard.server.Credentials;
import dev.gantry.run.Runner;
import dev.gantry.run.Settings;
import dev.gantry.run.shown.KeptBackups;
import dev.gantry.run.shown.ShownConfiguration;
import dev.gantry.run.shown.ShownConfiguration.BudgetGauges;
import dev.gantry.schedule.Minutes;
import dev.gantry.schedule.Schedules;
import dev.gantry.schedule.Service;
import dev.gantry.schedule.Wishes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The pages and what they are made of. */
@Configuration(proxyBeanMethods = false)
@Import(ShownConfiguration.class)
public class PageConfiguration implements WebMvcConfigurer {

    /** As the webjar of htmx has it. */
    private static final String HTMX = "classpath:/META-INF/resources/webjars/htmx.org/2.0.8/dist/";

    /** Kept by browsers, and asked for anew each time whether it is still so: it holds nobody's data. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/htmx/**")
                .addResourceLocations(HTMX)
                .setCacheControl(CacheControl.noCache());
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/web/assets/")
                .setCacheControl(CacheControl.noCache());
    }

    @Bean
    Pages pages() {
        return new Pages();
    }

    @Bean
    LiveRuns liveRuns(Service service, Schedules schedules) {
        return new LiveRuns(service, schedules);
    }

    @Bean
    MinuteCharts minuteCharts(Minutes minutes, Clock clock) {
        return new MinuteCharts(minutes, clock);
    }

    @Bean
    LookAtBackups lookAtBackups(Settings settings, Schedules schedules, Clock clock) {
        return new LookAtBackups(new KeptBackups(settings), schedules, clock);
    }

    @Bean
    LoginPage loginPage(Pages pages, Credentials credentials) {
        return new LoginPage(pages, credentials);
    }

    @Bean
    OverviewPage overviewPage(
            Pages pages,
            Schedules schedules,
            Runner runner,
            LiveRuns live,
            LookAtBackups backups,
            MinuteCharts charts,
            Clock clock) {
        return new OverviewPage(pages, schedules, runner, live, backups, charts, clock);
    }

    @Bean
    JobPage jobPage(Pages pages, Schedules schedules, Wishes wishes, Runner runner, MinuteCharts charts, Clock clock) {
        return new JobPage(pages, schedules, wishes, runner, charts, clock);
    }

    @Bean
    RunPage runPage(Pages pages, Runner runner, Schedules schedules, Wishes wishes, LiveRuns live, Clock clock) {
        return new RunPage(pages, runner, schedules, wishes, live, clock);
    }

    @Bean
    FolderPages folderPages(Pages pages, Schedules schedules, LookAtBackups backups, Clock clock) {
        return new FolderPages(pages, schedules, backups, clock);
    }

    @Bean
    BudgetsPage budgetsPage(Pages pages, BudgetGauges gauges) {
        return new BudgetsPage(pages, gauges);
    }
}
