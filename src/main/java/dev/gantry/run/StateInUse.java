package dev.gantry.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * That this process has the state's database open: a shared lock of the operating system's, gone when the process is,
 * however it ends.
 *
 * <p>H2 marks its file as in use by another file, which a killed process leaves behind; the next one watches that for
 * seconds before it distrusts it. Where no process holds the shared lock, whoever left the mark is dead, so it is removed.
 * Coming in is one at a time, by a second lock, so that nobody removes the mark of one who comes in meanwhile.
 */
final class StateInUse implements AutoCloseable {

    private static final String MARK_OF_H2 = "gantry.lock.db";

    /** By folder: POSIX drops a process's locks of a file with any descriptor of it, so there is one for all of a process. */
    private static final Map<Path, Shared> HELD = new HashMap<>();

    private final Path folder;
    private boolean left;

    private StateInUse(Path folder) {
        this.folder = folder;
    }

    /** Where the database is elsewhere, and guards itself. */
    static StateInUse ofNothing() {
        StateInUse nothing = new StateInUse(Path.of(""));
        nothing.left = true;
        return nothing;
    }

    private static final class Shared {
        private final FileChannel channel;
        private int users = 1;

        Shared(FileChannel channel) {
            this.channel = channel;
        }
    }

    /** @param folder of the state, absolute; it exists */
    static StateInUse by(Path folder) {
        synchronized (HELD) {
            @Nullable Shared held = HELD.get(folder);
            if (held == null) {
                HELD.put(folder, new Shared(enter(folder)));
            } else {
                held.users++;
            }
        }
        return new StateInUse(folder);
    }

    private static FileChannel enter(Path folder) {
        try {
            Path locks = Files.createDirectories(folder.resolve("locks"));
            try (FileChannel door = open(locks.resolve("state.door"));
                    FileLock entering = door.lock()) {
                FileChannel users = open(locks.resolve("state.users"));
                @Nullable FileLock alone = users.tryLock();
                if (alone != null) {
                    Files.deleteIfExists(folder.resolve(MARK_OF_H2));
                    alone.release();
                }
                users.lock(0, Long.MAX_VALUE, true);
                return users;
            }
        } catch (IOException refused) {
            throw new StateUnusable(
                    "The state in " + folder + " cannot be used, because its locks cannot be taken: "
                            + refused.getMessage()
                            + ". Run Gantry where it may write, or name another folder as gantry.state in config/application.yml.",
                    refused);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** To be called when the database is closed. */
    @Override
    public void close() {
        synchronized (HELD) {
            @Nullable Shared held = HELD.get(folder);
            if (left || held == null) {
                return;
            }
            left = true;
            held.users--;
            if (held.users == 0) {
                HELD.remove(folder);
                try {
                    held.channel.close();
                } catch (IOException refused) {
                    throw new UncheckedIOException("the locks of " + folder + " cannot be let go", refused);
                }
            }
        }
    }
}
