package dev.gantry.writeback;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.gantry.opencloud.EntryVersion;
import dev.gantry.opencloud.StoredEntries;
import dev.gantry.opencloud.StoredEntry;
import dev.gantry.writeback.journal.JournalRecord.Intent;
import dev.gantry.writeback.journal.JournalRecord.Outcome;
import dev.gantry.writeback.journal.Result;

/**
 * What reading the changed entries again has shown.
 *
 * @param asWritten entries that are what was written
 * @param changedSince entries that somebody else has written since
 * @param otherwise entries that nobody else has written, and that are not what was written
 */
public record ReadBack(long asWritten, long changedSince, long otherwise) {

    private static final int AT_ONCE = 1_000;

    /** Reads every entry that a run has changed. */
    static ReadBack of(Path journals, StoredEntries entries, OwnWrites ours) throws InterruptedException {
        ReadBack[] so = {new ReadBack(0, 0, 0)};
        List<JournaledChange> some = new ArrayList<>();
        boolean[] interrupted = new boolean[1];
        JournaledChange.each(journals, change -> {
            boolean isMade = change.outcome()
                    .filter(outcome -> outcome.result() == Result.DONE)
                    .isPresent();
            if (isMade && change.intent().isPresent()) {
                some.add(change);
            }
            interrupted[0] = some.size() == AT_ONCE && !read(some, entries, ours, so);
            return !interrupted[0];
        });
        if (interrupted[0] || !read(some, entries, ours, so)) {
            throw new InterruptedException("interrupted while changed entries were read again");
        }
        return so[0];
    }

    /** @return whether it was not interrupted */
    private static boolean read(List<JournaledChange> some, StoredEntries entries, OwnWrites ours, ReadBack[] so) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ReadBack>> all = some.stream()
                    .map(change -> threads.submit(() -> read(change, entries, ours)))
                    .toList();
            for (Future<ReadBack> each : all) {
                so[0] = so[0].plus(each.get());
            }
            some.clear();
            return true;
        } catch (InterruptedException stopped) {
            return false;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(failed.getCause());
        }
    }

    private static ReadBack read(JournaledChange change, StoredEntries entries, OwnWrites ours)
            throws InterruptedException {
        if (!(change.intent().orElseThrow() instanceof Intent intent)
                || !(change.outcome().orElseThrow() instanceof Outcome outcome)) {
            throw new IllegalStateException("the journal of changed entries holds a change of something else");
        }
        EntryVersion written = outcome.version();
        Optional<StoredEntry> now = entries.get(intent.address());
        EntryVersion found = now.map(StoredEntry::version).orElse(EntryVersion.NONE);
        boolean isLast = intent.after().isEmpty() ? now.isEmpty() : found.equals(written);
        if (!isLast) {
            // A later change of this run to the same entry is looked at for itself.
            return now.isPresent() && ours.made(intent.address(), found)
                    ? new ReadBack(0, 0, 0)
                    : new ReadBack(0, 1, 0);
        }
        return Contents.isAs(intent.after(), now) ? new ReadBack(1, 0, 0) : new ReadBack(0, 0, 1);
    }

    private ReadBack plus(ReadBack more) {
        return new ReadBack(asWritten + more.asWritten, changedSince + more.changedSince, otherwise + more.otherwise);
    }

    /** Whether nothing speaks against going on. */
    public boolean isClean() {
        return changedSince == 0 && otherwise == 0;
    }

    /** For people. */
    public String text() {
        String text = String.format(
                Locale.ROOT,
                "changed first and read again: %,d as written, %,d changed by somebody else since",
                asWritten,
                changedSince);
        return otherwise == 0
                ? text
                : text + String.format(Locale.ROOT, ", %,d NOT as written though nobody else wrote them", otherwise);
    }
}
