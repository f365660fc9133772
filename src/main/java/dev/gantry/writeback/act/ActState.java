package dev.gantry.writeback.act;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import dev.gantry.writeback.StoppedByGuard;
import dev.gantry.writeback.Tally;
import dev.gantry.writeback.Writing;
import dev.gantry.writeback.journal.JournalFile;
import dev.gantry.writeback.journal.JournalRecord;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.Target;
import org.jspecify.annotations.Nullable;

/** What all partitions of a run share. Safe for many threads. */
final class ActState {

    private static final int REMEMBERED = 10_000;

    private final Writing writing;
    private final Optional<Long> maxChanges;
    private final AtomicLong changes = new AtomicLong();
    private final Set<Integer> planned = new HashSet<>();
    private final Map<Target, Optional<String>> newest = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Target, Optional<String>> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param maxChanges the run ends rather than making more */
    ActState(Writing writing, Optional<Long> maxChanges) {
        this.writing = writing;
        this.maxChanges = maxChanges;
        changes.set(Tally.of(writing.journals(), writing.onlyPlans()).changed());
        if (writing.onlyPlans()) {
            JournalFile.of(writing.journals())
                    .forEach(file -> each(file, act -> planned.add(act.target().hashCode())));
        }
    }

    Writing writing() {
        return writing;
    }

    /**
     * Counts a change before it is made.
     *
     * @throws StoppedByGuard if that would be one too many
     */
    void allowOneMore() {
        long made = changes.incrementAndGet();
        if (maxChanges.isPresent() && made > maxChanges.get()) {
            throw new StoppedByGuard("The job would make more than "
                    + maxChanges.get()
                    + " changes, which max-changes: does not allow, so it was stopped"
                    + (writing.onlyPlans() ? "." : " there. gantry show --changes lists what was done.")
                    + " If so many are meant, allow more.");
        }
    }

    /** What this run has made of a thing lately; empty where it is not known. */
    Optional<String> made(Target target) {
        synchronized (newest) {
            return newest.getOrDefault(target, Optional.empty());
        }
    }

    void make(Target target, Optional<String> image) {
        synchronized (newest) {
            newest.put(target, image);
        }
    }

    /** What a thing will be after the changes that this plan has for it; empty: it has none. */
    Optional<Optional<String>> planned(Target target) {
        synchronized (newest) {
            if (!writing.onlyPlans() || !planned.contains(target.hashCode())) {
                return Optional.empty();
            }
            if (newest.containsKey(target)) {
                return Optional.of(newest.get(target));
            }
        }
        Optional<Act> last = JournalFile.of(writing.journals()).stream()
                .flatMap(file -> lastPlanned(file, target).stream())
                .reduce((earlier, later) -> later);
        return last.isPresent() ? Optional.of(last.get().after()) : Optional.empty();
    }

    void plan(Act act) {
        synchronized (newest) {
            planned.add(act.target().hashCode());
            newest.put(act.target(), act.after());
        }
    }

    private static Optional<Act> lastPlanned(Path file, Target target) {
        AtomicReference<@Nullable Act> last = new AtomicReference<>();
        each(file, act -> {
            if (act.target().equals(target)) {
                last.set(act);
            }
        });
        return Optional.ofNullable(last.get());
    }

    private static void each(Path file, Consumer<Act> seen) {
        try (JournalFile journal = JournalFile.open(file)) {
            for (long frame : journal.frames()) {
                for (JournalRecord record : journal.at(frame)) {
                    if (record instanceof Act act) {
                        seen.accept(act);
                    }
                }
            }
        }
    }
}
