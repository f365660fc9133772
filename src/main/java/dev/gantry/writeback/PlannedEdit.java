package dev.gantry.writeback;

import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryVersion;
import dev.gantry.opencloud.StoredEntries;
import dev.gantry.opencloud.StoredEntry;
import dev.gantry.writeback.journal.JournalRecord;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.JournalRecord.Acted;
import dev.gantry.writeback.journal.JournalRecord.Intent;
import dev.gantry.writeback.journal.JournalRecord.Outcome;
import dev.gantry.writeback.journal.RecordJson;
import dev.gantry.writeback.journal.Target;

/**
 * What a plan, or the inverse of a journal, wants of entries: its rows are intents. An entry that is not what it was is left
 * alone.
 *
 * @param ours this run's own writes: several changes of one entry follow one another
 * @param entries where older versions are looked for
 */
record PlannedEdit(OwnWrites ours, StoredEntries entries) implements Edit {

    /** The row that an intent becomes, or the outcome of one that is lost. */
    static Row row(JournalRecord record) {
        return new Row(record.row(), RecordJson.of(record));
    }

    @Override
    public EntryAddress address(Row row) {
        return switch (RecordJson.record(row.json())) {
            case Intent intent -> intent.address();
            case Outcome lost -> lost.address();
            case Act act -> throw noEntry(act.target());
            case Acted acted -> throw noEntry(acted.target());
        };
    }

    @Override
    public Decision decide(Row row, Optional<StoredEntry> now) throws InterruptedException {
        return switch (RecordJson.record(row.json())) {
            case Intent intent -> decide(intent, now);
            case Outcome lost -> revive(lost, now);
            case Act act -> throw noEntry(act.target());
            case Acted acted -> throw noEntry(acted.target());
        };
    }

    private static IllegalStateException noEntry(Target target) {
        return new IllegalStateException("the journal of changed entries holds a change of " + target.name());
    }

    /** What a change was made over is lost with a part of its journal; Roblox still has it if the change was a deletion. */
    private Decision revive(Outcome lost, Optional<StoredEntry> now) throws InterruptedException {
        if (now.isPresent()) {
            return Decision.conflict("what was there before is in a damaged part of the journal");
        }
        return entries.beforeDeletion(lost.address(), lost.version())
                .<Decision>map(before -> new Decision.Change(Optional.of(before)))
                .orElse(Decision.conflict("what was there before is in a damaged part of the journal, and Roblox has no"
                        + " version of it, or something was written since"));
    }

    private Decision decide(Intent intent, Optional<StoredEntry> now) {
        if (isAsExpected(intent, now)) {
            return new Decision.Change(intent.after());
        }
        return Contents.isAs(intent.after(), now) ? Decision.unchanged() : Decision.conflict(difference(intent, now));
    }

    private boolean isAsExpected(Intent intent, Optional<StoredEntry> now) {
        if (intent.before().isEmpty() || now.isEmpty()) {
            return intent.before().isEmpty() && now.isEmpty();
        }
        StoredEntry expected = intent.before().get();
        EntryVersion found = now.get().version();
        return expected.version().equals(found)
                || (Contents.areSame(expected.content(), now.get().content()) && ours.made(intent.address(), found));
    }

    private static String difference(Intent intent, Optional<StoredEntry> now) {
        return "it was changed since: expected " + version(intent.before()) + ", found " + version(now);
    }

    private static String version(Optional<StoredEntry> entry) {
        return entry.map(stored -> stored.version().revision())
                .map(revision -> revision.isEmpty() ? "what the change before makes of it" : "revision " + revision)
                .orElse("no entry");
    }
}
