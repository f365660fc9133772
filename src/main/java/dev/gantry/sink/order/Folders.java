package dev.gantry.sink.order;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.gantry.job.UserMistake;

/** The folders that rows go to, counted so that there are never more than a file system and a reader can bear. For several threads. */
final class Folders {
    static final int MOST = 10_000;

    private final SortBy by;
    private final Set<ByteBuffer> seen = ConcurrentHashMap.newKeySet();
    private volatile boolean hasEmptyText;

    Folders(SortBy by) {
        this.by = by;
    }

    /** Told of the folder's part of a key. */
    void add(byte[] in, int start, int length) {
        if (by.folders().isEmpty()) {
            return;
        }
        if (seen.contains(ByteBuffer.wrap(in, start, length))) {
            return;
        }
        String folder = FolderNames.of(by, in, start); // refuses names that no file system takes
        byte[] copy = new byte[length];
        System.arraycopy(in, start, copy, 0, length);
        seen.add(ByteBuffer.wrap(copy));
        if (seen.size() > MOST) {
            throw new UserMistake(
                    "partition-by: " + String.join(", ", by.folders())
                            + " would make more than 10,000 folders (one of them " + folder
                            + "), too many for whoever reads them. Nothing was published; partition by a column of fewer different values.");
        }
    }

    /** A text without a character, which shares the folder of null. */
    void tellEmptyText() {
        hasEmptyText = true;
    }

    boolean hasEmptyText() {
        return hasEmptyText;
    }
}
