package dev.gantry.run;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import dev.gantry.opencloud.Connection;
import org.jspecify.annotations.Nullable;

/**
 * A wish to run a job.
 *
 * @param file of the job, or what stands for it where there is none
 * @param text of the job; null: it is in the file
 * @param params of {@code --param}
 * @param terms the other options; their values are filled in by the run
 * @param connection instead of the job's own, for a run with its own emulator
 * @param confirmed what may be changed although it is one of production
 * @param goOn whether it goes on by itself after the changes that are made first, where these are as written
 * @param foreseen of a run that was to be before it is
 */
public record RunRequest(
        Path file,
        @Nullable String text,
        Map<String, String> params,
        RunTerms terms,
        Optional<Connection> connection,
        Confirmed confirmed,
        boolean goOn,
        Optional<Foreseen> foreseen) {

    public RunRequest {
        params = Map.copyOf(params);
    }

    /**
     * What is known of a run before it starts.
     *
     * @param id a {@linkplain Runner#newId new} number
     * @param fireTime what {@code ${date}} and {@code ${time}} are of
     */
    public record Foreseen(long id, Instant fireTime) {}

    /** The same wish, of a run that was to be. */
    public RunRequest with(Foreseen known) {
        return new RunRequest(file, text, params, terms, connection, confirmed, goOn, Optional.of(known));
    }

    /** A run that nobody has foreseen. */
    public RunRequest(
            Path file,
            @Nullable String text,
            Map<String, String> params,
            RunTerms terms,
            Optional<Connection> connection,
            Confirmed confirmed,
            boolean goOn) {
        this(file, text, params, terms, connection, confirmed, goOn, Optional.empty());
    }

    /** A job of a file. */
    public RunRequest(
            Path file,
            Map<String, String> params,
            RunTerms terms,
            Optional<Connection> connection,
            Confirmed confirmed,
            boolean goOn) {
        this(file, null, params, terms, connection, confirmed, goOn);
    }
}
