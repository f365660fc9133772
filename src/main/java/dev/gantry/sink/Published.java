package dev.gantry.sink;

import java.util.List;
import java.util.Optional;

/**
 * What a run published.
 *
 * @param target where it is, for people
 * @param bytes of the data files together
 * @param files how many data files; none when there were no rows, or where rows are not in files
 * @param look a command that shows the first rows
 * @param notes sentences for the run's summary: columns that became JSON text and why, duplicate keys, names that clash
 * @param isIncomplete whether something is missing that should be there; the notes say what
 */
public record Published(
        String target,
        long rows,
        long bytes,
        int files,
        Optional<String> look,
        List<String> notes,
        boolean isIncomplete) {
    public Published {
        notes = List.copyOf(notes);
    }

    /** All that there was. */
    public Published(String target, long rows, long bytes, int files, Optional<String> look, List<String> notes) {
        this(target, rows, bytes, files, look, notes, false);
    }
}
