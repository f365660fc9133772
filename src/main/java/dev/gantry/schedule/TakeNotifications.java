package dev.gantry.schedule;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes what Roblox's webhooks tell: writes it down together with a firing of each job that is for such events, and is done
 * when both are on the disk. The service runs them within seconds, one after the other a job; a kill in between loses nothing.
 */
public final class TakeNotifications {

    /** A payload is kept as long, where a run for it has not come to its end. */
    static final Duration KEPT = Duration.ofDays(30);

    /** The same id is known again for as long. */
    static final Duration KNOWN = Duration.ofDays(90);

    private static final String SAMPLE = "SampleNotification";
    private static final Logger LOG = LoggerFactory.getLogger(TakeNotifications.class);

    private final JobBook book;
    private final JobSchedules schedules;
    private final Firings firings;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final JdbcClient jdbc;
    private final boolean isH2;

    TakeNotifications(PlanFirings plan, JdbcClient jdbc, DataSource database) {
        this.book = plan.book();
        this.schedules = plan.schedules();
        this.firings = plan.firings();
        this.transactions = plan.transactions();
        this.clock = plan.clock();
        this.jdbc = jdbc;
        this.isH2 = isH2(database);
    }

    /** What became of one. */
    public enum Taken {
        /** Jobs run for it. */
        STARTS_JOBS,
        /** No job is for such events. */
        IGNORED,
        /** It came before, and nothing is done. */
        KNOWN
    }

    /** Returns when it is kept. */
    public Taken take(Notification notification) {
        Taken taken;
        try {
            taken = transactions.execute(status -> inTransaction(notification));
        } catch (DuplicateKeyException cameTwiceAtOnce) {
            taken = Taken.KNOWN;
        }
        syncToDisk();
        return taken;
    }

    private Taken inTransaction(Notification notification) {
        if (firings.notifications().isKnown(notification.id())) {
            LOG.info("The notification {} came again; it is done once.", notification.id());
            return Taken.KNOWN;
        }
        List<String> jobs = book.all().stream()
                .filter(entry -> schedules
                        .on(entry)
                        .filter(on -> on.webhook().contains(notification.eventType()))
                        .isPresent())
                .map(JobEntry::job)
                .toList();
        Instant now = clock.instant();
        firings.notifications().add(notification, jobs.size(), now);
        jobs.forEach(job -> firings.add(job, Firing.Cause.WEBHOOK, notification.id(), now, now));
        if (!jobs.isEmpty()) {
            LOG.info("The notification {}, {}, starts {}.", notification.id(), notification.eventType(), jobs);
            return Taken.STARTS_JOBS;
        }
        if (notification.eventType().equals(SAMPLE)) {
            LOG.info("Roblox's sample notification {} came, and its signature is right.", notification.id());
        } else {
            LOG.warn(
                    "The notification {} is passed over: no job here has on: {webhook: {}}.",
                    notification.id(),
                    notification.eventType());
        }
        return Taken.IGNORED;
    }

    /** H2 hands a commit to the operating system, which a power cut would take with it; PostgreSQL waits for the disk itself. */
    private void syncToDisk() {
        if (isH2) {
            jdbc.sql("CHECKPOINT SYNC").update();
        }
    }

    private static boolean isH2(DataSource database) {
        try (Connection connection = database.getConnection()) {
            return "H2"
                    .equals(JdbcUtils.commonDatabaseName(
                            connection.getMetaData().getDatabaseProductName()));
        } catch (SQLException broken) {
            throw new IllegalStateException("the state's database does not say what it is", broken);
        }
    }
}
