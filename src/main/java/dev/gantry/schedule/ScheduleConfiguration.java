package dev.gantry.schedule;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

import dev.gantry.run.RunConfiguration;
import dev.gantry.run.Runner;
import dev.gantry.run.Sequences;
import dev.gantry.run.ServiceLock;
import dev.gantry.run.Settings;
import dev.gantry.run.SpreadWork;
import dev.gantry.schedule.quartz.QuartzStore;
import dev.gantry.schedule.quartz.SpreadByQuartz;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The schedules on the engine and its database. Nothing is woken until the service is started. */
@Configuration(proxyBeanMethods = false)
@Import(RunConfiguration.class)
public class ScheduleConfiguration {

    private static final Duration PRECISION = Duration.ofMillis(1);

    /** As precise as the database keeps time, so that what comes back is what was put in. */
    @Bean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), PRECISION);
    }

    @Bean
    Firings firings(JdbcClient jdbc, Sequences sequences) {
        return new Firings(jdbc, sequences.of("gantry_firing_seq"));
    }

    @Bean
    Notices notices(JdbcClient jdbc, Sequences sequences) {
        return new Notices(jdbc, sequences.of("gantry_notice_seq"));
    }

    @Bean
    PlanFirings planFirings(
            JdbcClient jdbc,
            Settings settings,
            Firings firings,
            Notices notices,
            PlatformTransactionManager transactions,
            Clock clock) {
        JobBook book = new JobBook(jdbc);
        JobSchedules schedules = new JobSchedules(System.getenv(), clock);
        Tell tell = new Tell(notices, book, schedules, settings.usualNotify(), clock);
        return new PlanFirings(book, firings, schedules, tell, new TransactionTemplate(transactions), clock);
    }

    @Bean
    Chains chains(JdbcClient jdbc, PlanFirings plan) {
        return new Chains(jdbc, plan.book(), plan.schedules(), plan.firings());
    }

    @Bean
    Schedules schedules(PlanFirings plan, ServiceLock lock) {
        return new Schedules(plan, lock);
    }

    @Bean
    Minutes minutes(JdbcClient jdbc) {
        return new Minutes(jdbc);
    }

    @Bean
    Wishes wishes(PlanFirings plan, Runner runner) {
        return new Wishes(plan, runner);
    }

    @Bean
    Backfill backfill(PlanFirings plan) {
        return new Backfill(plan);
    }

    @Bean
    TakeNotifications takeNotifications(PlanFirings plan, JdbcClient jdbc, DataSource dataSource) {
        return new TakeNotifications(plan, jdbc, dataSource);
    }

    @Bean
    ServedFigures servedFigures(PlanFirings plan) {
        return new ServedFigures(plan);
    }

    @Bean
    QuartzStore quartzStore(DataSource dataSource, ServiceLock lock, Settings settings) {
        return new QuartzStore(
                dataSource,
                lock.isShared() ? Optional.of(lock.process()) : Optional.empty(),
                settings.cluster().patience());
    }

    @Bean
    SpreadByQuartz spread(QuartzStore store, Settings settings) {
        return new SpreadByQuartz(store, settings.read().partitions());
    }

    @Bean
    Service service(
            Settings settings,
            QuartzStore store,
            SpreadByQuartz spread,
            SpreadWork spreadWork,
            ServiceLock lock,
            PlanFirings plan,
            Chains chains,
            Minutes minutes,
            Runner runner) {
        RunJobs starts = new RunJobs(runner, plan.firings(), plan.schedules(), plan.clock());
        WorkOff work = new WorkOff(
                plan, chains, starts, plan.transactions(), settings.schedule().atOnce(), lock::work);
        AdoptJobs adopt = new AdoptJobs(plan, chains, settings.webhooks().keySet());
        TellOnTime telling = new TellOnTime(
                plan,
                runner.ledger(),
                lock,
                () -> new SendNotices(plan.tell().notices(), settings.openWebhooks(System.getenv()), plan.clock()));
        return new Service(store, spread, spreadWork, lock, work, plan, adopt, telling, minutes);
    }
}
