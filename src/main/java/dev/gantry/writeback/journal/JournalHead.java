package dev.gantry.writeback.journal;

import java.util.Map;

/**
 * Whose journal it is.
 *
 * @param run tells the run from every other, also from those of a removed state folder
 * @param verb what the run does: {@code run}, {@code plan}, {@code apply}, {@code undo}
 * @param version of Gantry
 * @param started when the run began, RFC 3339
 * @param file of the job
 * @param text of that file
 * @param values what its <code>${NAME}</code> stood for
 */
public record JournalHead(
        String job,
        String run,
        String verb,
        String version,
        String started,
        String file,
        String text,
        Map<String, String> values) {

    public JournalHead {
        values = Map.copyOf(values);
    }
}
