package dev.gantry.source.walk;

import java.time.Instant;
import java.util.List;

import dev.gantry.job.Row;

/**
 * Rows that were taken for a time.
 *
 * @param id by which they are acknowledged together
 * @param until when they come again at the earliest, by the queue's own clock
 * @param rows whose ids tell them apart, however often they come
 * @param bytes they took on the wire
 */
public record Lease(String id, Instant until, List<Row> rows, int bytes) {

    public Lease {
        rows = List.copyOf(rows);
    }

    List<String> ids() {
        return rows.stream().map(Row::id).toList();
    }
}
