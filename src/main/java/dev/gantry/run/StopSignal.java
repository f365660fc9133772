package dev.gantry.run;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import dev.gantry.run.state.JobLocks;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;

/** Asks a run of this process to stop at its next checkpoint. Safe for many threads. */
public final class StopSignal implements StepInterruptionPolicy {

    private final AtomicBoolean given = new AtomicBoolean();
    private volatile JobLocks.@Nullable Held lock;
    private volatile boolean isCutOff;

    /** Asks; returns whether it was the first to. */
    public boolean give() {
        return given.compareAndSet(false, true);
    }

    public boolean isGiven() {
        JobLocks.Held needed = lock;
        if (needed != null && !needed.isSure()) {
            isCutOff = true;
        }
        return isCutOff || given.get();
    }

    /** Stops also, for good, as soon as it is not sure that this process still has the run to itself. */
    void whenUnsure(JobLocks.Held needed) {
        lock = needed;
    }

    /** Whether it was that. */
    boolean isCutOff() {
        return isCutOff;
    }

    /** The same signal, for a step that also stops at its next checkpoint when something else says so. */
    StepInterruptionPolicy orWhen(BooleanSupplier other) {
        return execution -> {
            if (other.getAsBoolean()) {
                execution.setTerminateOnly();
            }
            checkInterrupted(execution);
        };
    }

    @Override
    public void checkInterrupted(StepExecution execution) throws JobInterruptedException {
        if (isGiven()) {
            execution.setTerminateOnly();
            throw new JobInterruptedException("asked to stop");
        }
    }
}
