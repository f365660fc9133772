package dev.gantry.writeback;

import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryVersion;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.StoredEntries;
import dev.gantry.opencloud.StoredEntry;
import dev.gantry.writeback.journal.Journal;
import dev.gantry.writeback.journal.JournalRecord.Begin;
import dev.gantry.writeback.journal.JournalRecord.End;
import dev.gantry.writeback.journal.JournalRecord.Intent;
import dev.gantry.writeback.journal.JournalRecord.Outcome;
import dev.gantry.writeback.journal.Result;

/**
 * Changes entries of data stores.
 *
 * @param ours this run's own writes
 * @param planned what a run that only plans has planned
 */
record MakeEntryChanges(Edit edit, OpenCloud cloud, RunGuards guards, OwnWrites ours, PlannedEntries planned)
        implements Making<EntryAddress> {

    @Override
    public void check(Row row) {
        edit.address(row);
    }

    @Override
    public EntryAddress about(Row row) {
        return edit.address(row);
    }

    @Override
    public String lane(Row row, EntryAddress address) {
        return address.dataStore() + "\0" + address.scope() + "\0" + address.id();
    }

    @Override
    public Made make(Task<EntryAddress> task, Means means) throws InterruptedException {
        return new WriteChange(this, means, task).make();
    }

    @Override
    public void settle(Begin doubtful, Journal journal) throws InterruptedException {
        Intent intent = intent(doubtful);
        switch (Doubt.of(intent, new StoredEntries(cloud).get(intent.address()))) {
            case Doubt.Done(EntryVersion version) -> end(intent, journal, Result.DONE, version);
            case Doubt.NotDone() -> sendAgain(intent, journal);
            case Doubt.Changed changed -> {} // decided when its row comes again
        }
    }

    private void sendAgain(Intent intent, Journal journal) throws InterruptedException {
        switch (new SendIntent(cloud).sendAgain(intent)) {
            case SendIntent.Sent.Done(EntryVersion version) -> end(intent, journal, Result.DONE, version);
            case SendIntent.Sent.Overtaken overtaken -> end(intent, journal, Result.VOID, EntryVersion.NONE);
            case SendIntent.Sent.Unknown unknown -> {} // decided when its row comes again
            case SendIntent.Sent.Refused refusal -> {} // refused again when its row comes again
        }
    }

    private void end(Intent intent, Journal journal, Result result, EntryVersion version) {
        journal.write(new Outcome(intent.change(), intent.row(), intent.address(), result, "", version));
        if (result == Result.DONE) {
            ours.add(intent.address(), version);
            guards.alsoMade();
        }
    }

    @Override
    public End ended(Task<EntryAddress> task, Result result, String why) {
        return new Outcome(task.number(), task.row().id(), task.about(), result, why, EntryVersion.NONE);
    }

    @Override
    public Optional<ReadBack> readBack(Begin begin, End end) throws InterruptedException {
        Intent intent = intent(begin);
        EntryVersion written = end instanceof Outcome outcome ? outcome.version() : EntryVersion.NONE;
        Optional<StoredEntry> now = new StoredEntries(cloud).get(intent.address());
        EntryVersion found = now.map(StoredEntry::version).orElse(EntryVersion.NONE);
        boolean isLast = intent.after().isEmpty() ? now.isEmpty() : found.equals(written);
        if (!isLast) {
            return now.isPresent() && ours.made(intent.address(), found)
                    ? Optional.empty()
                    : Optional.of(ReadBack.CHANGED_SINCE);
        }
        return Optional.of(Contents.isAs(intent.after(), now) ? ReadBack.AS_WRITTEN : ReadBack.OTHERWISE);
    }

    static Intent intent(Begin begin) {
        if (begin instanceof Intent intent) {
            return intent;
        }
        throw new IllegalStateException("the journal of changed entries holds a change of something else");
    }
}
