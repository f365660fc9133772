package dev.gantry.run;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

import dev.gantry.job.Job;
import dev.gantry.job.JobFile;
import dev.gantry.job.UserMistake;
import dev.gantry.job.Values;
import dev.gantry.opencloud.Connection;
import dev.gantry.sink.RowSink;
import dev.gantry.source.RowSource;
import dev.gantry.source.walk.ReadBounds;
import dev.gantry.transform.RowTransform;

/** Starts jobs, goes on with runs that did not end, and stops those of other processes. */
public final class Runner {

    private static final int LOOKS = 5;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Settings settings;
    private final RunLedger ledger;
    private final JobLocks locks;
    private final Tries tries;

    Runner(Settings settings, RunLedger ledger, JobLocks locks, Tries tries) {
        this.settings = settings;
        this.ledger = ledger;
        this.locks = locks;
        this.tries = tries;
    }

    /** The runs there were. */
    public RunLedger ledger() {
        return ledger;
    }

    /**
     * Runs a job from its beginning.
     *
     * @param shown receives the progress as soon as there is some
     * @throws AlreadyRunning if a run of the job is under way
     * @throws UserMistake if the job cannot run as it is written
     */
    public RunReport start(RunRequest request, StopSignal stop, Consumer<Progress> shown) throws InterruptedException {
        long id = ledger.nextId();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var givens = Values.Givens.of(request.params(), System.getenv(), now, Long.toString(id));
        var file = JobFile.read(request.file(), Components.KINDS, givens);
        var job = file.job();
        try (JobLocks.Held lock = lock(job.name());
                Reach reach = reach(job, request.terms(), request.connection())) {
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
            return tries.make(run, job, reach, bounds(run.terms()), stop, shown);
        }
    }

    /**
     * Goes on with a run from its checkpoint, with the job as it was when the run started.
     *
     * @param connection instead of the job's own, for a run with its own emulator
     */
    public RunReport resume(Run run, Optional<Connection> connection, StopSignal stop, Consumer<Progress> shown)
            throws InterruptedException {
        refuseUnresumable(run);
        var job = JobFile.parse(
                        run.file(),
                        run.text(),
                        Components.KINDS,
                        Values.Givens.fixed(run.terms().values()))
                .job();
        try (JobLocks.Held lock = lock(job.name());
                Reach reach = reach(job, run.terms(), connection)) {
            job.sink().refuseBadTarget(reach.outside());
            tries.buryTheDead(run);
            return tries.make(run, job, reach, bounds(run.terms()), stop, shown);
        }
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

    private Reach reach(Job<RowSource, RowTransform, RowSink> job, RunTerms terms, Optional<Connection> override) {
        Connection connection = override.orElseGet(
                () -> new Connections(settings, System.getenv()).find(job.connection(), terms.baseUrl()));
        return Reach.open(settings, connection, Quotas.of(job.limits(), job.errors(), terms.limits()));
    }

    private ReadBounds bounds(RunTerms terms) {
        return settings.read().bounds(Optional.ofNullable(terms.rowLimit()));
    }

    private static void refuseUnresumable(Run run) {
        if (!run.status().isResumable()) {
            throw new UserMistake("Run " + run.id() + " of " + run.job() + " is "
                    + run.status().label() + ", so there is nothing to resume. gantry runs lists those there are.");
        }
    }
}
