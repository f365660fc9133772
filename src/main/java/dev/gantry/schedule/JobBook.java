package dev.gantry.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The jobs of the folder and what is wrong with its files, kept so that neither a bad edit nor a restart loses them. */
final class JobBook {

    private static final String SELECT = "SELECT job, file, text, timing, handled, paused FROM gantry_schedule ";

    private final JdbcClient jdbc;

    JobBook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By name. */
    List<JobEntry> all() {
        return jdbc.sql(SELECT + "ORDER BY job").query(JobBook::entry).list();
    }

    Optional<JobEntry> find(String job) {
        return jdbc.sql(SELECT + "WHERE job = :job")
                .param("job", job)
                .query(JobBook::entry)
                .optional();
    }

    /** Puts in a job that is new, or a new version of one; what was decided of other times than these does not count. */
    void put(String job, String file, String text, String timing, Instant now) {
        Optional<JobEntry> former = find(job);
        if (former.isEmpty()) {
            write(
                    "INSERT INTO gantry_schedule (job, file, text, timing, handled, paused)"
                            + " VALUES (:job, :file, :text, :timing, :handled, FALSE)",
                    new JobEntry(job, file, text, timing, now, false));
        } else {
            Instant handled =
                    former.get().timing().equals(timing) ? former.get().handled() : now;
            write(
                    "UPDATE gantry_schedule SET file = :file, text = :text, timing = :timing, handled = :handled"
                            + " WHERE job = :job",
                    new JobEntry(job, file, text, timing, handled, former.get().isPaused()));
        }
    }

    private void write(String sql, JobEntry entry) {
        jdbc.sql(sql)
                .param("job", entry.job())
                .param("file", entry.file())
                .param("text", entry.text())
                .param("timing", entry.timing())
                .param("handled", at(entry.handled()))
                .update();
    }

    void remove(String job) {
        jdbc.sql("DELETE FROM gantry_schedule WHERE job = :job")
                .param("job", job)
                .update();
    }

    /** Writes down that all was decided up to a moment; returns whether nobody else has meanwhile. */
    boolean handle(JobEntry entry, Instant until) {
        return jdbc.sql("UPDATE gantry_schedule SET handled = :until WHERE job = :job AND handled = :former")
                        .param("until", at(until))
                        .param("job", entry.job())
                        .param("former", at(entry.handled()))
                        .update()
                == 1;
    }

    void pause(String job) {
        jdbc.sql("UPDATE gantry_schedule SET paused = TRUE WHERE job = :job")
                .param("job", job)
                .update();
    }

    /** Fire times that came while it was paused are passed over. */
    void resume(String job, Instant now) {
        jdbc.sql("UPDATE gantry_schedule SET paused = FALSE, handled = :now WHERE job = :job AND paused")
                .param("now", at(now))
                .param("job", job)
                .update();
    }

    /** What is wrong, by file. */
    Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        jdbc.sql("SELECT file, problem FROM gantry_job_problem ORDER BY file").query(row -> {
            problems.put(row.getString("file"), row.getString("problem"));
        });
        return problems;
    }

    /** Takes the place of all problems that were known. */
    void report(Map<String, String> problems, Instant now) {
        jdbc.sql("DELETE FROM gantry_job_problem").update();
        problems.forEach((file, problem) -> jdbc.sql(
                        "INSERT INTO gantry_job_problem (file, problem, since) VALUES (:file, :problem, :since)")
                .param("file", file)
                .param("problem", problem)
                .param("since", at(now))
                .update());
    }

    private static JobEntry entry(ResultSet row, int number) throws SQLException {
        return new JobEntry(
                row.getString("job"),
                row.getString("file"),
                row.getString("text"),
                row.getString("timing"),
                row.getObject("handled", OffsetDateTime.class).toInstant(),
                row.getBoolean("paused"));
    }

    static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
