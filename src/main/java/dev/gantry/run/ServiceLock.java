package dev.gantry.run;

import java.util.Optional;

import dev.gantry.run.state.AdvisoryLocks;
import dev.gantry.run.state.JobLocks;
import dev.gantry.run.state.ProcessToken;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That this process serves the schedules of this state: alone on an H2 file, one of many on a PostgreSQL. Whatever it holds is gone when
 * the process is.
 */
public final class ServiceLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceLock.class);

    /** No job can be called this, because a job's name begins with a letter or digit. */
    private static final String NAME = ".serve";

    private static final String WORK = ".work ";

    private final JobLocks locks;
    private final Optional<AdvisoryLocks> cluster;
    private final ProcessToken process;
    private final String state;
    private JobLocks.@Nullable Held held;

    /** @param state where it is, for people */
    ServiceLock(JobLocks locks, ProcessToken process, String state) {
        this.locks = locks;
        this.cluster = locks instanceof AdvisoryLocks shared ? Optional.of(shared) : Optional.empty();
        this.process = process;
        this.state = state;
    }

    /** @throws AlreadyRunning if another process has it, and there can be only one */
    public void take() {
        Optional<JobLocks.Held> taken = cluster.isPresent() ? cluster.get().takeShared(NAME) : locks.take(NAME);
        if (taken.isEmpty()) {
            throw new AlreadyRunning("Another gantry serve runs the schedules of this state folder (" + state
                    + ") already, and two on one H2 file would run every job twice. Stop that one, or give this one a"
                    + " state folder of its own: gantry.state in config/application.yml.");
        }
        held = taken.get();
    }

    public boolean isHeld() {
        return locks.isHeld(NAME);
    }

    /** Whether others may serve the same schedules. */
    public boolean isShared() {
        return cluster.isPresent();
    }

    /** Who this process is. */
    public String process() {
        return process.token();
    }

    /** That nobody else works on a job: empty if somebody does. */
    public Optional<JobLocks.Held> work(String job) {
        return cluster.isPresent() ? cluster.get().take(WORK + job) : Optional.of(JobLocks.ALONE);
    }

    /** Whether somebody works on a job. */
    public boolean isWorkedOn(String job) {
        return cluster.filter(shared -> shared.isHeld(WORK + job)).isPresent();
    }

    /** Takes over from machines that do not answer any more, as {@link AdvisoryLocks#evict}. */
    public void evict() {
        cluster.ifPresent(shared -> shared.evict()
                .forEach(gone ->
                        LOG.warn("Nothing was heard of {} for too long: others go on with what it did.", gone)));
    }

    @Override
    public void close() {
        if (held != null) {
            held.close();
            held = null;
        }
    }
}
