package dev.gantry.writeback;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryVersion;
import dev.gantry.opencloud.StoredEntry;
import dev.gantry.writeback.journal.JournalFile;
import dev.gantry.writeback.journal.JournalRecord.Intent;

/**
 * What entries will be after the changes that a plan has for them: a second change of one is computed from the first. Safe for many
 * threads.
 */
final class PlannedEntries {

    private static final int REMEMBERED = 2_000;

    private final Writing writing;
    private final Set<Integer> planned = new HashSet<>();
    private final Map<EntryAddress, Optional<StoredEntry>> newest = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<EntryAddress, Optional<StoredEntry>> eldest) {
            return size() > REMEMBERED;
        }
    };

    PlannedEntries(Writing writing) {
        this.writing = writing;
        if (writing.onlyPlans()) {
            Tally.intents(
                    writing.journals(), intent -> planned.add(intent.address().hashCode()));
        }
    }

    /** What an entry will be; empty: the plan has no change for it. */
    Optional<Optional<StoredEntry>> of(EntryAddress address) {
        if (!writing.onlyPlans()) {
            return Optional.empty();
        }
        synchronized (newest) {
            if (!planned.contains(address.hashCode())) {
                return Optional.empty();
            }
            if (newest.containsKey(address)) {
                return Optional.of(newest.get(address));
            }
        }
        return JournalFile.of(writing.journals()).stream()
                .flatMap(file -> Tally.last(file, address).stream())
                .map(PlannedEntries::afterwards)
                .findFirst();
    }

    void add(Intent intent) {
        synchronized (newest) {
            planned.add(intent.address().hashCode());
            newest.put(intent.address(), afterwards(intent));
        }
    }

    private static Optional<StoredEntry> afterwards(Intent intent) {
        Optional<Instant> written = intent.before().flatMap(StoredEntry::revisionCreateTime);
        return intent.after().map(content -> new StoredEntry(content, EntryVersion.NONE, written));
    }
}
