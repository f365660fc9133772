package dev.gantry.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import dev.gantry.backup.BackupSource;
import dev.gantry.job.Job;
import dev.gantry.job.JobFile;
import dev.gantry.job.UserMistake;
import dev.gantry.job.Values;
import dev.gantry.opencloud.Connection;
import dev.gantry.opencloud.limits.Budgets;
import dev.gantry.opencloud.limits.Quota;
import dev.gantry.run.state.JobLocks;
import dev.gantry.sink.RowSink;
import dev.gantry.source.RowSource;
import dev.gantry.transform.RowTransform;
import dev.gantry.writeback.JournaledChange;
import dev.gantry.writeback.MakesChanges;
import dev.gantry.writeback.ReadBack;
import dev.gantry.writeback.StoppedByGuard;
import dev.gantry.writeback.journal.JournalHead;
import org.jspecify.annotations.Nullable;

/** Starts jobs, goes on with runs that did not end, and stops those of other processes. */
public final class Runner {

    private static final int LOOKS = 5;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Settings settings;
    private final Budgets budgets;
    private final RunLedger ledger;
    private final JobLocks locks;
    private final Tries tries;
    private final WriteBack writeBack;

    Runner(Settings settings, Budgets budgets, RunLedger ledger, JobLocks locks, Tries tries) {
        this.settings = settings;
        this.budgets = budgets;
        this.ledger = ledger;
        this.locks = locks;
        this.tries = tries;
        this.writeBack = new WriteBack(settings);
    }

    /** Where the journals of a run are kept that changes Open Cloud. */
    public Path journals(Run run) {
        return writeBack.journals(run.id());
    }

    /** The runs there were. */
    public RunLedger ledger() {
        return ledger;
    }

    /** A number for a run that is to be. */
    public long newId() {
        return ledger.nextId();
    }

    /**
     * Runs a job from its beginning.
     *
     * @param shown receives the progress as soon as there is some
     * @throws AlreadyRunning if a run of the job is under way
     * @throws UserMistake if the job cannot run as it is written
     */
    public RunReport start(RunRequest request, StopSignal stop, Consumer<Progress> shown) throws InterruptedException {
        RunReport first = begin(request, stop, shown);
        return goesOn(first, request.goOn()) ? goOn(first.run(), request.connection(), stop, shown) : first;
    }

    private RunReport begin(RunRequest request, StopSignal stop, Consumer<Progress> shown) throws InterruptedException {
        long id = request.foreseen().map(RunRequest.Foreseen::id).orElseGet(ledger::nextId);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant at = request.foreseen().map(RunRequest.Foreseen::fireTime).orElse(now);
        var givens = Values.Givens.of(request.params(), System.getenv(), at, Long.toString(id));
        var file = request.text() == null
                ? JobFile.read(request.file(), Components.KINDS, givens)
                : JobFile.parse(request.file().toString(), request.text(), Components.KINDS, givens);
        var job = file.job();
        writeBack.guard(job, request.terms().deed(), request.confirmed());
        refuseCutBackup(job, request.terms());
        try (JobLocks.Held lock = lock(job.name());
                Reach reach = reach(id, job, request.terms(), request.connection())) {
            job.sink().refuseBadTarget(reach.outside());
            Run run = new Run(
                    id,
                    job.name(),
                    request.file().toString(),
                    file.text(),
                    request.terms().withValues(file.values().used()),
                    job.source().partitions(reach.access()),
                    now,
                    RunResult.NONE,
                    RunStatus.RUNNING);
            ledger.add(run);
            return make(run, job, reach, lock, stop, shown);
        }
    }

    private RunReport make(
            Run run,
            Job<RowSource, RowTransform, RowSink> job,
            Reach reach,
            JobLocks.Held lock,
            StopSignal stop,
            Consumer<Progress> shown)
            throws InterruptedException {
        stop.whenUnsure(lock);
        try (JobLocks.Changing changing =
                job.sink() instanceof MakesChanges ? locks.whileChanging() : JobLocks.NOTHING_CHANGES) {
            return tries.make(run, job, reach, lock, stop, shown);
        }
    }

