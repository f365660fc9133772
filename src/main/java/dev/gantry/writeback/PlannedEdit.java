package dev.gantry.writeback;

import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryVersion;
import dev.gantry.opencloud.StoredEntry;
import dev.gantry.writeback.journal.JournalRecord.Intent;
import dev.gantry.writeback.journal.RecordJson;

/**
 * What a plan, or the inverse of a journal, wants of entries: its rows are intents. An entry that is not what it was is left
 * alone.
 *
 * @param ours this run's own writes: several changes of one entry follow one another
 */
record PlannedEdit(OwnWrites ours) implements Edit {

    private static Intent intent(Row row) {
        return (Intent) RecordJson.record(row.json());
    }

    @Override
    public EntryAddress address(Row row) {
        return intent(row).address();
    }

    @Override
    public Decision decide(Row row, Optional<StoredEntry> now) {
        Intent intent = intent(row);
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
