package dev.gantry.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of what jobs did in each minute. Several services may add to the same minute. */
public final class Minutes {

    /** So long they are kept. */
    static final Duration KEPT = Duration.ofDays(8);

    private final JdbcClient jdbc;

    Minutes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What was done in one minute.
     *
     * @param at its beginning
     * @param throttled answers 429
     */
    public record Minute(Instant at, long rows, long requests, long throttled) {}

    /** Adds to what is known of a job's minute. */
    void add(Instant now, String job, long rows, long requests, long throttled) {
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        int known = jdbc.sql(
                        "UPDATE gantry_minute SET row_count = row_count + :row_count, requests = requests + :requests,"
                                + " throttled = throttled + :throttled WHERE at = :at AND job = :job")
                .param("row_count", rows)
                .param("requests", requests)
                .param("throttled", throttled)
                .param("at", JobBook.at(minute))
                .param("job", job)
                .update();
        if (known == 0) {
            insert(minute, job, rows, requests, throttled);
        }
    }

    private void insert(Instant minute, String job, long rows, long requests, long throttled) {
        try {
            jdbc.sql("INSERT INTO gantry_minute (at, job, row_count, requests, throttled)"
                            + " VALUES (:at, :job, :row_count, :requests, :throttled)")
                    .param("at", JobBook.at(minute))
                    .param("job", job)
                    .param("row_count", rows)
                    .param("requests", requests)
                    .param("throttled", throttled)
                    .update();
        } catch (DuplicateKeyException anotherMachineWasFirst) {
            add(minute, job, rows, requests, throttled);
        }
    }

    /**
     * Those in which something was done since a moment, the oldest first.
     *
     * @param job empty: all jobs together
     */
    public List<Minute> since(Instant moment, Optional<String> job) {
        return jdbc.sql("SELECT at, SUM(row_count) AS row_count, SUM(requests) AS requests, SUM(throttled) AS throttled"
                        + " FROM gantry_minute WHERE at >= :moment" + (job.isPresent() ? " AND job = :job" : "")
                        + " GROUP BY at ORDER BY at")
                .param("moment", JobBook.at(moment))
                .param("job", job.orElse(""))
                .query(Minutes::minute)
                .list();
    }

    void prune(Instant now) {
        jdbc.sql("DELETE FROM gantry_minute WHERE at < :moment")
                .param("moment", JobBook.at(now.minus(KEPT)))
                .update();
    }

    private static Minute minute(ResultSet row, int number) throws SQLException {
        return new Minute(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getLong("row_count"),
                row.getLong("requests"),
                row.getLong("throttled"));
    }
}
