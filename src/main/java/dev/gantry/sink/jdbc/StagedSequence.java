package dev.gantry.sink.jdbc;

import java.util.Iterator;
import java.util.List;

import dev.gantry.sink.Staged;
import dev.gantry.sink.staging.StagedRows;
import org.jspecify.annotations.Nullable;

/** The rows of all logs, one after the other. */
final class StagedSequence implements AutoCloseable {
    private final Iterator<Staged> logs;
    private @Nullable StagedRows open;
    private long count;
    private long bytes;
    private int start;

    /** @param skipped rows that are passed over */
    StagedSequence(List<Staged> logs, long skipped) {
        this.logs = logs.iterator();
        while (count < skipped && next()) {
            rows().tokens().skipChildren();
        }
        mark();
    }

    /** Moves to the next row; whoever calls has consumed the one before. */
    boolean next() {
        if (open != null) {
            bytes += Math.max(0, open.tokenEnd() - start);
        }
        while (open == null || !open.next()) {
            close();
            if (!logs.hasNext()) {
                return false;
            }
            Staged log = logs.next();
            open = StagedRows.open(log.file(), log.length());
        }
        start = open.tokenStart();
        count++;
        return true;
    }

    StagedRows rows() {
        if (open == null) {
            throw new IllegalStateException("next() comes first");
        }
        return open;
    }

    /** Rows so far, those passed over among them. */
    long count() {
        return count;
    }

    /** Bytes of JSON since the last mark, about. */
    long bytesSince() {
        return bytes;
    }

    void mark() {
        bytes = 0;
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
