package dev.gantry.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * One run of a job at a time on this machine: a lock file a job, held by the process that runs it. The operating system
 * lets go of it when that process ends, however it ends, so a lock tells the living from the dead.
 */
final class JobLocks {

    private final Path folder;

    JobLocks(Path state) {
        this.folder = state.resolve("locks");
    }

    /** Takes the lock; empty when somebody has it. */
    Optional<Held> take(String job) {
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(file(job), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new Held(channel));
        } catch (IOException refused) {
            throw new UncheckedIOException("the lock " + file(job) + " cannot be taken", refused);
        }
    }

    boolean isHeld(String job) {
        if (!Files.exists(file(job))) {
            return false;
        }
        Optional<Held> taken = take(job);
        taken.ifPresent(Held::close);
        return taken.isEmpty();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private Path file(String job) {
        return folder.resolve(job + ".lock");
    }

    /** A lock in hand. */
    record Held(FileChannel channel) implements AutoCloseable {

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException refused) {
                throw new UncheckedIOException("a job's lock cannot be let go", refused);
            }
        }
    }
}
