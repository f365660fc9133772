package dev.gantry.writeback;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import dev.gantry.job.Errors;
import dev.gantry.job.UserMistake;
import dev.gantry.job.jq.RowRejected;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryVersion;
import dev.gantry.opencloud.StoredEntry;
import dev.gantry.writeback.journal.JournalFile;
import dev.gantry.writeback.journal.JournalRecord.Intent;

/** What all partitions of a run share. Safe for many threads. */
final class SharedState {

    private static final int REMEMBERED = 2_000;

    private final Writing writing;
    private final Guards guards;
    private final CanaryWatch canary;
    private final OwnWrites ours;
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();
    private final Set<Integer> plannedKeys = new HashSet<>();
    private final Map<EntryAddress, Optional<StoredEntry>> lastPlanned = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<EntryAddress, Optional<StoredEntry>> eldest) {
            return size() > REMEMBERED;
        }
    };

    SharedState(Writing writing, Guards guards) {
        this.writing = writing;
        this.guards = guards;
        this.ours = new OwnWrites(writing.journals());
        changes.set(Tally.of(writing.journals(), writing.onlyPlans()).changed());
        boolean isOver = writing.onlyPlans() || writing.goesOn();
        this.canary = new CanaryWatch(isOver ? Optional.empty() : guards.canary(), changes.get());
        if (writing.onlyPlans()) {
            Tally.intents(
                    writing.journals(),
                    intent -> plannedKeys.add(intent.address().hashCode()));
        }
    }

    Writing writing() {
        return writing;
    }

    Guards guards() {
        return guards;
    }

    CanaryWatch canary() {
        return canary;
    }

    /** Counts rows that were refused before this try. */
    void refusedBefore(long rows) {
        refused.addAndGet(rows);
    }

    /**
     * Counts a row that is refused.
     *
     * @throws RuntimeException if that is one too many, and nothing more is to be changed
     */
    void refuse(RowRejected why) {
        long rows = refused.incrementAndGet();
        switch (writing.skip()) {
            case Errors.Skip.None none -> throw why;
            case Errors.Skip.Count(long most)
            when rows > most ->
                throw new UserMistake(rows + " rows were refused, more than errors: {skip} allows, so nothing more was"
                        + " changed. The last: " + why.getMessage()
                        + ". gantry show --changes lists what was changed; mend the job or the rows, or allow more, and run"
                        + " the job again.");
            case Errors.Skip.Count count -> {}
            case Errors.Skip.Percent percent -> {} // judged by the chunk
        }
    }

    OwnWrites ours() {
        return ours;
    }

    /**
     * Counts a change before it is made.
     *
     * @param isSentAgain whether it was sent before, so that there is no choice
     * @return false if the changes that are made first are made, and the run was not told to go on
     * @throws StoppedByGuard if that would be one too many
     */
    boolean allowsOneMore(boolean isSentAgain) {
        if (!canary.allowsOneMore(isSentAgain)) {
            return false;
        }
        long made = changes.incrementAndGet();
        if (guards.maxChanges().isPresent() && made > guards.maxChanges().get()) {
            throw new StoppedByGuard("The job would change more than "
                    + guards.maxChanges().get()
                    + " entries, which max-changes: does not allow, so it was stopped"
                    + (writing.onlyPlans()
                            ? "."
                            : " there. gantry show --changes lists what was changed, gantry undo takes it" + " back.")
                    + " If so many are meant, allow more.");
        }
        return true;
    }

    /** One that was begun before the run was interrupted. */
    void alsoMade() {
        canary.allowsOneMore(true);
        changes.incrementAndGet();
    }

    /** A change that was counted was not made after all. */
    void notMade() {
        canary.notMade();
        changes.decrementAndGet();
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
        Optional<Instant> written = intent.before().flatMap(StoredEntry::revisionCreateTime);
        return intent.after().map(content -> new StoredEntry(content, EntryVersion.NONE, written));
    }
}
