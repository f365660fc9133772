package dev.gantry.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import dev.gantry.files.DiskFailed;
import dev.gantry.files.Durable;
import dev.gantry.job.Job;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.Traffic;
import dev.gantry.sink.Published;
import dev.gantry.sink.RowSink;
import dev.gantry.source.RowSource;
import dev.gantry.source.walk.ReadBounds;
import dev.gantry.transform.RowTransform;
import dev.gantry.writeback.WritingSink;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.launch.JobExecutionNotRunningException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.FatalStepExecutionException;
import org.springframework.batch.core.step.StepExecution;

/** One try of a run: its Spring Batch execution from start to end, and what is written down of it. */
final class Tries {

    private final Settings settings;
    private final RunLedger ledger;
    private final JobRepository repository;
    private final JobOperator operator;
    private final PipelineJob pipeline;

    Tries(Settings settings, RunLedger ledger, JobRepository repository, JobOperator operator, PipelineJob pipeline) {
        this.settings = settings;
        this.ledger = ledger;
        this.repository = repository;
        this.operator = operator;
        this.pipeline = pipeline;
    }

    RunReport make(
            Run run,
            Job<RowSource, RowTransform, RowSink> job,
            Reach reach,
            ReadBounds bounds,
            StopSignal stop,
            Consumer<Progress> shown) {
        long began = System.nanoTime();
        Path staging = stagingFolder(run);
        Progress progress = new Progress(reach.cloud(), run.partitions(), formerRows(run.job()));
        shown.accept(progress);
        AtomicReference<@Nullable Published> published = new AtomicReference<>();
        Execution execution = new Execution(run, job, reach, bounds, staging, stop, progress);
        JobExecution ended = execute(run, pipeline.of(execution, published));
        RunStatus status = RunStatus.ofEnded(ended.getStatus());
        Optional<Throwable> failure = status == RunStatus.FAILED ? Optional.of(reason(ended)) : Optional.empty();
        RunResult result = result(run, execution, ended, published.get(), failure, (System.nanoTime() - began) / 1e9);
        ledger.record(run.id(), result);
        if (status == RunStatus.DONE) {
            remove(staging);
        }
        return new RunReport(run, result, status, failure);
    }

    /** What a process that died left as running is written down as failed, so that it may be restarted. */
    void buryTheDead(Run run) {
        ledger.lastExecution(run.job(), run.id()).filter(Tries::isOpen).ifPresent(dead -> {
            for (StepExecution step : dead.getStepExecutions()) {
                if (isOpen(step.getStatus())) {
                    step.setStatus(BatchStatus.FAILED);
                    repository.update(step);
                }
            }
            dead.setStatus(BatchStatus.FAILED);
            repository.update(dead);
        });
    }

    void stop(Run run) {
        JobExecution running = ledger.lastExecution(run.job(), run.id()).orElseThrow();
        try {
            operator.stop(running);
        } catch (JobExecutionNotRunningException endedMeanwhile) {
            throw new UserMistake("Run " + run.id() + " of " + run.job() + " is stopping or has just ended.");
        }
    }

    private JobExecution execute(Run run, org.springframework.batch.core.job.Job job) {
        try {
            return operator.start(job, RunLedger.parameters(run.id()));
        } catch (JobExecutionException refused) {
            throw new IllegalStateException("run " + run.id() + " of " + run.job() + " could not be started", refused);
        }
    }

    private RunResult result(
            Run run,
            Execution execution,
            JobExecution ended,
            @Nullable Published published,
            Optional<Throwable> failure,
            double seconds) {
        Totals totals = Totals.of(repository, ended.getJobInstance(), run.partitions());
        Traffic traffic = execution.reach().cloud().traffic();
        RunResult former = run.result();
        return new RunResult(
                totals.read().rows(),
                published == null ? former.rowsPublished() : published.rows(),
                totals.read().others(),
                totals.rejected(),
                former.requests() + traffic.requests(),
                former.retries() + traffic.retries(),
                former.throttled() + traffic.throttledAnswers(),
                former.bytesReceived() + traffic.bytes(),
                former.seconds() + seconds,
                published == null ? former.target() : published.target(),
                published == null ? former.files() : published.files(),
                published == null ? former.fileBytes() : published.bytes(),
                execution.job().sink() instanceof WritingSink changes ? changes.tally() : null,
                published == null ? former.look() : published.look().orElse(null),
                published == null ? former.notes() : notes(published, execution, totals),
                failure.map(Throwable::getMessage).orElse(null),
                published == null ? former.incomplete() : Boolean.valueOf(published.isIncomplete()));
    }

    private static List<String> notes(Published published, Execution execution, Totals totals) {
        List<String> notes = new ArrayList<>(published.notes());
        if (totals.rejected() > 0) {
            notes.add(execution
                    .job()
                    .errors()
                    .rejects()
                    .map(file -> "the rejected rows and why are in " + file)
                    .orElse("the rejected rows are kept nowhere: errors: {rejects: FILE} keeps them"));
        }
        return notes;
    }

    /** The first failure that is not only Spring Batch saying that a step failed. */
    private static Throwable reason(JobExecution ended) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable each : ended.getAllFailureExceptions()) {
            Throwable inner = each;
            while (inner instanceof FatalStepExecutionException && inner.getCause() != null) {
                inner = inner.getCause();
            }
            causes.add(inner);
        }
        return causes.stream()
                .filter(cause -> !(cause instanceof JobExecutionException))
                .findFirst()
                .or(() -> causes.stream().findFirst())
                .orElseGet(() -> new IllegalStateException("failed without a reason: " + ended.getExitStatus()));
    }

    private Path stagingFolder(Run run) {
        Path folder = settings.state().resolve("staging").resolve(Long.toString(run.id()));
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

    private static boolean isOpen(JobExecution execution) {
        return isOpen(execution.getStatus());
    }

    private static boolean isOpen(BatchStatus status) {
        return status.isRunning() || status == BatchStatus.UNKNOWN;
    }
}
