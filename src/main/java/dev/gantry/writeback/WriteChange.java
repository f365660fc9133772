package dev.gantry.writeback;

import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.job.jq.RowRejected;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryContent;
import dev.gantry.opencloud.EntryVersion;
import dev.gantry.opencloud.StoredEntries;
import dev.gantry.opencloud.StoredEntry;
import dev.gantry.writeback.journal.Journal;
import dev.gantry.writeback.journal.JournalRecord.Intent;
import dev.gantry.writeback.journal.JournalRecord.Outcome;
import dev.gantry.writeback.journal.Result;

/** Changes one entry for one row: reads it, decides, journals, writes, and does so again where somebody else was faster. */
final class WriteChange {

    private static final int MOST_ATTEMPTS = 5;

    private final Edit edit;
    private final StoredEntries entries;
    private final Journal journal;
    private final SharedState shared;

    WriteChange(Edit edit, StoredEntries entries, Journal journal, SharedState shared) {
        this.edit = edit;
        this.entries = entries;
        this.journal = journal;
        this.shared = shared;
    }

    /**
     * One row's change.
     *
     * @param number of the change
     * @param doubtful an intent of this change whose fate is not known, from before the run was interrupted
     */
    record Task(long number, Row row, EntryAddress address, Optional<Intent> doubtful) {}

    /** @throws RowRejected if the row's change cannot be computed, or Open Cloud does not take it */
    void make(Task task) throws InterruptedException {
        Optional<StoredEntry> now = read(task);
        Optional<Intent> doubtful = task.doubtful();
        if (doubtful.isPresent() && isDoneWith(task, doubtful.get(), now)) {
            return;
        }
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            switch (edit.decide(task.row(), now)) {
                case Decision.Leave(Result result, String why) -> {
                    end(task, result, why, version(now));
                    return;
                }
                case Decision.Change(Optional<EntryContent> after) -> {
                    Intent intent = new Intent(task.number(), task.row().id(), task.address(), now, after);
                    if (attempt == 1) {
                        shared.allowOneMore();
                    }
                    if (shared.writing().onlyPlans()) {
                        shared.plan(intent);
                        journal.write(intent);
                        return;
                    }
                    journal.writeDurably(intent);
                    switch (new SendIntent(entries)
                            .send(intent, doubtful.filter(intent::equals).isPresent())) {
                        case SendIntent.Sent.Done(EntryVersion version) -> {
                            end(task, Result.DONE, "", version);
                            return;
                        }
                        case SendIntent.Sent.Refused(String why) -> throw refused(task, why);
                        case SendIntent.Sent.Overtaken(Optional<StoredEntry> found) -> {
                            // What was sent before the interruption may have come through just now. Later it cannot.
                            if (doubtful.isPresent() && isDoneWith(task, doubtful.get(), found)) {
                                return;
                            }
                            doubtful = Optional.empty();
                            now = found;
                        }
                        case SendIntent.Sent.Unknown(Optional<StoredEntry> found) -> {
                            if (isDoneWith(task, intent, found)) {
                                return;
                            }
                            now = found;
                        }
                    }
                }
            }
        }
        end(
                task,
                Result.CONFLICT,
                "somebody else wrote it " + MOST_ATTEMPTS + " times while it was to be changed",
                version(now));
    }

    private Optional<StoredEntry> read(Task task) throws InterruptedException {
        Optional<Optional<StoredEntry>> planned = shared.planned(task.address());
        return planned.isPresent() ? planned.get() : entries.get(task.address());
    }

    /**
     * Settles an intent that may have been written before somebody else wrote the entry. Where making the change twice is
     * making it once, what the entry is now tells whether it is still to be made; else nothing tells.
     */
    private boolean isDoneWith(Task task, Intent intent, Optional<StoredEntry> now) throws InterruptedException {
        switch (Doubt.of(intent, now)) {
            case Doubt.Done(EntryVersion version) -> {
                end(task, Result.DONE, "", version);
                return true;
            }
            case Doubt.NotDone() -> {
                return false;
            }
            case Doubt.Changed changed -> {}
        }
        boolean twiceIsOnce = intent.after().isPresent()
                && edit.decide(
                                task.row(),
                                Optional.of(new StoredEntry(intent.after().get(), EntryVersion.NONE)))
                        instanceof Decision.Leave;
        if (!twiceIsOnce) {
            end(
                    task,
                    Result.CONFLICT,
                    "the answer to its write was lost, and somebody else wrote it since, so it cannot be told whether it"
                            + " was changed; with once: it could",
                    version(now));
            return true;
        }
        if (edit.decide(task.row(), now) instanceof Decision.Leave(Result result, String why)
                && result != Result.CONFLICT) {
            end(task, Result.DONE, "written, and changed by somebody else since", EntryVersion.NONE);
            return true;
        }
        return false;
    }

    private RowRejected refused(Task task, String why) {
        end(task, Result.FAILED, why, EntryVersion.NONE);
        return new RowRejected(task.row().id(), "row " + task.row().id() + ": " + why);
    }

    private void end(Task task, Result result, String why, EntryVersion version) {
        journal.write(new Outcome(task.number(), task.row().id(), task.address(), result, why, version));
        if (result == Result.DONE) {
            shared.ours().add(task.address(), version);
        }
    }

    private static EntryVersion version(Optional<StoredEntry> entry) {
        return entry.map(StoredEntry::version).orElse(EntryVersion.NONE);
    }
}
