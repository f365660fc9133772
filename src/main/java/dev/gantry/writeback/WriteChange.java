package dev.gantry.writeback;

import java.util.Optional;

import dev.gantry.job.jq.RowRejected;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryContent;
import dev.gantry.opencloud.EntryVersion;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.StoredEntries;
import dev.gantry.opencloud.StoredEntry;
import dev.gantry.writeback.journal.Journal;
import dev.gantry.writeback.journal.JournalRecord.Intent;
import dev.gantry.writeback.journal.JournalRecord.Outcome;
import dev.gantry.writeback.journal.Result;

/** Changes one entry for one row: reads it, decides, journals, writes, and does so again where somebody else was faster. */
final class WriteChange {

    private static final int MOST_ATTEMPTS = 5;

    private final MakeEntryChanges making;
    private final Edit edit;
    private final Journal journal;
    private final Brake brake;
    private final Task<EntryAddress> task;
    private final Optional<Intent> doubted;

    /** Whether the journal holds an intent of this change that has no outcome yet. */
    private boolean isOpen;

    WriteChange(MakeEntryChanges making, Making.Means means, Task<EntryAddress> task) {
        this.making = making;
        this.edit = making.edit();
        this.journal = means.journal();
        this.brake = means.brake();
        this.task = task;
        this.doubted = task.doubtful().map(MakeEntryChanges::intent);
        this.isOpen = doubted.isPresent();
    }

    /** @throws RowRejected if the row's change cannot be computed */
    Made make() throws InterruptedException {
        try (RunGuards.Count count = making.guards().count()) {
            Optional<StoredEntry> now = read();
            Optional<Made> settled = doubted.isPresent() ? settle(doubted.get(), now) : Optional.empty();
            Made made = settled.isPresent() ? settled.get() : make(now, count);
            if (made instanceof Made.Ended(Result result, String why) && result == Result.DONE) {
                count.isMade();
            }
            return made;
        } catch (Brake.CalledOff calledOff) {
            return new Made.Held();
        } catch (RowRejected rejected) {
            voidIntent();
            throw rejected;
        }
    }

    private Made make(Optional<StoredEntry> read, RunGuards.Count count) throws InterruptedException, Brake.CalledOff {
        Optional<StoredEntry> now = read;
        Optional<Intent> doubtful = doubted;
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            boolean isSentAgain = doubtful.isPresent() && Doubt.of(doubtful.get(), now) instanceof Doubt.NotDone;
            // What may still be on its way was allowed when it was sent, and must not be forgotten.
            Edit allowed = isSentAgain ? edit.regardless() : edit;
            switch (allowed.decide(task.row(), now)) {
                case Decision.Leave(Result result, String why) -> {
                    return end(result, why, version(now));
                }
                case Decision.Locked(String holder) -> {
                    voidIntent();
                    return new Made.Locked(holder);
                }
                case Decision.Change(Optional<EntryContent> after) -> {
                    Intent intent = new Intent(task.number(), task.row().id(), task.about(), now, after);
                    if (!count.allows(isSentAgain)) {
                        voidIntent();
                        return new Made.Held();
                    }
                    if (making.guards().writing().onlyPlans()) {
                        making.planned().add(intent);
                        journal.write(intent);
                        return new Made.Ended(Result.DONE, "");
                    }
                    isOpen = true;
                    journal.writeDurably(intent);
                    switch (send(intent, doubtful.filter(intent::equals).isPresent())) {
                        case SendIntent.Sent.Done(EntryVersion version) -> {
                            return end(Result.DONE, "", version);
                        }
                        case SendIntent.Sent.Refused(OpenCloudException.Refused why) -> {
                            end(Result.FAILED, String.valueOf(why.getMessage()), EntryVersion.NONE);
                            return new Made.Refused(why);
                        }
                        case SendIntent.Sent.Overtaken(Optional<StoredEntry> found) -> {
                            // What was sent before the interruption may have come through just now. Later it cannot.
                            Optional<Made> settled =
                                    doubtful.isPresent() ? settle(doubtful.get(), found) : Optional.empty();
                            if (settled.isPresent()) {
                                return settled.get();
                            }
                            doubtful = Optional.empty();
                            now = found;
                        }
                        case SendIntent.Sent.Unknown(Optional<StoredEntry> found) -> {
                            Optional<Made> settled = settle(intent, found);
                            if (settled.isPresent()) {
                                return settled.get();
                            }
                            now = found;
                        }
                    }
                }
            }
        }
        return end(
                Result.CONFLICT,
                "somebody else wrote it " + MOST_ATTEMPTS + " times while it was to be changed",
                version(now));
    }

    private SendIntent.Sent send(Intent intent, boolean wasSent) throws InterruptedException, Brake.CalledOff {
        SendIntent sending = new SendIntent(making.cloud());
        try {
            return wasSent ? sending.sendAgain(intent) : sending.send(intent, brake);
        } catch (Brake.CalledOff calledOff) {
            voidIntent();
            throw calledOff;
        }
    }

    /** An intent that may be in the journal was never carried out, and is not going to be. */
    private void voidIntent() {
        if (isOpen) {
            isOpen = false;
            journal.write(making.ended(task, Result.VOID, ""));
        }
    }

    /** What is in doubt must be settled, so its reading is not called off. */
    private Optional<StoredEntry> read() throws InterruptedException, Brake.CalledOff {
        Optional<Optional<StoredEntry>> planned = making.planned().of(task.about());
        if (planned.isPresent()) {
            return planned.get();
        }
        return doubted.isPresent()
                ? new StoredEntries(making.cloud()).get(task.about())
                : brake.make(making.cloud(), braked -> new StoredEntries(braked).get(task.about()));
    }

    /**
     * Settles an intent that may have been written before somebody else wrote the entry. Where making the change twice is
     * making it once, what the entry is now tells whether it is still to be made; else nothing tells.
     *
     * @return empty where it was not done
     */
    private Optional<Made> settle(Intent intent, Optional<StoredEntry> now) throws InterruptedException {
        switch (Doubt.of(intent, now)) {
            case Doubt.Done(EntryVersion version) -> {
                return Optional.of(end(Result.DONE, "", version));
            }
            case Doubt.NotDone() -> {
                return Optional.empty();
            }
            case Doubt.Changed changed -> {}
        }
        Edit wanted = edit.regardless();
        boolean twiceIsOnce = intent.after().isPresent()
                && wanted.decide(
                                task.row(),
                                Optional.of(new StoredEntry(intent.after().get(), EntryVersion.NONE)))
                        instanceof Decision.Leave;
        if (!twiceIsOnce) {
            return Optional.of(end(
                    Result.CONFLICT,
                    "the answer to its write was lost, and somebody else wrote it since, so it cannot be told whether it"
                            + " was changed; with once: it could",
                    version(now)));
        }
        if (wanted.decide(task.row(), now) instanceof Decision.Leave(Result result, String why)
                && result != Result.CONFLICT) {
            return Optional.of(end(Result.DONE, "written, and changed by somebody else since", EntryVersion.NONE));
        }
        return Optional.empty();
    }

    private Made end(Result result, String why, EntryVersion version) {
        isOpen = false;
        journal.write(new Outcome(task.number(), task.row().id(), task.about(), result, why, version));
        if (result == Result.DONE) {
            making.ours().add(task.about(), version);
        }
        return new Made.Ended(result, why);
    }

    private static EntryVersion version(Optional<StoredEntry> entry) {
        return entry.map(StoredEntry::version).orElse(EntryVersion.NONE);
    }
}
