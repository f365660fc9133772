package dev.gantry.run;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;

/** Asks a run of this process to stop at its next checkpoint. Safe for many threads. */
public final class StopSignal implements StepInterruptionPolicy {

    private final AtomicBoolean given = new AtomicBoolean();

    /** Asks; returns whether it was the first to. */
    public boolean give() {
        return given.compareAndSet(false, true);
    }

    public boolean isGiven() {
        return given.get();
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
