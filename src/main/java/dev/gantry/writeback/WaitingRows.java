package dev.gantry.writeback;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import dev.gantry.writeback.journal.RowLog;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The rows of a partition that wait: for an entry that is locked, or for a run that was stopped to go on. In memory are their
 * numbers and when they are due; the rows are in a log, as the last checkpoint knew them. Those of one entry stay in their order.
 */
final class WaitingRows implements AutoCloseable {

    private static final String LENGTH = "gantry.waiting.length";
    private static final String DONE = "done";

    private final RowLog log;
    private final TreeMap<Long, Waiting> waiting = new TreeMap<>();
    private final Map<Integer, Integer> keys = new HashMap<>();
    private final List<KeptRow> added = new ArrayList<>();
    private final Map<Long, Instant> addedDue = new HashMap<>();

    private record Waiting(int key, RowLog.Place place, Instant due) {}

    private WaitingRows(RowLog log) {
        this.log = log;
    }

    /** As the checkpoint left them; all are due. */
    static WaitingRows open(Path file, ExecutionContext context) {
        WaitingRows rows = new WaitingRows(RowLog.open(file, context.getLong(LENGTH, 0)));
        rows.log.each((place, line) -> {
            if (line.has(DONE)) {
                rows.forget(line.path(DONE).asLong());
            } else {
                int key = line.path(KeptRow.KEY).asInt();
                rows.remember(line.path(KeptRow.NUMBER).asLong(), new Waiting(key, place, Instant.MIN));
            }
        });
        return rows;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether a row waits whose entry has that key: later ones wait behind it. */
    boolean hasKey(int key) {
        return keys.containsKey(key);
    }

    /** When the first of them is due that is not behind another one; empty: none waits. */
    Optional<Instant> nextDue() {
        Set<Integer> seen = new HashSet<>();
        return waiting.values().stream()
                .filter(each -> seen.add(each.key()))
                .map(Waiting::due)
                .min(Instant::compareTo);
    }

    /** Those that are due, in the order of their numbers; none before an earlier one of its key. */
    List<KeptRow> due(Instant now, int most) {
        List<KeptRow> due = new ArrayList<>();
        Set<Integer> passedOver = new HashSet<>();
        for (Waiting each : waiting.values()) {
            if (due.size() == most) {
                break;
            }
            if (each.due().isAfter(now) || passedOver.contains(each.key())) {
                passedOver.add(each.key());
            } else {
                due.add(KeptRow.of(log.at(each.place())));
            }
        }
        return due;
    }

    /** One that waits already goes on waiting. */
    void putOff(long number, Instant due) {
        waiting.computeIfPresent(number, (same, former) -> new Waiting(former.key(), former.place(), due));
    }

    boolean has(long number) {
        return waiting.containsKey(number);
    }

    /** Another one waits from now on, or more is known of one that waits. */
    void add(KeptRow row, Instant due) {
        added.add(row);
        addedDue.put(row.number(), due);
    }

    /** It waits no longer. */
    void done(long number) {
        if (waiting.containsKey(number)) {
            forget(number);
            log.add(JsonNodeFactory.instance.objectNode().put(DONE, number));
        }
    }

    /** Makes it durable. */
    void flush() {
        log.flush();
        added.forEach(row -> log.add(row.line()));
        List<RowLog.Place> places = log.flush();
        for (int i = 0; i < added.size(); i++) {
            KeptRow row = added.get(i);
            Instant due = addedDue.getOrDefault(row.number(), Instant.MIN);
            remember(row.number(), new Waiting(row.key(), places.get(i), due));
        }
        added.clear();
        addedDue.clear();
    }

    void update(ExecutionContext context) {
        context.putLong(LENGTH, log.length());
    }

    private void remember(long number, Waiting row) {
        forget(number);
        waiting.put(number, row);
        keys.merge(row.key(), 1, Integer::sum);
    }

    private void forget(long number) {
        Waiting former = waiting.remove(number);
        if (former != null) {
            int left = keys.getOrDefault(former.key(), 1) - 1;
            if (left == 0) {
                keys.remove(former.key());
            } else {
                keys.put(former.key(), left);
            }
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
