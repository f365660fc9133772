package dev.gantry.sink;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where published rows come from; written into every file.
 *
 * @param run also names hidden folders beside the target, so letters, digits, dot, dash and underscore only
 * @param source as a job names it, for example {@code data-store-entries}
 * @param asOf the moment that all rows are of, where the source has one
 * @param version Gantry's own
 */
public record Provenance(String job, String run, String source, Optional<Instant> asOf, String version) {
    public Provenance {
        if (!run.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException(
                    "a run is named by letters, digits, '.', '-' and '_', found \"" + run + "\"");
        }
    }

    /** As key and value pairs in a file. */
    Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("gantry.job", job);
        metadata.put("gantry.run", run);
        metadata.put("gantry.source", source);
        asOf.ifPresent(moment -> metadata.put("gantry.as-of", moment.toString()));
        metadata.put("gantry.version", version);
        return metadata;
    }
}
