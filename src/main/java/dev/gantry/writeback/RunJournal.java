package dev.gantry.writeback;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.gantry.files.DiskFailed;
import dev.gantry.writeback.journal.Journal;
import dev.gantry.writeback.journal.JournalFile;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** A partition's journal and the place that the run's checkpoint keeps of it. */
final class RunJournal {

    private static final String LENGTH = "gantry.journal.length";

    private RunJournal() {}

    /** A new one, or that of the tries before. */
    static Journal open(Path file, Writing writing, ExecutionContext context) {
        if (Files.exists(file)) {
            refuseAnothers(file, writing);
            return Journal.reopen(file, context.getLong(LENGTH, 0));
        }
        if (context.containsKey(LENGTH)) {
            throw new DiskFailed("the journal " + file
                    + " is gone, and with it what this run has changed. Put it back from a"
                    + " copy if there is one; else look at what the job changes before it is run again.");
        }
        return Journal.create(file, writing.head());
    }

    private static void refuseAnothers(Path file, Writing writing) {
        try (JournalFile found = JournalFile.open(file)) {
            String run = found.head().run();
            if (!run.equals(writing.head().run())) {
                throw new DiskFailed(
                        "the journal " + file + " is of another run (" + run + "), whose number came again because"
                                + " the state folder's database was removed. Move it away, then run the job again.");
            }
        }
    }

    /** What it holds that the checkpoint does not know of. */
    static Recovery beyondCheckpoint(Path file, ExecutionContext context) {
        return Recovery.of(file, context.getLong(LENGTH, 0));
    }

    /** Makes it durable, and the checkpoint know of all of it. */
    static void commit(Journal journal, ExecutionContext context) {
        context.putLong(LENGTH, journal.flush());
    }
}
