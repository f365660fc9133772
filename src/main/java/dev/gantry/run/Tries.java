package dev.gantry.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.gantry.files.DiskFailed;
import dev.gantry.files.Durable;
import dev.gantry.job.Job;
import dev.gantry.job.Tolerance;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.Traffic;
import dev.gantry.run.state.JobLocks;
import dev.gantry.run.state.TakenOver;
import dev.gantry.sink.Published;
import dev.gantry.sink.RowSink;
import dev.gantry.source.RowSource;
import dev.gantry.transform.RowTransform;
import dev.gantry.writeback.Changes;
import dev.gantry.writeback.MakesChanges;
import dev.gantry.writeback.ReadBack;
import dev.gantry.writeback.StoppedByGuard;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.launch.JobExecutionNotRunningException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** One try of a run: its Spring Batch execution from start to end, and what is written down of it. */
final class Tries {

    private static final Set<String> FILES = Set.of("csv", "jsonl", "parquet");

    private final Settings settings;
    private final WriteBack writeBack;
    private final RunLedger ledger;
    private final JobRepository repository;
    private final JobOperator operator;
    private final PipelineJob pipeline;
    private final Executions executions;
    private final JobLocks locks;
    private final SpreadLedger spreading;
    private final Optional<Spread> spread;

    /** @param spread over which machines partitions are read, where this process has it */
    Tries(
            Settings settings,
            RunLedger ledger,
            JobRepository repository,
            JobOperator operator,
            PipelineJob pipeline,
            Executions executions,
            JobLocks locks,
            SpreadLedger spreading,
            Optional<Spread> spread) {
        this.settings = settings;
        this.writeBack = new WriteBack(settings);
        this.ledger = ledger;
        this.repository = repository;
        this.operator = operator;
        this.pipeline = pipeline;
        this.executions = executions;
        this.locks = locks;
        this.spreading = spreading;
        this.spread = spread;
    }

    /** @param job is connected anew for each time that it is started: what is held of a broken one is not kept */
    RunReport make(
            Run run,
            Job<RowSource, RowTransform, RowSink> job,
            Reach reach,
            JobLocks.Held lock,
            StopSignal stop,
            Consumer<Progress> shown)
            throws InterruptedException {
        @Nullable Map<String, String> logged = MDC.getCopyOfContextMap();
        MDC.put("job", run.job());
        MDC.put("run", Long.toString(run.id()));
        try {
            return makeIt(run, job, reach, lock, stop, shown);
        } finally {
            MDC.setContextMap(logged == null ? Map.of() : logged);
        }
    }

    private RunReport makeIt(
            Run run,
            Job<RowSource, RowTransform, RowSink> job,
            Reach reach,
            JobLocks.Held lock,
            StopSignal stop,
            Consumer<Progress> shown)
            throws InterruptedException {
        long began = System.nanoTime();
        Progress progress = new Progress(reach.cloud(), run.partitions(), formerRows(run.job()));
        shown.accept(progress);
        AtomicReference<@Nullable Published> published = new AtomicReference<>();
        AtomicReference<@Nullable Execution> last = new AtomicReference<>();
        JobExecution ended = execute(run, stop, () -> {
            Tolerance tolerance = new Tolerance(job.errors().skip(), progress::rows);
            Execution execution = execution(run, job, reach, tolerance, lock, stop, progress)
                    .over(spread.filter(machines -> isToSpread(machines, run, job)));
            last.set(execution);
            return pipeline.of(execution, published);
        });
        if (stop.isCutOff()) {
            throw new TakenOver(
                    "Run " + run.id() + " of " + run.job() + " was stopped, because this machine was out of reach"
                            + " of the state's database for too long. Its checkpoint is kept; gantry resume " + run.id()
                            + " goes on with it, unless another machine does.");
        }
        Execution execution = Objects.requireNonNull(last.get());
        RunStatus status = RunStatus.ofEnded(ended.getStatus());
        Optional<ReadBack> held = status == RunStatus.STOPPED ? readBack(execution) : Optional.empty();
        Optional<Throwable> failure =
                status == RunStatus.FAILED ? Optional.of(Executions.reason(ended)) : Optional.empty();
        double seconds = (System.nanoTime() - began) / 1e9;
        RunResult result = result(run, execution, ended, published.get(), held, failure, seconds);
        lock.check();
        ledger.record(run.id(), result);
        if (execution.spread().isPresent()) {
            spreading.forget(run.id());
        }
        if (status == RunStatus.DONE) {
            remove(execution.staging());
        }
        return new RunReport(run, result, status, failure.or(() -> held.map(StoppedByGuard::held)), held);
    }

    /** What the steps of a try need, or one of its partitions in another process. */
    Execution execution(
            Run run,
            Job<RowSource, RowTransform, RowSink> job,
            Reach reach,
            Tolerance tolerance,
            JobLocks.Held lock,
            StopSignal stop,
            Progress progress) {
        return new Execution(
                run,
                writeBack.connected(run, job, reach.cloud(), tolerance, stop),
                reach,
                settings.read().bounds(Optional.ofNullable(run.terms().rowLimit())),
                stagingFolder(run),
                tolerance,
                locks,
                lock,
                stop,
                progress,
                Optional.empty());
    }

    /** What changes Open Cloud has one journal, and files may be of this machine alone. */
    private static boolean isToSpread(Spread machines, Run run, Job<RowSource, RowTransform, RowSink> job) {
        return machines.isOpen()
                && run.partitions().size() > 1
                && !run.terms().emulator()
                && !(job.sink() instanceof Changes)
                && !FILES.contains(job.source().name());
    }

