package dev.gantry.sink;

import java.nio.file.Path;
import java.util.List;

/**
 * What a run published.
 *
 * @param bytes of the data files together
 * @param files the data files, absolute; none when there were no rows
 * @param notes sentences for the run's summary: columns that became JSON text and why, duplicate keys, names that clash
 */
public record Published(Path dir, long rows, long bytes, List<Path> files, List<String> notes) {
    public Published {
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }
}
