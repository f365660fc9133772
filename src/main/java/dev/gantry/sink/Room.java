package dev.gantry.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import dev.gantry.files.DiskFailed;
import dev.gantry.sink.staging.StagedRun;

/** Whether a disk has room for what is about to be written. */
final class Room {
    /** Files take about half of what their rows take in staging; rows that repeat themselves very much take far less. */
    private static final int LEAST_SHARE_OF_STAGED = 16;

    private Room() {}

    /**
     * @param mayBeSorted whether a sorted copy may be needed beside the files, of about the size of what is staged
     * @throws DiskFailed if the disk surely has too little; where it may suffice, writing will show
     */
    static void refuseTooLittle(Path folder, StagedRun run, boolean mayBeSorted) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        long least = run.bytes() / LEAST_SHARE_OF_STAGED;
        if (free < least) {
            throw new DiskFailed(String.format(
                    Locale.ROOT,
                    "cannot publish %,d rows in %s: its disk has %.1f MiB free, and the files need %.1f MiB at the very"
                            + " least, most likely about %.0f MiB%s. All rows are kept: make room, then `gantry"
                            + " resume` publishes them.",
                    run.rows(),
                    folder.getParent(),
                    free / 1048576.0,
                    least / 1048576.0,
                    run.bytes() / 1048576.0,
                    mayBeSorted ? ", and as much again while they are sorted" : ""));
        }
    }
}
