package dev.gantry.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.FatalStepExecutionException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.TransactionException;

/**
 * The Spring Batch executions of a run. One that failed only because the state's database went away is followed by
 * another, from the last checkpoint, as {@code gantry resume} would.
 */
final class Executions {

    private static final Logger LOG = LoggerFactory.getLogger(Executions.class);

    /** Long enough for a PostgreSQL to start anew; each waits for a connection besides. */
    private static final List<Duration> WAITS = List.of(
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            Duration.ofSeconds(4),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30));

    private final RunLedger ledger;
    private final JobRepository repository;
    private final JobOperator operator;

    Executions(RunLedger ledger, JobRepository repository, JobOperator operator) {
        this.ledger = ledger;
        this.repository = repository;
        this.operator = operator;
    }

    /**
     * Executes until it is done, stopped, or failed for a reason of its own.
     *
     * @param job the run as a Spring Batch job, made anew for each execution
     */
    JobExecution toTheEnd(Run run, StopSignal stop, Supplier<Job> job) throws InterruptedException {
        for (Duration wait : WAITS) {
            try {
                JobExecution ended = execute(run, job.get());
                if (stop.isGiven() || !isStateLost(ended)) {
                    return ended;
                }
            } catch (DataAccessException | TransactionException broken) {
                if (!StateLost.is(broken)) {
                    throw broken;
                }
            }
            LOG.warn(
                    "The state's database went away, perhaps because the process has ended that served it. Run {} goes"
                            + " on from its last checkpoint in {} ms.",
                    run.id(),
                    wait.toMillis());
            Thread.sleep(wait);
        }
        return execute(run, job.get());
    }

    /**
     * What an execution left as running that did not come to its end is written down as failed, so that it may be restarted. Where
     * partitions are spread over machines, their workers may still live; once this is done, they can write no checkpoint.
     */
    private void buryTheDead(Run run) {
        while (true) {
            try {
                bury(run);
                return;
            } catch (OptimisticLockingFailureException oneMoreCheckpoint) {
                LOG.debug("a worker was faster; looks again", oneMoreCheckpoint);
            }
        }
    }

    private void bury(Run run) {
        ledger.lastExecution(run.job(), run.id())
                .filter(last -> last.getStatus() != BatchStatus.COMPLETED)
                .ifPresent(last -> {
                    for (StepExecution step : last.getStepExecutions()) {
                        if (isOpen(step.getStatus())) {
                            step.setStatus(BatchStatus.FAILED);
                            repository.update(step);
                        }
                    }
                    if (isOpen(last.getStatus())) {
                        last.setStatus(BatchStatus.FAILED);
                        repository.update(last);
                    }
                });
    }

    /** The first failure that is not only Spring Batch saying that a step failed. */
    static Throwable reason(JobExecution ended) {
        List<Throwable> causes = causes(ended);
        return causes.stream()
                .filter(cause -> !(cause instanceof JobExecutionException))
                .findFirst()
                .or(() -> causes.stream().findFirst())
                .orElseGet(() -> new IllegalStateException("failed without a reason: " + ended.getExitStatus()));
    }

    private JobExecution execute(Run run, Job job) {
        buryTheDead(run);
        try {
            return operator.start(job, RunLedger.parameters(run.id()));
        } catch (JobExecutionException refused) {
            throw new IllegalStateException("run " + run.id() + " of " + run.job() + " could not be started", refused);
        }
    }

    private static boolean isStateLost(JobExecution ended) {
        return RunStatus.ofEnded(ended.getStatus()) == RunStatus.FAILED
                && causes(ended).stream().anyMatch(StateLost::is);
    }

    private static List<Throwable> causes(JobExecution ended) {
        return inner(ended.getAllFailureExceptions());
    }

    /** What failed, without Spring Batch's word for it that it was fatal. */
    static List<Throwable> inner(List<Throwable> failures) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable each : failures) {
            Throwable inner = each;
            while (inner instanceof FatalStepExecutionException && inner.getCause() != null) {
                inner = inner.getCause();
            }
            causes.add(inner);
        }
        return causes;
    }

    private static boolean isOpen(BatchStatus status) {
        return status.isRunning() || status == BatchStatus.UNKNOWN;
    }
}
