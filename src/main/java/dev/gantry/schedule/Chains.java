package dev.gantry.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.gantry.job.Schedule;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Jobs that run after others: each time that all of these have succeeded anew. */
final class Chains {

    private final JdbcClient jdbc;
    private final JobBook book;
    private final JobSchedules schedules;
    private final Firings firings;

    Chains(JdbcClient jdbc, JobBook book, JobSchedules schedules, Firings firings) {
        this.jdbc = jdbc;
        this.book = book;
        this.schedules = schedules;
        this.firings = firings;
    }

    /** From now on the job runs after these; what they did before does not count. */
    void begin(String job, List<String> after) {
        List<String> former = jdbc.sql("SELECT upstream FROM gantry_chain WHERE job = :job")
                .param("job", job)
                .query(String.class)
                .list();
        former.stream()
                .filter(upstream -> !after.contains(upstream))
                .forEach(upstream -> jdbc.sql("DELETE FROM gantry_chain WHERE job = :job AND upstream = :upstream")
                        .param("job", job)
                        .param("upstream", upstream)
                        .update());
        after.stream()
                .filter(upstream -> !former.contains(upstream))
                .forEach(upstream -> jdbc.sql(
                                "INSERT INTO gantry_chain (job, upstream, consumed) VALUES (:job, :upstream, :consumed)")
                        .param("job", job)
                        .param("upstream", upstream)
                        .param(
                                "consumed",
                                firings.newestDone(upstream).map(Firing::id).orElse(0L))
                        .update());
    }

    /**
     * Writes down what is due because a firing has succeeded, in whatever transaction says that it has.
     *
     * @return the jobs that have something to do now
     */
    List<String> follow(Firing done, Instant now) {
        List<String> due = new ArrayList<>();
        for (JobEntry entry : book.all()) {
            Optional<Schedule> schedule =
                    schedules.of(entry).filter(each -> each.after().contains(done.job()));
            if (schedule.isPresent()) {
                lock(entry.job());
            }
            if (schedule.isPresent()
                    && haveAllSucceeded(entry.job(), schedule.get().after())) {
                consume(entry.job(), schedule.get().after());
                if (!entry.isPaused() && add(entry.job(), schedule.get(), done, now)) {
                    due.add(entry.job());
                }
            }
        }
        return due;
    }

    /** Where two jobs succeed at once on two machines, the second to come sees that the first has. */
    private void lock(String job) {
        jdbc.sql("SELECT upstream FROM gantry_chain WHERE job = :job ORDER BY upstream FOR UPDATE")
                .param("job", job)
                .query(String.class)
                .list();
    }

    private boolean add(String job, Schedule schedule, Firing done, Instant now) {
        if (schedule.overlap() == Schedule.Overlap.SKIP && !firings.open(job).isEmpty()) {
            firings.addSkipped(
                    job,
                    Firing.Cause.CHAIN,
                    done.fireTime(),
                    now,
                    "a run of it was not over when " + done.job() + " had succeeded; overlap: queue would have waited");
            return false;
        }
        firings.add(job, Firing.Cause.CHAIN, done.job(), done.fireTime(), now);
        return true;
    }

    private boolean haveAllSucceeded(String job, List<String> after) {
        return after.stream().allMatch(upstream -> {
            long consumed = jdbc.sql("SELECT consumed FROM gantry_chain WHERE job = :job AND upstream = :upstream")
                    .param("job", job)
                    .param("upstream", upstream)
                    .query(Long.class)
                    .optional()
                    .orElse(0L);
            return firings.newestDone(upstream)
                    .filter(newest -> newest.id() > consumed)
                    .isPresent();
        });
    }

    private void consume(String job, List<String> after) {
        after.forEach(upstream -> jdbc.sql(
                        "UPDATE gantry_chain SET consumed = :consumed WHERE job = :job AND upstream = :upstream")
                .param("consumed", firings.newestDone(upstream).map(Firing::id).orElse(0L))
                .param("job", job)
                .param("upstream", upstream)
                .update());
    }
}