    /**
     * Makes the changes of a plan, each if its entry still is what it was.
     *
     * @param confirmed what was named for it
     * @param baseUrl of the command line
     * @param goOn whether it goes on by itself after the changes that are made first
     * @throws StoppedByGuard if the job's file has changed since
     */
    public RunReport apply(
            Path plan,
            Confirmed confirmed,
            @Nullable String baseUrl,
            boolean goOn,
            StopSignal stop,
            Consumer<Progress> shown)
            throws InterruptedException {
        JournalHead head = WriteBack.planned(plan);
        WriteBack.refuseIfChanged(plan, head);
        writeBack.refuseSecondTime(plan, head);
        long id = ledger.nextId();
        writeBack.keepPlan(id, plan);
        RunTerms terms = new RunTerms(head.values(), null, null, baseUrl, false, Deed.APPLY);
        return change(changing(id, head.job(), head.file(), head.text(), terms), confirmed, goOn, stop, shown);
    }

    /**
     * Takes back what a run changed, wherever its write is still the last.
     *
     * @param onlyPlans whether that is only planned
     * @param confirmed what was named for it
     * @param goOn whether it goes on by itself after the changes that are made first
     */
    public RunReport undo(
            Run undone, boolean onlyPlans, Confirmed confirmed, boolean goOn, StopSignal stop, Consumer<Progress> shown)
            throws InterruptedException {
        return undo(undone, ledger.nextId(), onlyPlans, confirmed, goOn, stop, shown);
    }

    /** @param id a {@linkplain #newId new} number, of an undo that was to be */
    public RunReport undo(
            Run undone,
            long id,
            boolean onlyPlans,
            Confirmed confirmed,
            boolean goOn,
            StopSignal stop,
            Consumer<Progress> shown)
            throws InterruptedException {
        refuseUnsettled(undone);
        RunTerms before = undone.terms();
        RunTerms terms = new RunTerms(
                before.values(),
                before.limits(),
                null,
                before.baseUrl(),
                before.emulator(),
                Deed.undo(undone.id(), onlyPlans));
        Run undo = changing(id, undone.job(), undone.file(), undone.text(), terms);
        return change(undo, confirmed, goOn, stop, shown);
    }

    private void refuseUnsettled(Run undone) {
        boolean inDoubt = undone.status().isResumable() && JournaledChange.anyInDoubt(journals(undone));
        if (undone.status() == RunStatus.RUNNING || inDoubt) {
            throw new UserMistake("Run " + undone.id() + " of " + undone.job() + " is "
                    + undone.status().label() + ", so what it changed is not settled. Let it end first: gantry resume "
                    + undone.id() + ".");
        }
        writeBack.refuseIfGone(undone);
        if (undone.terms().deed().onlyPlans()) {
            throw new UserMistake(
                    "Run " + undone.id() + " of " + undone.job() + " only planned, so there is nothing to undo.");
        }
    }

    /**
     * Before an undo is asked for that comes later.
     *
     * @throws UserMistake if it can only be refused
     * @throws StoppedByGuard if it changes what is of production and is not confirmed
     */
    public void refuseToUndo(Run undone, Confirmed confirmed) {
        refuseUnsettled(undone);
        writeBack.guard(job(undone), Deed.undo(undone.id(), false), confirmed);
    }

    /** What a job may change that is marked as production, as {@code --confirm} names it. */
    public List<String> production(Job<?, ?, ?> job) {
        return writeBack.marked(job);
    }

    /** Likewise, the job of a run. */
    public List<String> production(Run run) {
        return writeBack.marked(job(run));
    }

    /** The files that hold a run's rejected rows: its own while it is not done, then the one that its job names, if any. */
    public List<Path> rejects(Run run) {
        return tries.rejects(run)
                .or(() -> job(run).errors().rejects().map(List::of))
                .orElse(List.of());
    }

