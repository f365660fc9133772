package dev.gantry.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

import dev.gantry.opencloud.Traffic;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table in which a run's process and those that work on its partitions tell each other what is to be known. */
final class SpreadLedger {

    private final JdbcClient jdbc;

    SpreadLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How an attempt ended. */
    enum Outcome {
        /** As its step execution says. */
        ENDED,
        /** At a checkpoint, from which somebody is to go on. */
        HANDED_ON,
        FAILED
    }

    /**
     * What a worker says of its attempt.
     *
     * @param isMistake whether the failure is the user's
     */
    record Word(Outcome outcome, @Nullable String failure, boolean isMistake) {

        static Word of(Outcome outcome) {
            return new Word(outcome, null, false);
        }
    }

    /** What went over the wire for a run, but from its own process. */
    record Wire(long requests, long retries, long throttled, long bytes) {}

    void add(long stepExecution, long run) {
        jdbc.sql(
                        "INSERT INTO gantry_spread (step_execution, run, stopping, mistake, requests, retries, throttled, bytes)"
                                + " VALUES (:step, :run, FALSE, FALSE, 0, 0, 0, 0)")
                .param("step", stepExecution)
                .param("run", run)
                .update();
    }

    /** Forgets a run that is over, or is begun with anew. */
    void forget(long run) {
        jdbc.sql("DELETE FROM gantry_spread WHERE run = :run").param("run", run).update();
    }

    /** Asks all who work on a run to stop at their next checkpoints. */
    void stop(long run) {
        jdbc.sql("UPDATE gantry_spread SET stopping = TRUE WHERE run = :run AND NOT stopping")
                .param("run", run)
                .update();
    }

    /** Whether an attempt is to stop: it was asked to, or nobody waits for it any more. */
    boolean isToStop(long stepExecution) {
        return jdbc.sql(
                                "SELECT COUNT(*) FROM gantry_spread s"
                                        + " JOIN batch_step_execution b ON b.step_execution_id = s.step_execution"
                                        + " JOIN batch_job_execution j ON j.job_execution_id = b.job_execution_id"
                                        + " WHERE s.step_execution = :step AND NOT s.stopping AND j.status IN ('STARTING', 'STARTED')")
                        .param("step", stepExecution)
                        .query(Long.class)
                        .single()
                == 0;
    }

    void began(long stepExecution, String worker) {
        jdbc.sql("UPDATE gantry_spread SET worker = :worker WHERE step_execution = :step")
                .param("worker", worker)
                .param("step", stepExecution)
                .update();
    }

    void ended(long stepExecution, Word word, Traffic traffic) {
        jdbc.sql(
                        "UPDATE gantry_spread SET outcome = :outcome, failure = :failure, mistake = :mistake, requests = :requests,"
                                + " retries = :retries, throttled = :throttled, bytes = :bytes WHERE step_execution = :step")
                .param("outcome", word.outcome().name())
                .param("failure", word.failure())
                .param("mistake", word.isMistake())
                .param("requests", traffic.requests())
                .param("retries", traffic.retries())
                .param("throttled", traffic.throttledAnswers())
                .param("bytes", traffic.bytes())
                .param("step", stepExecution)
                .update();
    }

    /** Empty as long as it has not ended, or if it ended without a word. */
    Optional<Word> word(long stepExecution) {
        return jdbc.sql("SELECT outcome, failure, mistake FROM gantry_spread WHERE step_execution = :step"
                        + " AND outcome IS NOT NULL")
                .param("step", stepExecution)
                .query(SpreadLedger::word)
                .optional();
    }

    private static Word word(ResultSet row, int number) throws SQLException {
        return new Word(Outcome.valueOf(row.getString(1)), row.getString(2), row.getBoolean(3));
    }

    /** Of the attempts that are known of a run. */
    Wire wire(long run) {
        return jdbc.sql("SELECT COALESCE(SUM(requests), 0), COALESCE(SUM(retries), 0), COALESCE(SUM(throttled), 0),"
                        + " COALESCE(SUM(bytes), 0) FROM gantry_spread WHERE run = :run")
                .param("run", run)
                .query((row, number) -> new Wire(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .single();
    }
}
