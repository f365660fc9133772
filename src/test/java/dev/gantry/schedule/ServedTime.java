package dev.gantry.schedule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import dev.gantry.run.Progress;
import dev.gantry.run.StopSignal;
import dev.gantry.schedule.quartz.Wakes;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.incrementer.H2SequenceMaxValueIncrementer;
import org.springframework.transaction.support.TransactionTemplate;

/** Schedules served by a clock that a test moves: all but Quartz and the runs themselves is as in the program. */
final class ServedTime extends Clock implements Wakes, Starts {

    /** What a run takes and comes to. */
    record Ran(Duration took, Outcome outcome) {}

    /** A run that was, as {@code saves 03:00} or, of another day, {@code saves 2T03:00}. */
    private final List<String> runs = new ArrayList<>();

    private final Map<String, Instant> wakes = new HashMap<>();
    private final Map<String, List<Ran>> coming = new HashMap<>();
    private final Path folder;
    private final JdbcDataSource database;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Firings firings;
    private final Notices notices;
    private final Instant day;
    private Instant now;
    private WorkOff work;
    private PlanFirings plan;
    private AdoptJobs adopt;

    /** @param folder of the job files */
    ServedTime(Path folder, Instant begin) {
        this.folder = folder;
        this.now = begin;
        this.day = begin;
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        new ResourceDatabasePopulator(
                        new ClassPathResource("db/V3__schedules.sql"),
                        new ClassPathResource("db/V6__notifications.sql"))
                .execute(database);
        this.database = database;
        this.jdbc = JdbcClient.create(database);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(database));
        this.firings = new Firings(jdbc, new H2SequenceMaxValueIncrementer(database, "gantry_firing_seq"));
        this.notices = new Notices(jdbc, new H2SequenceMaxValueIncrementer(database, "gantry_notice_seq"));
        boot();
    }

    /** Everything that a process forgets when it ends, anew. */
    private void boot() {
        wakes.clear();
        JobBook book = new JobBook(jdbc);
        JobSchedules schedules = new JobSchedules(Map.of(), this);
        Tell tell = new Tell(notices, book, schedules, Optional.empty(), this);
        plan = new PlanFirings(book, firings, schedules, tell, transactions, this);
        Chains chains = new Chains(jdbc, plan.book(), plan.schedules(), firings);
        work = new WorkOff(plan, chains, this, transactions, 10);
        adopt = new AdoptJobs(plan, chains, Set.of("ops"));
    }

    /** A job of that schedule; its source and sink are never looked at. */
    ServedTime job(String name, String schedule) {
        return file(name + ".yml", """
                job: %s
                schedule: %s
                source: {csv: {path: in.csv}}
                sink: {jsonl: {path: out}}
                """.formatted(name, schedule));
    }

    /** One that a webhook of Roblox starts. */
    ServedTime on(String name, String webhook) {
        return file(name + ".yml", """
                job: %s
                on: {webhook: %s}
                source: {csv: {path: in.csv}}
                sink: {jsonl: {path: out}}
                """.formatted(name, webhook));
    }

    /** What takes notifications of Roblox. */
    TakeNotifications takes() {
        return new TakeNotifications(plan, jdbc, database);
    }

    /** One that tells somebody how it goes. */
    ServedTime told(String name, String schedule, String notify) {
        return file(name + ".yml", """
                job: %s
                schedule: %s
                notify: %s
                source: {csv: {path: in.csv}}
                sink: {jsonl: {path: out}}
                """.formatted(name, schedule, notify));
    }

    ServedTime file(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Reads the files, as the service does at its start and when they change. */
    AdoptJobs.Adopted adopt() {
        AdoptJobs.Adopted adopted = adopt.adopt(new JobFolder(folder, plan.schedules()).read());
        plan.book().all().forEach(entry -> {
            boolean isOpen = !firings.open(entry.job()).isEmpty();
            Optional<Instant> next = isOpen ? Optional.of(now) : plan.next(entry.job());
            next.ifPresentOrElse(moment -> at(entry.job(), moment), () -> forget(entry.job()));
        });
        return adopted;
    }

    /** The next run of a job goes like this; others take no time and succeed. */
    ServedTime then(String job, Duration took, Outcome outcome) {
        coming.computeIfAbsent(job, name -> new ArrayList<>()).add(new Ran(took, outcome));
        return this;
    }

    /** The service runs until then. */
    ServedTime until(Instant end) {
        while (wakeNext(end)) {
            work.keepLimits();
        }
        now = end;
        return this;
    }

    /** It does not, until then. */
    ServedTime goneUntil(Instant end) {
        boot();
        now = end;
        adopt();
        return this;
    }

    private boolean wakeNext(Instant end) {
        Optional<Map.Entry<String, Instant>> next = wakes.entrySet().stream()
                .filter(wake -> !wake.getValue().isAfter(end) && !work.isWorkingOn(wake.getKey()))
                .min(Map.Entry.<String, Instant>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
        if (next.isEmpty()) {
            return false;
        }
        String job = next.get().getKey();
        wakes.remove(job);
        now = next.get().getValue().isAfter(now) ? next.get().getValue() : now;
        try {
            work.work(job, this);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return true;
    }

    @Override
    public Outcome start(Firing firing, JobEntry job, StopSignal stop, Consumer<Progress> shown) {
        String time = firing.fireTime().atZone(ZoneOffset.UTC).toLocalTime().toString();
        long days = Duration.between(day, firing.fireTime()).toDays();
        runs.add(job.job() + " " + (days == 0 ? "" : days + "T") + time);
        firings.began(firing, runs.size(), now);
        List<Ran> planned = coming.getOrDefault(job.job(), List.of());
        Ran ran = planned.isEmpty() ? new Ran(Duration.ZERO, new Outcome.Done(null)) : planned.removeFirst();
        Instant end = now.plus(ran.took());
        while (!stop.isGiven() && wakeNext(end)) {
            work.keepLimits();
        }
        if (!stop.isGiven()) {
            now = now.isAfter(end) ? now : end;
        }
        return stop.isGiven() ? new Outcome.Stopped("asked to") : ran.outcome();
    }

    /** The runs so far, in their order. */
    List<String> runs() {
        return List.copyOf(runs);
    }

    /** What became of a job's firings, the oldest first. */
    List<Firing> firings(String job) {
        return firings.newest(job, 1_000).reversed();
    }

    List<String> states(String job) {
        return firings(job).stream().map(firing -> firing.state().label()).toList();
    }

    Notices notices() {
        return notices;
    }

    PlanFirings plan() {
        return plan;
    }

    JobBook book() {
        return plan.book();
    }

    Firings table() {
        return firings;
    }

    @Override
    public void at(String job, Instant moment) {
        wakes.put(job, moment);
    }

    @Override
    public void forget(String job) {
        wakes.remove(job);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new IllegalStateException("nobody asks for another zone");
    }
}
