package dev.gantry.sink;

/**
 * Where published rows come from; written into every file.
 *
 * @param run also names hidden folders beside the target, so letters, digits, dot, dash and underscore only
 * @param version Gantry's own
 */
public record Provenance(String job, String run, String version) {
    public Provenance {
        if (!run.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException(
                    "a run is named by letters, digits, '.', '-' and '_', found \"" + run + "\"");
        }
    }
}
