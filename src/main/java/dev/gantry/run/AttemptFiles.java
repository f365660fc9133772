package dev.gantry.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

import dev.gantry.files.DiskFailed;
import dev.gantry.sink.staging.Checkpoint;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * The files that an attempt at a partition appends to: staged rows, and rejected ones.
 *
 * <p>Where only one machine can work on a run, there is one of each a partition, which the next attempt cuts back to the checkpoint. On
 * a cluster an attempt that is thought dead may only have stood still, and append when it wakes. So there each has files of its own,
 * which begin with a copy of what the checkpoint covers of those before, and the checkpoint names them: what a sleeper appends nobody
 * reads, what it would cut off it has not, and its own checkpoints fail, because its step execution was closed by another.
 *
 * @param folder of the run's staging
 * @param place of the partition in its run
 */
record AttemptFiles(Path folder, int place, String suffix) {

    private static final String ATTEMPT = "gantry.attempt";
    private static final int LETTERS = 8;

    /** Those that a checkpoint is of. */
    static AttemptFiles of(Path folder, int place, ExecutionContext checkpoint) {
        return new AttemptFiles(folder, place, checkpoint.getString(ATTEMPT, ""));
    }

    Path staged() {
        return folder.resolve(place + suffix + ".staged");
    }

    Path rejected() {
        return folder.resolve(place + suffix + ".rejected");
    }

    /** Others, for an attempt that goes on from the checkpoint, which then is of these. */
    AttemptFiles anew(ExecutionContext checkpoint) {
        AttemptFiles fresh = new AttemptFiles(folder, place, another());
        Checkpoint.in(checkpoint).ifPresent(covered -> copy(staged(), fresh.staged(), covered.length()));
        if (Rejects.length(checkpoint) > 0) {
            copy(rejected(), fresh.rejected(), Rejects.length(checkpoint));
        }
        checkpoint.putString(ATTEMPT, fresh.suffix);
        return fresh;
    }

    /** What no other attempt has in its name. */
    static String another() {
        return "-" + UUID.randomUUID().toString().substring(0, LETTERS);
    }

    /** A file that is shorter is told of by who opens the copy. */
    private static void copy(Path from, Path to, long length) {
        if (!Files.exists(from)) {
            return;
        }
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long end = Math.min(length, in.size());
            for (long at = 0; at < end; ) {
                at += in.transferTo(at, end - at, out);
            }
            out.force(true);
        } catch (IOException broken) {
            throw DiskFailed.writing("cannot copy what was staged into", to, length, broken);
        }
    }
}
