package dev.gantry.sink.order;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/** Cuts records in order into batches, and keeps of those with the same key the last; for one thread. */
final class Batches implements AutoCloseable {
    private static final int BATCH = 256 << 10;

    private final SortBy by;
    private final boolean isUnique;
    private final Cursor records;
    private final Repeated repeated;
    private final Bytes lastKey = new Bytes();
    private final Bytes lastRemoved = new Bytes();
    private boolean hasLastWholeKey;
    private int lastFolderLength;
    private int lastRowAt;
    private String folder = "";
    private Bytes text = new Bytes();
    private boolean isAtEnd;

    /** @param isUnique whether of rows of one key only the last is to come */
    Batches(SortBy by, boolean isUnique, Cursor records, Repeated repeated) {
        this.by = by;
        this.isUnique = isUnique;
        this.records = records;
        this.repeated = repeated;
    }

    /** The next rows; null after the last. */
    @Nullable Batch next() {
        while (!isAtEnd) {
            if (!records.next()) {
                isAtEnd = true;
                repeated.close();
                return text.length() == 0 ? null : cut();
            }
            Batch full = add(records.bytes(), records.at());
            if (full != null) {
                return full;
            }
        }
        return null;
    }

    private @Nullable Batch add(byte[] in, int at) {
        Batch full = null;
        if (isUnique && hasLastWholeKey && lastKey.is(in, KeyedRow.keyAt(at), KeyedRow.keyLength(in, at))) {
            repeated.add(text.array(), lastRowAt, text.length() - 1 - lastRowAt, lastRemoved);
            text.cut(lastRowAt);
        } else if (!isSameFolder(in, at) || text.length() >= BATCH) {
            full = text.length() == 0 ? null : cut();
            folder = FolderNames.of(by, in, KeyedRow.keyAt(at));
        }
        lastRowAt = text.length();
        text.add(in, KeyedRow.rowAt(in, at), KeyedRow.rowLength(in, at)).add('\n');
        remember(in, at);
        return full;
    }

    private boolean isSameFolder(byte[] in, int at) {
        int length = KeyedRow.folderLength(in, at);
        return length == lastFolderLength
                && Arrays.equals(in, KeyedRow.keyAt(at), KeyedRow.keyAt(at) + length, lastKey.array(), 0, length);
    }

    private void remember(byte[] in, int at) {
        lastKey.set(in, KeyedRow.keyAt(at), KeyedRow.keyLength(in, at));
        lastFolderLength = KeyedRow.folderLength(in, at);
        hasLastWholeKey = KeyedRow.hasWholeKey(in, at);
        if (isUnique) {
            lastRemoved.set(in, KeyedRow.removedAt(in, at), KeyedRow.removedLength(in, at));
        }
    }

    private Batch cut() {
        Batch batch = new Batch(folder, text.array(), text.length());
        text = new Bytes();
        return batch;
    }

    @Override
    public void close() {
        try (records) {
            repeated.close();
        }
    }
}