    private static Run changing(long id, String job, String file, String text, RunTerms terms) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new Run(id, job, file, text, terms, JournalSource.PARTITIONS, now, RunResult.NONE, RunStatus.RUNNING);
    }

    /** A run of changes that are known already. */
    private RunReport change(Run run, Confirmed confirmed, boolean goOn, StopSignal stop, Consumer<Progress> shown)
            throws InterruptedException {
        RunReport first = change(run, confirmed, stop, shown);
        return goesOn(first, goOn) ? goOn(first.run(), Optional.empty(), stop, shown) : first;
    }

    private RunReport change(Run run, Confirmed confirmed, StopSignal stop, Consumer<Progress> shown)
            throws InterruptedException {
        var job = job(run);
        writeBack.guard(job, run.terms().deed(), confirmed);
        try (JobLocks.Held lock = lock(job.name());
                Reach reach = reach(run.id(), job, run.terms(), Optional.empty())) {
            ledger.add(run);
            return make(run, job, reach, lock, stop, shown);
        }
    }

    private static void refuseCutBackup(Job<RowSource, RowTransform, RowSink> job, RunTerms terms) {
        if (job.source() instanceof BackupSource && terms.rowLimit() != null) {
            throw new UserMistake(
                    "--limit would make a backup that lacks entries. Leave it out; data-stores: of the backup says"
                            + " what it is of.");
        }
    }

    /**
     * Goes on with a run from its checkpoint, with the job as it was when the run started.
     *
     * @param connection instead of the job's own, for a run with its own emulator
     * @param goOn whether somebody who has seen what the changes made first came to wants the others
     */
    public RunReport resume(
            Run run, Optional<Connection> connection, boolean goOn, StopSignal stop, Consumer<Progress> shown)
            throws InterruptedException {
        RunReport again = resume(run, connection, stop, shown);
        boolean isWanted =
                goOn && again.held().filter(found -> found.otherwise() == 0).isPresent();
        return isWanted ? goOn(run, connection, stop, shown) : again;
    }

    /** By itself a run goes on only where everything is as it was written. */
    private static boolean goesOn(RunReport report, boolean goOn) {
        return goOn && report.held().filter(ReadBack::isClean).isPresent();
    }

    private RunReport goOn(Run run, Optional<Connection> connection, StopSignal stop, Consumer<Progress> shown)
            throws InterruptedException {
        writeBack.goOn(run);
        return resume(ledger.find(run.id()).orElseThrow(), connection, stop, shown);
    }

    private RunReport resume(Run run, Optional<Connection> connection, StopSignal stop, Consumer<Progress> shown)
            throws InterruptedException {
        refuseUnresumable(run);
        var job = job(run);
        try (JobLocks.Held lock = lock(job.name());
                Reach reach = reach(run.id(), job, run.terms(), connection)) {
            job.sink().refuseBadTarget(reach.outside());
            return make(run, job, reach, lock, stop, shown);
        }
    }

    /** The job as it was when the run started. */
    static Job<RowSource, RowTransform, RowSink> job(Run run) {
        return JobFile.parse(
                        run.file(),
                        run.text(),
                        Components.KINDS,
                        Values.Givens.fixed(run.terms().values()))
                .job();
    }

    /** Asks a run of any process to stop at its next checkpoint. */
    public void stop(Run run) {
        if (run.status() != RunStatus.RUNNING) {
            throw new UserMistake("Run " + run.id() + " of " + run.job() + " is not running: it is "
                    + run.status().label() + ".");
        }
        tries.stop(run);
    }

    /** Whoever only looks how a run stands holds its lock for an instant, so one look is not enough to refuse. */
    private JobLocks.Held lock(String job) throws InterruptedException {
        for (int look = 1; look < LOOKS; look++) {
            Optional<JobLocks.Held> taken = locks.take(job);
            if (taken.isPresent()) {
                return taken.get();
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return locks.take(job)
                .orElseThrow(() -> new AlreadyRunning("A run of " + job
                        + " is under way: see gantry runs. Wait for it, or stop it with gantry stop."));
    }

    Reach reach(long run, Job<RowSource, RowTransform, RowSink> job, RunTerms terms, Optional<Connection> override) {
        Connection connection = override.orElseGet(
                () -> new Connections(settings, System.getenv()).find(job.connection(), terms.baseUrl()));
        Quota quota = Quotas.of(job.limits(), job.errors(), terms.limits());
        return Reach.open(settings, connection, quota, budgets.of(Long.toString(run)));
    }

    private static void refuseUnresumable(Run run) {
        if (!run.status().isResumable()) {
            throw new UserMistake("Run " + run.id() + " of " + run.job() + " is "
                    + run.status().label() + ", so there is nothing to resume. gantry runs lists those there are.");
        }
    }
}
