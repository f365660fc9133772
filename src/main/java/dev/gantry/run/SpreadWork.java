package dev.gantry.run;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

import dev.gantry.job.Job;
import dev.gantry.job.Tolerance;
import dev.gantry.job.UserMistake;
import dev.gantry.run.state.JobLocks;
import dev.gantry.run.state.ProcessToken;
import dev.gantry.run.state.TakenOver;
import dev.gantry.sink.RowSink;
import dev.gantry.source.RowSource;
import dev.gantry.transform.RowTransform;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.OptimisticLockingFailureException;

/** Works on partitions that were offered to all machines, whichever has the run itself. */
public final class SpreadWork {

    private static final Logger LOG = LoggerFactory.getLogger(SpreadWork.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final int LOOKS = 25;

    private final Runner runner;
    private final Tries tries;
    private final PipelineJob pipeline;
    private final SpreadLedger ledger;
    private final JobRepository repository;
    private final JobLocks locks;
    private final ProcessToken process;

    SpreadWork(
            Runner runner,
            Tries tries,
            PipelineJob pipeline,
            SpreadLedger ledger,
            JobRepository repository,
            JobLocks locks,
            ProcessToken process) {
        this.runner = runner;
        this.tries = tries;
        this.pipeline = pipeline;
        this.ledger = ledger;
        this.repository = repository;
        this.locks = locks;
        this.process = process;
    }

    /**
     * Works on an attempt at a partition to its end, unless somebody does or has.
     *
     * @param stop given when this machine is to end: then the partition is handed on
     */
    public void work(long run, long stepExecution, StopSignal stop) throws InterruptedException {
        Optional<Run> found = runner.ledger().find(run);
        if (found.isEmpty() || !isWaiting(stepExecution)) {
            return;
        }
        String partition = PartitionThreads.name(attempt(stepExecution));
        Optional<JobLocks.Held> lock = lock(PartitionsOverMachines.lockOf(run, partition));
        if (lock.isEmpty()) {
            return;
        }
        try (JobLocks.Held held = lock.get();
                MDC.MDCCloseable ofJob = MDC.putCloseable("job", found.get().job());
                MDC.MDCCloseable ofRun = MDC.putCloseable("run", Long.toString(run))) {
            if (isWaiting(stepExecution)) {
                ledger.began(stepExecution, process.host() + ", process " + process.pid());
                LOG.info("{}: works on {} of run {}", found.get().job(), partition, run);
                work(found.get(), attempt(stepExecution), held, stop);
            }
        } catch (TakenOver | OptimisticLockingFailureException others) {
            LOG.warn(
                    "{}: another machine has taken over {} of run {}",
                    found.get().job(),
                    partition,
                    run);
        }
    }

    /** Whoever works on an attempt that was closed finds that out within a second or two. */
    private Optional<JobLocks.Held> lock(String name) throws InterruptedException {
        Optional<JobLocks.Held> taken = locks.take(name);
        for (int look = 0; look < LOOKS && taken.isEmpty(); look++) {
            Thread.sleep(BETWEEN_LOOKS);
            taken = locks.take(name);
        }
        return taken;
    }

    private boolean isWaiting(long stepExecution) {
        @Nullable StepExecution found = repository.getStepExecution(stepExecution);
        return found != null && found.getStatus() == BatchStatus.STARTING && !ledger.isToStop(stepExecution);
    }

    private StepExecution attempt(long stepExecution) {
        return Objects.requireNonNull(repository.getStepExecution(stepExecution));
    }

    private void work(Run run, StepExecution attempt, JobLocks.Held lock, StopSignal ending)
            throws InterruptedException {
        StopSignal stop = new StopSignal();
        stop.whenUnsure(lock);
        try (ListenForStop listening = ListenForStop.of(() -> ledger.isToStop(attempt.getId()), stop);
                ListenForStop alsoListening = ListenForStop.of(ending::isGiven, stop)) {
            work(run, attempt, lock, stop, ending);
        }
    }

    private void work(Run run, StepExecution attempt, JobLocks.Held lock, StopSignal stop, StopSignal ending)
            throws InterruptedException {
        Job<RowSource, RowTransform, RowSink> job = Runner.job(run);
        try (Reach reach = runner.reach(run.id(), job, run.terms(), Optional.empty())) {
            Progress progress = new Progress(reach.cloud(), run.partitions(), OptionalLong.empty());
            Tolerance tolerance = new Tolerance(job.errors().skip(), progress::rows);
            Execution execution = tries.execution(run, job, reach, tolerance, lock, stop, progress);
            Step step = pipeline.readOne(execution, attempt);
            try {
                step.execute(attempt);
            } catch (JobInterruptedException stopped) {
                LOG.debug("stopped at a checkpoint", stopped);
            }
            lock.check();
            ledger.ended(attempt.getId(), word(attempt, ending), reach.cloud().traffic());
        }
    }

    private static SpreadLedger.Word word(StepExecution attempt, StopSignal ending) {
        if (attempt.getStatus() == BatchStatus.COMPLETED) {
            return SpreadLedger.Word.of(SpreadLedger.Outcome.ENDED);
        }
        Optional<Throwable> failure = failure(attempt.getFailureExceptions());
        if (attempt.getStatus() == BatchStatus.STOPPED || failure.isEmpty()) {
            return SpreadLedger.Word.of(ending.isGiven() ? SpreadLedger.Outcome.HANDED_ON : SpreadLedger.Outcome.ENDED);
        }
        Throwable reason = failure.get();
        if (StateLost.is(reason)
                || reason instanceof TakenOver
                || reason instanceof OptimisticLockingFailureException) {
            return SpreadLedger.Word.of(SpreadLedger.Outcome.HANDED_ON);
        }
        return new SpreadLedger.Word(
                SpreadLedger.Outcome.FAILED, String.valueOf(reason.getMessage()), reason instanceof UserMistake);
    }

    private static Optional<Throwable> failure(List<Throwable> failures) {
        return Executions.inner(failures).stream()
                .filter(cause -> !(cause instanceof JobExecutionException))
                .findFirst();
    }
}
