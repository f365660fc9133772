package dev.gantry.writeback;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.gantry.writeback.journal.RowLog;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * The rows of a partition that are not in the sample which is changed first, in their order, until the run is told to go on: a
 * log that is read from its beginning, so that memory does not grow with it.
 */
final class HeldRows implements AutoCloseable {

    private static final String LENGTH = "gantry.held.length";
    private static final String FRAME = "gantry.held.frame";
    private static final String LINE = "gantry.held.line";

    private final RowLog log;
    private RowLog.Place next;

    private HeldRows(RowLog log, RowLog.Place next) {
        this.log = log;
        this.next = next;
    }

    static HeldRows open(Path file, ExecutionContext context) {
        RowLog.Place next = new RowLog.Place(context.getLong(FRAME, 0), context.getInt(LINE, 0));
        return new HeldRows(RowLog.open(file, context.getLong(LENGTH, 0)), next);
    }

    /** Whether none is left. */
    boolean isEmpty() {
        return log.isEnd(next);
    }

    void add(KeptRow row) {
        log.add(row.line());
    }

    /** The next ones, which are then no longer held. */
    List<KeptRow> take(int most) {
        List<KeptRow> rows = new ArrayList<>();
        while (rows.size() < most && !log.isEnd(next)) {
            rows.add(KeptRow.of(log.at(next)));
            next = log.after(next);
        }
        return rows;
    }

    void flush() {
        log.flush();
    }

    void update(ExecutionContext context) {
        context.putLong(LENGTH, log.length());
        context.putLong(FRAME, next.frame());
        context.putInt(LINE, next.line());
    }

    @Override
    public void close() {
        log.close();
    }
}
