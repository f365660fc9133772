package dev.gantry.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gantry.job.Notify;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.incrementer.DataFieldMaxValueIncrementer;

/** The table of what is to be told, and of what was. */
final class Notices {

    private static final int AT_ONCE = 20;

    private final JdbcClient jdbc;
    private final DataFieldMaxValueIncrementer ids;

    Notices(JdbcClient jdbc, DataFieldMaxValueIncrementer ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** In whatever transaction it comes about. */
    void add(
            String job,
            Notify.Event event,
            String webhook,
            @Nullable Long run,
            @Nullable Instant fireTime,
            String text,
            Instant now) {
        jdbc.sql(
                        "INSERT INTO gantry_notice (id, job, event, webhook, run, fire_time, text, created, due, failures, state)"
                                + " VALUES (:id, :job, :event, :webhook, :run, :fire_time, :text, :now, :now, 0, 'WAITING')")
                .param("id", ids.nextLongValue())
                .param("job", job)
                .param("event", event.name())
                .param("webhook", webhook)
                .param("run", run)
                .param("fire_time", fireTime == null ? null : JobBook.at(fireTime))
                .param("text", text)
                .param("now", JobBook.at(now))
                .update();
    }

    /** Those that are to be sent now, the oldest first. */
    List<Notice> due(Instant now) {
        return jdbc.sql("SELECT id, job, event, webhook, run, fire_time, text, created, failures FROM gantry_notice"
                        + " WHERE state = 'WAITING' AND due <= :now ORDER BY id FETCH FIRST " + AT_ONCE + " ROWS ONLY")
                .param("now", JobBook.at(now))
                .query(Notices::notice)
                .list();
    }

    /** Whether it is ours to send: until then nobody else sends it, of however many machines. */
    boolean claim(Notice notice, Instant now, Instant until) {
        return jdbc.sql("UPDATE gantry_notice SET due = :until WHERE id = :id AND state = 'WAITING' AND due <= :now")
                        .param("until", JobBook.at(until))
                        .param("id", notice.id())
                        .param("now", JobBook.at(now))
                        .update()
                == 1;
    }

    void sent(Notice notice) {
        state(notice, "SENT");
    }

    void givenUp(Notice notice) {
        state(notice, "GIVEN_UP");
    }

    private void state(Notice notice, String state) {
        jdbc.sql("UPDATE gantry_notice SET state = :state WHERE id = :id")
                .param("state", state)
                .param("id", notice.id())
                .update();
    }

    void postpone(Notice notice, Instant due) {
        jdbc.sql("UPDATE gantry_notice SET due = :due, failures = failures + 1 WHERE id = :id")
                .param("due", JobBook.at(due))
                .param("id", notice.id())
                .update();
    }

    /** How many there are in each state: those that are to be sent, those that were, those given up. */
    Map<String, Long> byState() {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("SELECT state, COUNT(*) AS count_of FROM gantry_notice GROUP BY state")
                .query(row -> {
                    counts.put(row.getString("state"), row.getLong("count_of"));
                });
        return counts;
    }

    /** Whether this was told, or is to be, of a job since then. */
    boolean isToldSince(String job, Notify.Event event, Instant then) {
        return jdbc.sql("SELECT COUNT(*) FROM gantry_notice WHERE job = :job AND event = :event AND created > :then")
                        .param("job", job)
                        .param("event", event.name())
                        .param("then", JobBook.at(then))
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Removes what was told before then. */
    void prune(Instant then) {
        jdbc.sql("DELETE FROM gantry_notice WHERE state <> 'WAITING' AND created < :then")
                .param("then", JobBook.at(then))
                .update();
    }

    private static Notice notice(ResultSet row, int number) throws SQLException {
        @Nullable OffsetDateTime fireTime = row.getObject("fire_time", OffsetDateTime.class);
        return new Notice(
                row.getLong("id"),
                row.getString("job"),
                Notify.Event.valueOf(row.getString("event")),
                row.getString("webhook"),
                row.getObject("run", Long.class),
                fireTime == null ? null : fireTime.toInstant(),
                row.getString("text"),
                row.getObject("created", OffsetDateTime.class).toInstant(),
                row.getInt("failures"));
    }
}
