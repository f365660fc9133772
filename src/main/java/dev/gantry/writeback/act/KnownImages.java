package dev.gantry.writeback.act;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.gantry.writeback.Writing;
import dev.gantry.writeback.journal.JournalFile;
import dev.gantry.writeback.journal.JournalRecord;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.JournalRecord.Acted;
import dev.gantry.writeback.journal.JournalRecord.Intent;
import dev.gantry.writeback.journal.JournalRecord.Outcome;
import dev.gantry.writeback.journal.Result;
import dev.gantry.writeback.journal.Target;
import org.jspecify.annotations.Nullable;

/** What a run has made of things, or plans to make of them. All of its partitions share one. Safe for many threads. */
final class KnownImages {

    private static final int REMEMBERED = 10_000;

    private final Writing writing;
    private final Set<Integer> planned = new HashSet<>();
    private final Map<Target, Optional<String>> newest = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Target, Optional<String>> eldest) {
            return size() > REMEMBERED;
        }
    };

    KnownImages(Writing writing) {
        this.writing = writing;
        if (writing.onlyPlans()) {
            records(record -> {
                if (record instanceof Act act) {
                    planned.add(act.target().hashCode());
                }
            });
        }
    }

    /** What this run has made of a thing last; empty: it has not changed it. */
    Optional<Optional<String>> made(Target target) {
        synchronized (newest) {
            if (newest.containsKey(target)) {
                return Optional.of(newest.get(target));
            }
        }
        Optional<Acted> last = last(target, Acted.class, acted -> acted.result() == Result.DONE);
        return last.isPresent() ? Optional.of(last.get().made()) : Optional.empty();
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
        Optional<Act> last = last(target, Act.class, act -> true);
        return last.isPresent() ? Optional.of(last.get().after()) : Optional.empty();
    }

    void plan(Act act) {
        synchronized (newest) {
            planned.add(act.target().hashCode());
            newest.put(act.target(), act.after());
        }
    }

    /** The last record of a thing, as the journals have them. */
    private <R extends JournalRecord> Optional<R> last(Target target, Class<R> kind, Predicate<R> wanted) {
        AtomicReference<@Nullable R> last = new AtomicReference<>();
        records(record -> {
            if (kind.isInstance(record) && target.equals(target(record)) && wanted.test(kind.cast(record))) {
                last.set(kind.cast(record));
            }
        });
        return Optional.ofNullable(last.get());
    }

    private static @Nullable Target target(JournalRecord record) {
        return switch (record) {
            case Act act -> act.target();
            case Acted acted -> acted.target();
            case Intent intent -> null;
            case Outcome outcome -> null;
        };
    }

    private void records(Consumer<JournalRecord> seen) {
        for (Path file : JournalFile.of(writing.journals())) {
            try (JournalFile journal = JournalFile.open(file)) {
                for (long frame : journal.frames()) {
                    journal.at(frame).forEach(seen);
                }
            }
        }
    }
}
