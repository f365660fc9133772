package dev.gantry.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A disk is full, damaged, gone or read-only: not the user's mistake and not a bug. What a checkpoint covers is kept, and the
 * message says which file or folder and what to do, most often to make room and {@code gantry resume}.
 */
public final class DiskFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final long UNKNOWN = -1;
    private static final String KEPT = "Everything up to the last checkpoint is kept: ";

    public DiskFailed(String message) {
        super(message);
    }

    private DiskFailed(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same of a command that has no checkpoint, but may be given again: what to do then. */
    public DiskFailed toBeRepeated(String command) {
        String message = String.valueOf(getMessage());
        int advice = message.indexOf(KEPT);
        return new DiskFailed(
                (advice < 0 ? message + " " : message.substring(0, advice))
                        + "Nothing that was there is lost, and what was" + " done stays done: put this right, then `"
                        + command + "` again does the rest.",
                this);
    }

    /**
     * @param doing what failed, as in "cannot write the staging log"
     * @param needed bytes the failed step wanted
     */
    public static DiskFailed writing(String doing, Path path, long needed, IOException cause) {
        if (!isFull(cause)) {
            return other(doing, path, cause);
        }
        Path folder = folderOf(path);
        return new DiskFailed(
                doing + " " + path + ": no space left on the disk of " + folder + ", where "
                        + mebibytes(free(folder)) + " are free and the next step needs at least " + mebibytes(needed)
                        + ". " + KEPT + "make room, then `gantry resume` goes on from it.",
                cause);
    }

    /** Any other trouble with a file or folder. */
    public static DiskFailed other(String doing, Path path, IOException cause) {
        return new DiskFailed(
                doing + " " + path + ": " + reason(cause)
                        + ". " + KEPT + "put this right, then"
                        + " `gantry resume` goes on from it.",
                cause);
    }

    /** What is to be read cannot be. */
    public static DiskFailed reading(Location what, IOException cause) {
        return new DiskFailed(
                "cannot read " + what + ": " + reason(cause)
                        + ". " + KEPT + "put this right, then"
                        + " `gantry resume` goes on from it.",
                cause);
    }

    /** Linux and macOS, quotas, Windows. */
    private static boolean isFull(IOException cause) {
        String message = reason(cause).toLowerCase(Locale.ROOT);
        return message.contains("no space left")
                || message.contains("quota exceeded")
                || message.contains("not enough space");
    }

    /** In words, where Java has only the name of an exception and the file's once more. */
    public static String reason(IOException cause) {
        String message = cause.getMessage();
        return switch (cause) {
            case NoSuchFileException missing -> "there is no such file";
            case AccessDeniedException denied -> "access is denied";
            default ->
                cause.getClass() == IOException.class && message != null
                        ? message
                        : cause.getClass().getSimpleName() + (message == null ? "" : " " + message);
        };
    }

    private static Path folderOf(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? path : parent;
    }

    private static long free(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static String mebibytes(long bytes) {
        return bytes == UNKNOWN
                ? "an unknown number of MiB"
                : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }
}
