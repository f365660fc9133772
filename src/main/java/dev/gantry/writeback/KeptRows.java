package dev.gantry.writeback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import dev.gantry.files.DiskFailed;
import dev.gantry.opencloud.limits.Time;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * The rows of a partition that are kept for later: those that wait, and those that are not in the sample which is changed first.
 * As durable as the checkpoint: what was kept beyond it comes again, and is then known by the journal.
 */
final class KeptRows implements AutoCloseable {

    private static final String FIRST = "gantry.held.first";
    private static final String WAITING = ".waiting";
    private static final String HELD = ".held";

    private final CanaryWatch canary;
    private final WaitingRows waiting;
    private final HeldRows held;

    /** The key of the first row's lane, which is always in the sample; empty: there was none yet. */
    private Optional<Integer> first;

    private boolean hasEnded;

    private KeptRows(CanaryWatch canary, WaitingRows waiting, HeldRows held, Optional<Integer> first) {
        this.canary = canary;
        this.waiting = waiting;
        this.held = held;
        this.first = first;
    }

    /** @param journal beside which they are */
    static KeptRows open(Path journal, ExecutionContext context, CanaryWatch canary) {
        String name = String.valueOf(journal.getFileName()).replace(".journal", "");
        return new KeptRows(
                canary,
                WaitingRows.open(journal.resolveSibling(name + WAITING), context),
                HeldRows.open(journal.resolveSibling(name + HELD), context),
                context.containsKey(FIRST) ? Optional.of(context.getInt(FIRST)) : Optional.empty());
    }

    /** When a run is done nothing of them is needed any more: they hold players' data. */
    static void remove(Path journals) {
        if (!Files.isDirectory(journals)) {
            return;
        }
        try (Stream<Path> files = Files.list(journals)) {
            for (Path each : files.filter(KeptRows::isOurs).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException failed) {
            throw DiskFailed.other("cannot remove what waited in", journals, failed);
        }
    }

    private static boolean isOurs(Path file) {
        return file.toString().endsWith(WAITING) || file.toString().endsWith(HELD);
    }

    /** All rows have come: whether there are still some here. */
    boolean hasMore() {
        hasEnded = true;
        return !waiting.isEmpty() || !held.isEmpty();
    }

    /** Whether the sample is made, and the run was not told to go on. */
    boolean isHeld() {
        return canary.isFull() || (hasEnded && canary.samples() && !held.isEmpty());
    }

    /** Sleeps until one is due, but not for long, so that the run is seen to live and can be stopped. */
    void awaitDue(Time time, Duration longest, BooleanSupplier stopping) throws InterruptedException {
        Optional<Instant> next = waiting.nextDue();
        boolean goesOnAtOnce = isHeld() || (!held.isEmpty() && hasEnded);
        if (next.isPresent() && !goesOnAtOnce && hasEnded && !stopping.getAsBoolean()) {
            Instant now = time.now();
            if (next.get().isAfter(now)) {
                Duration until = Duration.between(now, next.get());
                time.sleep(until.compareTo(longest) < 0 ? until : longest);
            }
        }
    }

    /** Those that are to be tried again now. */
    List<KeptRow> due(Instant now, int most) {
        if (isHeld()) {
            return List.of();
        }
        List<KeptRow> due = new ArrayList<>(waiting.due(now, most));
        if (!canary.samples()) {
            for (KeptRow each : held.take(most - due.size())) {
                if (waiting.hasKey(each.key())) {
                    waiting.add(each, Instant.MIN);
                } else {
                    due.add(each);
                }
            }
        }
        return due;
    }

    /** Keeps a row that is not to be tried now: not in the sample, or behind another one of its lane. */
    boolean keepsAtOnce(Task<?> task, String lane) {
        int key = KeptRow.key(lane);
        if (canary.samples()) {
            if (first.isEmpty()) {
                first = Optional.of(key);
            }
            if (!canary.takes(key) && !first.get().equals(key)) {
                held.add(KeptRow.of(task, key, Optional.empty()));
                return true;
            }
        }
        if (!waiting.hasKey(key)) {
            return false;
        }
        waiting.add(KeptRow.of(task, key, Optional.empty()), Instant.MIN);
        return true;
    }

    /** A row goes on waiting, or begins to. */
    void keep(Task<?> task, String lane, Instant due, Optional<Instant> lockedSince) {
        Optional<Instant> since = lockedSince.or(task::lockedSince);
        if (waiting.has(task.number()) && since.equals(task.lockedSince())) {
            waiting.putOff(task.number(), due);
        } else {
            waiting.add(KeptRow.of(task, KeptRow.key(lane), since), due);
        }
    }

    /** A change has its outcome. */
    void done(long number) {
        waiting.done(number);
    }

    void flush() {
        waiting.flush();
        held.flush();
    }

    void update(ExecutionContext context) {
        waiting.update(context);
        held.update(context);
        first.ifPresent(key -> context.putInt(FIRST, key));
    }

    @Override
    public void close() {
        waiting.close();
        held.close();
    }
}
