package dev.gantry.schedule;

import java.time.Instant;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of notifications. */
final class Notifications {

    private final JdbcClient jdbc;

    Notifications(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean isKnown(String id) {
        return jdbc.sql("SELECT COUNT(*) FROM gantry_notification WHERE id = :id")
                        .param("id", id)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** @param jobs how many it starts; of one that starts none, nothing of the payload is kept */
    void add(Notification notification, int jobs, Instant now) {
        jdbc.sql("INSERT INTO gantry_notification (id, event_type, event_time, received, jobs, payload)"
                        + " VALUES (:id, :event_type, :event_time, :received, :jobs, :payload)")
                .param("id", notification.id())
                .param("event_type", notification.eventType())
                .param("event_time", notification.eventTime().orElse(null))
                .param("received", JobBook.at(now))
                .param("jobs", jobs)
                .param("payload", jobs == 0 ? null : notification.payload())
                .update();
    }

    /** Empty once it is forgotten. */
    Optional<String> payload(String id) {
        return jdbc.sql("SELECT payload FROM gantry_notification WHERE id = :id AND payload IS NOT NULL")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /** Forgets the payload if everything that it started is done. */
    void forgetIfDone(String id) {
        jdbc.sql(
                        "UPDATE gantry_notification SET payload = NULL WHERE id = :id AND NOT EXISTS (SELECT 1 FROM gantry_firing"
                                + " WHERE cause = 'WEBHOOK' AND origin = :id AND state <> 'DONE')")
                .param("id", id)
                .update();
    }

    /**
     * Forgets what is old.
     *
     * @param payloads received before then lose their payload
     * @param all received before then are not known any more
     */
    void prune(Instant payloads, Instant all) {
        jdbc.sql("UPDATE gantry_notification SET payload = NULL WHERE payload IS NOT NULL AND received < :then")
                .param("then", JobBook.at(payloads))
                .update();
        jdbc.sql("DELETE FROM gantry_notification WHERE received < :then")
                .param("then", JobBook.at(all))
                .update();
    }
}
