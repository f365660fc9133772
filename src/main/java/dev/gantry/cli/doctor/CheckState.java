package dev.gantry.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

import dev.gantry.cli.text.Amounts;

/** Whether runs can be kept: the state folder, its database, and room on the disk. */
record CheckState(Path folder, Findings findings) {
    private static final String STATE = "state";
    private static final String DISK = "disk";
    private static final long LITTLE = 1_000_000_000;
    private static final long TOO_LITTLE = 100_000_000;

    /** @param opening opens the database; tells what is wrong, if anything is */
    void check(Supplier<Optional<String>> opening) {
        Optional<String> problem = opening.get();
        if (problem.isPresent()) {
            findings.fail(STATE, problem.get());
        } else {
            findings.ok(STATE, folder + "/ can be written and its database opens");
        }
        disk();
    }

    private void disk() {
        try {
            long free = Files.getFileStore(there(folder.toAbsolutePath())).getUsableSpace();
            String text = Amounts.bytes(free) + " free for " + folder;
            if (free < TOO_LITTLE) {
                findings.fail(DISK, text + "; rows of a run wait there: make room");
            } else if (free < LITTLE) {
                findings.warn(DISK, text + "; rows of a run wait there, as many as it publishes");
            } else {
                findings.ok(DISK, text);
            }
        } catch (IOException unknown) {
            findings.warn(DISK, "free room for " + folder + " cannot be told: " + unknown.getMessage());
        }
    }

    /** The folder, or the nearest one above it that is there. */
    private static Path there(Path path) {
        Path parent = path.getParent();
        return Files.exists(path) || parent == null ? path : there(parent);
    }
}
