package dev.gantry.dashboard.api;

import java.time.Instant;
import java.util.List;

import dev.gantry.run.Run;
import dev.gantry.run.RunResult;
import org.jspecify.annotations.Nullable;

/**
 * A run. Neither the values that it was started with are in it nor any row: both may be of players.
 *
 * @param deed run, plan, apply, undo
 * @param undoes the run that it takes back
 * @param resumable whether it may be gone on with
 * @param held what it has found, where it waits for the word to go on
 * @param seconds of work, over all tries
 */
record RunAnswer(
        long id,
        String job,
        String file,
        String deed,
        @Nullable Long undoes,
        Instant started,
        String status,
        boolean resumable,
        long rowsRead,
        long rowsPublished,
        long rowsRejected,
        long requests,
        long repeats,
        long throttled,
        long bytesReceived,
        double seconds,
        @Nullable String target,
        int files,
        long fileBytes,
        boolean incomplete,
        @Nullable String held,
        @Nullable String failure,
        List<String> notes) {

    /**
     * Some of them, the newest first.
     *
     * @param next {@code before} of the request for those after these; null: there are none
     */
    record Listed(List<RunAnswer> runs, @Nullable Long next) {}

    static RunAnswer of(Run run) {
        RunResult result = run.result();
        return new RunAnswer(
                run.id(),
                run.job(),
                run.file(),
                run.terms().deed().verb(),
                run.terms().deed().undoes(),
                run.started(),
                run.status().label(),
                run.status().isResumable(),
                result.rowsRead(),
                result.rowsPublished(),
                result.rejected(),
                result.requests(),
                result.retries(),
                result.throttled(),
                result.bytesReceived(),
                result.seconds(),
                result.target(),
                result.files(),
                result.fileBytes(),
                Boolean.TRUE.equals(result.incomplete()),
                result.held(),
                result.failure(),
                result.notes());
    }
}
