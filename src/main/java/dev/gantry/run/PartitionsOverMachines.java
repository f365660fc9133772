package dev.gantry.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.gantry.job.UserMistake;
import dev.gantry.source.walk.ReadCounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * Has the partitions read by the machines of a cluster, and waits until all are.
 *
 * <p>An attempt at a partition is a step execution of its own, and whoever works on it holds the partition's lock. Where the lock is
 * free and the attempt has begun, its worker is dead: its step execution is closed, so that no checkpoint of it can follow,
 * and only then is the last one read, from which another attempt goes on. A worker whose machine ends hands its partition on, which is the same
 * but that nobody has to find out. Quartz hands out what is offered; it need not know of who died with it.
 */
final class PartitionsOverMachines implements PartitionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionsOverMachines.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /** After so many looks what nobody has begun with is offered again: a former attempt may have been in the way. */
    private static final int LOOKS_BETWEEN_OFFERS = 20;

    private final Execution execution;
    private final Spread spread;
    private final SpreadLedger ledger;
    private final JobRepository repository;
    private final List<String> order;
    private final Map<String, StepExecution> open = new HashMap<>();
    private final List<StepExecution> ended = new ArrayList<>();

    PartitionsOverMachines(
            Execution execution, Spread spread, SpreadLedger ledger, JobRepository repository, List<String> order) {
        this.execution = execution;
        this.spread = spread;
        this.ledger = ledger;
        this.repository = repository;
        this.order = order;
    }

    @Override
    public Collection<StepExecution> handle(StepExecutionSplitter splitter, StepExecution manager) throws Exception {
        ledger.forget(run());
        for (StepExecution partition : PartitionThreads.sorted(splitter.split(manager, 1), order)) {
            offer(partition);
        }
        for (int looks = 1; !open.isEmpty(); looks++) {
            Thread.sleep(BETWEEN_LOOKS);
            execution.lock().check();
            if (execution.stop().isGiven()) {
                ledger.stop(run());
            }
            for (StepExecution attempt : List.copyOf(open.values())) {
                look(attempt, manager, looks);
            }
        }
        return ended;
    }

    private long run() {
        return execution.run().id();
    }

    private void offer(StepExecution attempt) {
        ledger.add(attempt.getId(), run());
        open.put(PartitionThreads.name(attempt), attempt);
        spread.offer(run(), attempt.getId());
    }

    private void look(StepExecution attempt, StepExecution manager, int looks) {
        // In this order: a worker writes its last word before it lets go of the lock.
        boolean isHeld = execution.locks().isHeld(lockOf(run(), PartitionThreads.name(attempt)));
        Optional<SpreadLedger.Word> word = ledger.word(attempt.getId());
        StepExecution now = Objects.requireNonNull(repository.getStepExecution(attempt.getId()));
        show(now);
        if (word.isPresent()) {
            settle(now, word.get(), manager);
        } else if (!isHeld && now.getStatus() == BatchStatus.STARTING) {
            lookAtOffer(now, looks);
        } else if (!isHeld && now.getStatus() == BatchStatus.COMPLETED) {
            end(now);
        } else if (!isHeld) {
            LOG.info("{}: who worked on {} of run {} is gone; it goes on from its checkpoint", job(), name(now), run());
            again(now);
        }
    }

    /** The lock of who works on a partition. */
    static String lockOf(long run, String partition) {
        return ".partition " + run + " " + partition;
    }

    private String job() {
        return execution.run().job();
    }

    private static String name(StepExecution attempt) {
        return PartitionThreads.name(attempt);
    }

    private void settle(StepExecution now, SpreadLedger.Word word, StepExecution manager) {
        switch (word.outcome()) {
            case ENDED -> end(now);
            case HANDED_ON -> {
                if (now.getStatus() == BatchStatus.COMPLETED) {
                    end(now);
                } else {
                    again(now);
                }
            }
            case FAILED -> {
                String failure = Objects.requireNonNullElse(word.failure(), "failed");
                manager.addFailureException(word.isMistake() ? new UserMistake(failure) : new PartitionFailed(failure));
                end(now);
            }
        }
    }

    private void lookAtOffer(StepExecution now, int looks) {
        if (execution.stop().isGiven()) {
            spread.withdraw(now.getId());
            end(close(now));
        } else if (looks % LOOKS_BETWEEN_OFFERS == 0) {
            spread.offer(run(), now.getId());
        }
    }

    private void end(StepExecution now) {
        if (now.getStatus() == BatchStatus.COMPLETED) {
            execution.progress().of(name(now)).finish();
        }
        open.remove(name(now));
        ended.add(now);
    }

    private void again(StepExecution now) {
        StepExecution closed = close(now);
        if (execution.stop().isGiven()) {
            end(closed);
            return;
        }
        StepExecution next = repository.createStepExecution(now.getStepName(), own(now));
        next.setExecutionContext(new ExecutionContext(closed.getExecutionContext()));
        repository.updateExecutionContext(next);
        offer(next);
    }

    /** The job execution in hand, not a copy of it. */
    private JobExecution own(StepExecution now) {
        return Objects.requireNonNull(open.get(name(now))).getJobExecution();
    }

    /** Sees to it that no checkpoint follows; returns it with the last one. */
    private StepExecution close(StepExecution attempt) {
        StepExecution now = attempt;
        while (true) {
            if (now.getStatus() == BatchStatus.COMPLETED) {
                return now;
            }
            try {
                now.setStatus(BatchStatus.STOPPED);
                now.setExitStatus(ExitStatus.STOPPED);
                repository.update(now);
                return Objects.requireNonNull(repository.getStepExecution(attempt.getId()));
            } catch (OptimisticLockingFailureException itHadOneMore) {
                now = Objects.requireNonNull(repository.getStepExecution(attempt.getId()));
            }
        }
    }

    private void show(StepExecution now) {
        execution
                .progress()
                .of(name(now))
                .startAt(ReadCounts.in(now.getExecutionContext()).rows());
    }

    /** What a worker could not do; its own machine's log has the trace. */
    static final class PartitionFailed extends RuntimeException {

        private static final long serialVersionUID = 1;

        PartitionFailed(String message) {
            super(message);
        }
    }
}
