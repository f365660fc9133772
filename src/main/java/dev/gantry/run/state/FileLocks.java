package dev.gantry.run.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * One run of a job at a time on this machine: a lock file a job, held by the process that runs it. The operating system
 * lets go of it when that process ends, however it ends, so a lock tells the living from the dead.
 */
public final class FileLocks implements JobLocks {

    private final Path folder;

    /** Jobs whose lock this process has: POSIX drops a lock when any descriptor of its file closes, so no other is opened. */
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    public FileLocks(Path state) {
        this.folder = state.resolve("locks");
    }

    @Override
    public Optional<Held> take(String job) {
        if (!held.add(job)) {
            return Optional.empty();
        }
        Optional<FileChannel> locked = Optional.empty();
        try {
            locked = lock(job);
            return locked.map(channel -> (Held) new InFile(channel, () -> held.remove(job)));
        } catch (IOException refused) {
            throw new UncheckedIOException("the lock " + file(job) + " cannot be taken", refused);
        } finally {
            if (locked.isEmpty()) {
                held.remove(job);
            }
        }
    }

    @Override
    public boolean isHeld(String job) {
        if (held.contains(job)) {
            return true;
        }
        if (!Files.exists(file(job))) {
            return false;
        }
        Optional<Held> taken = take(job);
        taken.ifPresent(Held::close);
        return taken.isEmpty();
    }

    private Optional<FileChannel> lock(String job) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel = FileChannel.open(file(job), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(channel);
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

    private record InFile(FileChannel channel, Runnable afterwards) implements Held {

        @Override
        public boolean isSure() {
            return true;
        }

        @Override
        public void check() {
            // Nobody takes it from a process that lives.
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException refused) {
                throw new UncheckedIOException("a job's lock cannot be let go", refused);
            } finally {
                afterwards.run();
            }
        }
    }
}
