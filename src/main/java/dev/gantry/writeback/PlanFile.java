package dev.gantry.writeback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import dev.gantry.files.DiskFailed;
import dev.gantry.files.Durable;
import dev.gantry.job.UserMistake;
import dev.gantry.writeback.journal.JournalFile;
import dev.gantry.writeback.journal.JournalHead;

/** A plan as one file: the journals of a run that only planned, one after the other. */
public final class PlanFile {

    private PlanFile() {}

    /**
     * Writes it, whole or not at all.
     *
     * @param journals the folder of the run that planned
     */
    public static void write(Path journals, Path plan) {
        Path whole = plan.toAbsolutePath().normalize();
        Path unfinished = whole.resolveSibling("." + whole.getFileName() + ".unfinished");
        try {
            Durable.createFolders(java.util.Objects.requireNonNull(whole.getParent()));
            JournalFile.join(JournalFile.of(journals), unfinished);
            Durable.syncFile(unfinished);
            Files.move(unfinished, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException broken) {
            throw DiskFailed.other("cannot write the plan", whole, broken);
        }
    }

    /** Whose plan it is: @throws UserMistake if there is no such file, or it is no plan */
    public static JournalHead head(Path plan) {
        if (!Files.isRegularFile(plan)) {
            throw new UserMistake("There is no plan " + plan + ". gantry plan JOB -o FILE makes one.");
        }
        try (JournalFile file = JournalFile.open(plan)) {
            JournalHead head = file.head();
            if (!head.verb().startsWith("plan")) {
                throw new UserMistake(plan + " is the journal of a run, not a plan. gantry undo takes a run back.");
            }
            return head;
        }
    }
}
