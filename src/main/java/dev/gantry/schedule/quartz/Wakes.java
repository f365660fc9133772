package dev.gantry.schedule.quartz;

import java.time.Instant;

/** Time, as far as it wakes somebody: Quartz, or a test's own. */
public interface Wakes {

    /** Has the job's work done at that moment, or soon after if it is past; in place of what was said before. */
    void at(String job, Instant moment);

    /** The job is woken no more. */
    void forget(String job);
}
