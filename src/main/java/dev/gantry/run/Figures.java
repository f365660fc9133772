package dev.gantry.run;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.gantry.backup.BackupSource;
import dev.gantry.job.InvalidJob;
import dev.gantry.job.JobFile;
import dev.gantry.job.Values;
import dev.gantry.opencloud.Answers;
import dev.gantry.opencloud.limits.Budgets;
import dev.gantry.opencloud.limits.OperationClass;
import dev.gantry.opencloud.limits.Waited;

/** What this process has done so far and how it stands, in plain numbers, for who measures it. Safe for many threads. */
public final class Figures {

    private final HikariDataSource pool;
    private final RunLedger ledger;
    private final Map<String, Judged> judged = new ConcurrentHashMap<>();

    /** What a run is found to be; to read its job each time that somebody measures would take long. */
    private record Judged(long run, boolean isBackup) {}

    Figures(HikariDataSource pool, RunLedger ledger) {
        this.pool = pool;
        this.ledger = ledger;
    }

    /**
     * Requests that were answered alike.
     *
     * @param operations the class that a universe counts them by: read, write, list, remove; other where it does not
     * @param status of HTTP; none where no answer came
     */
    public record Requests(String operations, String status, long count) {}

    /** Connections to the state's database. */
    public record Connections(int active, int idle, int pending, int most) {}

    /**
     * A class of a universe's requests.
     *
     * @param operations such as read, ordered-read, v1-read or memory-store
     * @param limit requests a minute that the universe may make, its live game included
     * @param share the largest share of it among the runs; 0: none runs
     * @param used of the last minute, by this process
     * @param game what others, the live game first of all, used of it in the minute that the last answer told of
     * @param slowedTo the part of the rate that is used since Open Cloud had little left, or refused
     * @param pause how long nothing leaves
     */
    public record Budget(
            long universe,
            String operations,
            double limit,
            int players,
            double share,
            long used,
            OptionalLong game,
            int runs,
            double slowedTo,
            Duration pause) {}

    /** Of every class of every universe that was asked so far. */
    public List<Budget> budgets() {
        return Budgets.ofProcess().gauges().stream()
                .map(gauge -> new Budget(
                        gauge.universe(),
                        word(gauge.kind()),
                        gauge.limit(),
                        gauge.players(),
                        gauge.share(),
                        gauge.used(),
                        gauge.game(),
                        gauge.runs(),
                        gauge.slowedTo(),
                        gauge.pause()))
                .toList();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All rows of this process. */
    public RowCounts rows() {
        return RowCounts.ofProcess();
    }

    /** By class and status, as far as there were any. */
    public List<Requests> requests() {
        return Answers.ofProcess().requests().entrySet().stream()
                .map(each -> new Requests(
                        each.getKey().operations().map(OperationClass::label).orElse("other"),
                        each.getKey().status() == 0
                                ? "none"
                                : Integer.toString(each.getKey().status()),
                        each.getValue()))
                .toList();
    }

    /** How many of all requests were repeats. */
    public long repeats() {
        return Answers.ofProcess().repeats();
    }

    /** Body bytes received. */
    public long receivedBytes() {
        return Answers.ofProcess().bytes();
    }

    /** How long requests were held back, for each reason. */
    public Map<String, Duration> waited() {
        Map<String, Duration> waited = new LinkedHashMap<>();
        Waited.ofProcess().byReason().forEach((reason, time) -> waited.put(word(reason), time));
        return waited;
    }

    /** As they are just now. */
    public Connections connections() {
        HikariPoolMXBean now = pool.getHikariPoolMXBean();
        return new Connections(
                now.getActiveConnections(),
                now.getIdleConnections(),
                now.getThreadsAwaitingConnection(),
                pool.getMaximumPoolSize());
    }

    /** When the newest backup of a job was begun that is whole; empty: the job makes none, or none has been made. */
    public Optional<Instant> newestBackup(String job) {
        return ledger.newestDone(job).filter(this::makesBackup).map(Run::started);
    }

    private boolean makesBackup(Run run) {
        return judged.compute(
                        run.job(),
                        (job, former) -> former != null && former.run() == run.id()
                                ? former
                                : new Judged(run.id(), isBackup(run)))
                .isBackup();
    }

    private static boolean isBackup(Run run) {
        try {
            return JobFile.parse(
                                    run.file(),
                                    run.text(),
                                    Components.KINDS,
                                    Values.Givens.fixed(run.terms().values()))
                            .job()
                            .source()
                    instanceof BackupSource;
        } catch (InvalidJob ofAnotherVersion) {
            return false;
        }
    }
}