    /** A chunk may take minutes at a small share, so it must hear of a stop before it ends. */
    private JobExecution execute(Run run, StopSignal stop, Supplier<org.springframework.batch.core.job.Job> job)
            throws InterruptedException {
        OptionalLong former = ledger.lastExecution(run.job(), run.id())
                .map(execution -> OptionalLong.of(execution.getId()))
                .orElse(OptionalLong.empty());
        try (ListenForStop listening = ListenForStop.of(() -> isToStop(run, former), stop)) {
            return executions.toTheEnd(run, stop, job);
        }
    }

    /**
     * Whoever asks an execution to stop writes it down as stopped, though it still runs.
     *
     * @param former the execution of the try before, which may have been stopped, too
     */
    private boolean isToStop(Run run, OptionalLong former) {
        return ledger.lastExecution(run.job(), run.id())
                .filter(execution -> former.isEmpty() || execution.getId() != former.getAsLong())
                .map(JobExecution::getStatus)
                .filter(status -> status == BatchStatus.STOPPING || status == BatchStatus.STOPPED)
                .isPresent();
    }

    /** What was changed first, read again; empty where the run stopped for another reason. */
    private static Optional<ReadBack> readBack(Execution execution) throws InterruptedException {
        if (!(execution.job().sink() instanceof MakesChanges changes)
                || !changes.isHeld()
                || execution.stop().isGiven()) {
            return Optional.empty();
        }
        return Optional.of(changes.readBack());
    }

    void stop(Run run) {
        JobExecution running = ledger.lastExecution(run.job(), run.id()).orElseThrow();
        try {
            operator.stop(running);
        } catch (JobExecutionNotRunningException endedMeanwhile) {
            throw new UserMistake("Run " + run.id() + " of " + run.job() + " is stopping or has just ended.");
        }
    }

    private RunResult result(
            Run run,
            Execution execution,
            JobExecution ended,
            @Nullable Published published,
            Optional<ReadBack> held,
            Optional<Throwable> failure,
            double seconds) {
        Totals totals = Totals.of(repository, ended.getJobInstance(), run.partitions());
        Traffic traffic = execution.reach().cloud().traffic();
        SpreadLedger.Wire others = spreading.wire(run.id());
        RunResult former = run.result();
        return new RunResult(
                totals.read().rows(),
                published == null ? former.rowsPublished() : published.rows(),
                totals.read().others(),
                totals.rejected(),
                former.requests() + traffic.requests() + others.requests(),
                former.retries() + traffic.retries() + others.retries(),
                former.throttled() + traffic.throttledAnswers() + others.throttled(),
                former.bytesReceived() + traffic.bytes() + others.bytes(),
                former.seconds() + seconds,
                published == null ? unpublished(execution, former) : published.target(),
                published == null ? former.files() : published.files(),
                published == null ? former.fileBytes() : published.bytes(),
                execution.job().sink() instanceof MakesChanges changes ? changes.tally() : null,
                published == null ? former.look() : published.look().orElse(null),
                published == null ? former.notes() : notes(published, execution, totals),
                held.map(ReadBack::text).orElse(null),
                failure.map(Throwable::getMessage).orElse(null),
                published == null ? former.incomplete() : Boolean.valueOf(published.isIncomplete()));
    }

    /** What is changed has its name before it is done. */
    private static @Nullable String unpublished(Execution execution, RunResult former) {
        return execution.job().sink() instanceof MakesChanges changes ? changes.target() : former.target();
    }

    private static List<String> notes(Published published, Execution execution, Totals totals) {
        List<String> notes = new ArrayList<>(published.notes());
        if (totals.rejected() + totals.kept() > 0) {
            String rows = totals.kept() == 0 ? "the rejected rows" : "the rows that were rejected or left alone";
            notes.add(execution
                    .job()
                    .errors()
                    .rejects()
                    .map(file -> rows + " and why are in " + file)
                    .orElse(rows + " are kept nowhere: errors: {rejects: FILE} keeps them"));
        }
        return notes;
    }

    /** What a run that is not done holds of rejected rows; empty: it is done, and has no files any more. */
    Optional<List<Path>> rejects(Run run) {
        Path folder = staging(run);
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        return Optional.of(ledger.lastExecution(run.job(), run.id()).stream()
                .flatMap(last -> rejects(run, last.getJobInstance()))
                .filter(Files::exists)
                .toList());
    }

    /** Those that the last checkpoints are of: an attempt that was taken over has left others. */
    private Stream<Path> rejects(Run run, JobInstance instance) {
        return IntStream.range(0, run.partitions().size()).mapToObj(place -> {
            String step = PipelineJob.READ + ":" + run.partitions().get(place).name();
            @Nullable StepExecution last = repository.getLastStepExecution(instance, step);
            ExecutionContext checkpoint = last == null ? new ExecutionContext() : last.getExecutionContext();
            return AttemptFiles.of(staging(run), place, checkpoint).rejected();
        });
    }

    private Path staging(Run run) {
        return settings.state().resolve("staging").resolve(Long.toString(run.id()));
    }

    private Path stagingFolder(Run run) {
        Path folder = staging(run);
        try {
            return Files.createDirectories(folder);
        } catch (IOException broken) {
            throw DiskFailed.other("cannot make", folder, broken);
        }
    }

    private static void remove(Path staging) {
        try {
            Durable.deleteTree(staging);
        } catch (IOException broken) {
            throw DiskFailed.other("cannot remove", staging, broken);
        }
    }

    private OptionalLong formerRows(String job) {
        return ledger.newest(100).stream()
                .filter(run -> run.job().equals(job) && run.status() == RunStatus.DONE)
                .mapToLong(run -> run.result().rowsRead())
                .findFirst();
    }
}
