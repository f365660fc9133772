package dev.gantry.run;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** That one process serves the schedules of this state: a lock of the operating system's, gone when that process is. */
public final class ServiceLock implements AutoCloseable {

    /** No job can be called this, because a job's name begins with a letter or digit. */
    private static final String NAME = ".serve";

    private final JobLocks locks;
    private JobLocks.@Nullable Held held;

    ServiceLock(JobLocks locks) {
        this.locks = locks;
    }

    /** @throws AlreadyRunning if another process has it */
    public void take() {
        Optional<JobLocks.Held> taken = locks.take(NAME);
        if (taken.isEmpty()) {
            throw new AlreadyRunning("Another gantry serve runs the schedules of this state folder ("
                    + locks.folder().getParent()
                    + ") already, and two on one H2 file would run every job twice. Stop that one, or give this one a"
                    + " state folder of its own: gantry.state in config/application.yml.");
        }
        held = taken.get();
    }

    public boolean isHeld() {
        return locks.isHeld(NAME);
    }

    @Override
    public void close() {
        if (held != null) {
            held.close();
            held = null;
        }
    }
}
