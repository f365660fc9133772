package dev.gantry.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.incrementer.DataFieldMaxValueIncrementer;

/** The table of firings. Those of backfills belong to the command that makes them, and nobody else works on them. */
final class Firings {

    private static final String SELECT =
            "SELECT id, job, cause, origin, fire_time, due, state, run, failures, began, ended,"
                    + " reason FROM gantry_firing ";
    private static final String OURS = "cause <> 'BACKFILL' ";
    private static final int KEPT = 1_000;

    private final JdbcClient jdbc;
    private final DataFieldMaxValueIncrementer ids;
    private final Notifications notifications;
    private final Map<Ended, LongAdder> ended = new ConcurrentHashMap<>();

    /** Firings of a job that ended alike. */
    record Ended(String job, Firing.State state) {}

    Firings(JdbcClient jdbc, DataFieldMaxValueIncrementer ids) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.notifications = new Notifications(jdbc);
    }

    /** How many have ended since this process began, and how. */
    Map<Ended, Long> ended() {
        Map<Ended, Long> counts = new HashMap<>();
        ended.forEach((kind, count) -> counts.put(kind, count.sum()));
        return counts;
    }

    private void countEnded(String job, Firing.State state) {
        ended.computeIfAbsent(new Ended(job, state), unknown -> new LongAdder()).increment();
    }

    /** What some of them are for. */
    Notifications notifications() {
        return notifications;
    }

    /** One that waits for its time. */
    Firing add(String job, Firing.Cause cause, @Nullable String origin, Instant fireTime, Instant due) {
        return add(job, cause, origin, fireTime, due, null);
    }

    /** @param run that it goes on with; null: it begins one */
    Firing add(
            String job,
            Firing.Cause cause,
            @Nullable String origin,
            Instant fireTime,
            Instant due,
            @Nullable Long run) {
        return add(new Firing(
                ids.nextLongValue(),
                job,
                cause,
                origin,
                fireTime,
                due,
                Firing.State.WAITING,
                run,
                0,
                null,
                null,
                null));
    }

    /** Something that was due and is passed over. */
    Firing addSkipped(String job, Firing.Cause cause, Instant fireTime, Instant now, String reason) {
        countEnded(job, Firing.State.SKIPPED);
        return add(new Firing(
                ids.nextLongValue(),
                job,
                cause,
                null,
                fireTime,
                now,
                Firing.State.SKIPPED,
                null,
                0,
                null,
                now,
                reason));
    }

    private Firing add(Firing firing) {
        jdbc.sql(
                        "INSERT INTO gantry_firing (id, job, cause, origin, fire_time, due, state, run, failures, ended, reason)"
                                + " VALUES (:id, :job, :cause, :origin, :fire_time, :due, :state, :run, 0, :ended, :reason)")
                .param("id", firing.id())
                .param("job", firing.job())
                .param("cause", firing.cause().name())
                .param("origin", firing.origin())
                .param("fire_time", JobBook.at(firing.fireTime()))
                .param("due", JobBook.at(firing.due()))
                .param("state", firing.state().name())
                .param("run", firing.run())
                .param("ended", firing.ended() == null ? null : JobBook.at(firing.ended()))
                .param("reason", firing.reason())
                .update();
        return firing;
    }

    /** From now on it runs, under this number. */
    void began(Firing firing, long run, Instant now) {
        jdbc.sql("UPDATE gantry_firing SET state = 'RUNNING', run = :run, began = COALESCE(began, :now), reason = NULL"
                        + " WHERE id = :id")
                .param("run", run)
                .param("now", JobBook.at(now))
                .param("id", firing.id())
                .update();
    }

    /** It waits, again, until then. */
    void postpone(Firing firing, Instant due, int failures, @Nullable String reason) {
        jdbc.sql("UPDATE gantry_firing SET state = 'WAITING', due = :due, failures = :failures, reason = :reason"
                        + " WHERE id = :id")
                .param("due", JobBook.at(due))
                .param("failures", failures)
                .param("reason", reason)
                .param("id", firing.id())
                .update();
    }

    void end(Firing firing, Firing.State state, int failures, Instant now, @Nullable String reason) {
        countEnded(firing.job(), state);
        jdbc.sql("UPDATE gantry_firing SET state = :state, failures = :failures, ended = :now, reason = :reason"
                        + " WHERE id = :id")
                .param("state", state.name())
                .param("failures", failures)
                .param("now", JobBook.at(now))
                .param("reason", reason)
                .param("id", firing.id())
                .update();
    }

    /** The oldest that is due. */
    Optional<Firing> nextDue(String job, Instant now, boolean onlyManual) {
        return jdbc.sql(SELECT + "WHERE job = :job AND state = 'WAITING' AND due <= :now AND " + OURS
                        + (onlyManual ? "AND cause = 'MANUAL' " : "") + "ORDER BY id FETCH FIRST 1 ROW ONLY")
                .param("job", job)
                .param("now", JobBook.at(now))
                .query(Firings::firing)
                .optional();
    }

    /** Those that are neither over nor a backfill's, oldest first. */
    List<Firing> open(String job) {
        return jdbc.sql(SELECT + "WHERE job = :job AND state IN ('WAITING', 'RUNNING') AND " + OURS + "ORDER BY id")
                .param("job", job)
                .query(Firings::firing)
                .list();
    }

    /** The jobs that have something due, or that say that they run. */
    List<String> jobsDue(Instant now) {
        return jdbc.sql("SELECT DISTINCT f.job FROM gantry_firing f JOIN gantry_schedule s ON s.job = f.job"
                        + " WHERE f." + OURS
                        + " AND (f.state = 'RUNNING' OR f.state = 'WAITING' AND f.due <= :now"
                        + " AND (NOT s.paused OR f.cause = 'MANUAL'))")
                .param("now", JobBook.at(now))
                .query(String.class)
                .list();
    }

    /** Since when the oldest firing of each job waits that is due and that nothing but a place keeps from starting. */
    Map<String, Instant> oldestWaiting(Instant now) {
        Map<String, Instant> oldest = new HashMap<>();
        jdbc.sql("SELECT f.job, MIN(f.due) AS due FROM gantry_firing f JOIN gantry_schedule s ON s.job = f.job"
                        + " WHERE f." + OURS + "AND f.state = 'WAITING' AND f.due <= :now"
                        + " AND (NOT s.paused OR f.cause = 'MANUAL') GROUP BY f.job")
                .param("now", JobBook.at(now))
                .query(row -> {
                    oldest.put(
                            row.getString("job"),
                            row.getObject("due", OffsetDateTime.class).toInstant());
                });
        return oldest;
    }

    Firing get(long id) {
        return find(id).orElseThrow();
    }

    Optional<Firing> find(long id) {
        return jdbc.sql(SELECT + "WHERE id = :id")
                .param("id", id)
                .query(Firings::firing)
                .optional();
    }

    /** The newest first. */
    List<Firing> newest(String job, int most) {
        return jdbc.sql(SELECT + "WHERE job = :job ORDER BY id DESC FETCH FIRST " + most + " ROWS ONLY")
                .param("job", job)
                .query(Firings::firing)
                .list();
    }

    /** Those of a job's backfill, oldest first. */
    List<Firing> backfilled(String job, String range) {
        return jdbc.sql(SELECT + "WHERE job = :job AND cause = 'BACKFILL' AND origin = :range ORDER BY id")
                .param("job", job)
                .param("range", range)
                .query(Firings::firing)
                .list();
    }

    /** The newest that has succeeded in what the job is for: to take it back is not that. */
    Optional<Firing> newestDone(String job) {
        return jdbc.sql(SELECT + "WHERE job = :job AND state = 'DONE' AND " + OURS
                        + "AND (origin IS NULL OR origin NOT LIKE 'undo %') ORDER BY id DESC FETCH FIRST 1 ROW ONLY")
                .param("job", job)
                .query(Firings::firing)
                .optional();
    }

    /** Keeps the newest of a job, and those that are not over. */
    void prune(String job) {
        jdbc.sql("SELECT id FROM gantry_firing WHERE job = :job ORDER BY id DESC OFFSET " + KEPT
                        + " ROWS FETCH FIRST 1 ROW ONLY")
                .param("job", job)
                .query(Long.class)
                .optional()
                .ifPresent(last -> jdbc.sql("DELETE FROM gantry_firing WHERE job = :job AND id <= :last"
                                + " AND state NOT IN ('WAITING', 'RUNNING')")
                        .param("job", job)
                        .param("last", last)
                        .update());
    }

    private static Firing firing(ResultSet row, int number) throws SQLException {
        return new Firing(
                row.getLong("id"),
                row.getString("job"),
                Firing.Cause.valueOf(row.getString("cause")),
                row.getString("origin"),
                row.getObject("fire_time", OffsetDateTime.class).toInstant(),
                row.getObject("due", OffsetDateTime.class).toInstant(),
                Firing.State.valueOf(row.getString("state")),
                row.getObject("run", Long.class),
                row.getInt("failures"),
                moment(row, "began"),
                moment(row, "ended"),
                row.getString("reason"));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
