package dev.gantry.opencloud.http;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that is there whole or not at all: written under another name beside it, synced, renamed, folder synced. */
public final class WholeFile {

    private static final Logger LOG = LoggerFactory.getLogger(WholeFile.class);

    private WholeFile() {}

    /** Where to write what is to become the file. */
    public static Path unfinished(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".unfinished");
    }

    /** Gives what was written its name, in place of what had it. Returns its bytes. */
    public static long show(Path unfinished, Path file) throws IOException {
        long size;
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            channel.force(true);
            size = channel.size();
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            syncFolder(folder);
        }
        return size;
    }

    /** Removes what did not become the file. A leftover that cannot be removed is overwritten by the next one. */
    public static void discard(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException stuck) {
            LOG.warn("{} could not be removed ({}).", unfinished, stuck.toString());
        }
    }

    /** Makes the names in a folder durable. Windows cannot and need not. */
    private static void syncFolder(Path folder) throws IOException {
        if (File.separatorChar == '\\') {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
