package dev.gantry.writeback;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryVersion;
import dev.gantry.opencloud.StoredEntry;
import dev.gantry.writeback.journal.JournalFile;
import dev.gantry.writeback.journal.JournalRecord.Intent;

/** What all partitions of a run share. Safe for many threads. */
final class SharedState {

    private static final int REMEMBERED = 2_000;

    private final Writing writing;
    private final OwnWrites ours;
    private final AtomicLong changes = new AtomicLong();
    private final Set<Integer> plannedKeys = new HashSet<>();
    private final Map<EntryAddress, Optional<StoredEntry>> lastPlanned = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<EntryAddress, Optional<StoredEntry>> eldest) {
            return size() > REMEMBERED;
        }
    };

    SharedState(Writing writing) {
        this.writing = writing;
        this.ours = new OwnWrites(writing.journals());
        changes.set(Tally.of(writing.journals(), writing.onlyPlans()).changed());
        if (writing.onlyPlans()) {
            Tally.intents(
                    writing.journals(),
                    intent -> plannedKeys.add(intent.address().hashCode()));
        }
    }

    Writing writing() {
        return writing;
    }

    OwnWrites ours() {
        return ours;
    }

    /**
     * Counts a change before it is made.
     *
     * @throws StoppedByGuard if that would be one too many
     */
    void allowOneMore() {
        long made = changes.incrementAndGet();
        if (writing.mostChanges().isPresent() && made > writing.mostChanges().getAsLong()) {
            throw new StoppedByGuard("The job would change more than "
                    + writing.mostChanges().getAsLong()
                    + " entries, which max-changes: does not allow, so it was stopped"
                    + (writing.onlyPlans()
                            ? "."
                            : " there. gantry show --changes lists what was changed, gantry undo takes it" + " back.")
                    + " If so many are meant, allow more.");
        }
    }

    /** What an entry will be after the changes that this plan has for it; empty: it has none. */
    Optional<Optional<StoredEntry>> planned(EntryAddress address) {
        if (!writing.onlyPlans()) {
            return Optional.empty();
        }
        synchronized (lastPlanned) {
            if (!plannedKeys.contains(address.hashCode())) {
                return Optional.empty();
            }
            if (lastPlanned.containsKey(address)) {
                return Optional.of(lastPlanned.get(address));
            }
        }
        return JournalFile.of(writing.journals()).stream()
                .flatMap(file -> Tally.last(file, address).stream())
                .map(SharedState::afterwards)
                .findFirst();
    }

    void plan(Intent intent) {
        synchronized (lastPlanned) {
            plannedKeys.add(intent.address().hashCode());
            lastPlanned.put(intent.address(), afterwards(intent));
        }
    }

    private static Optional<StoredEntry> afterwards(Intent intent) {
        return intent.after().map(content -> new StoredEntry(content, EntryVersion.NONE));
    }
}
