package dev.gantry.writeback;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.gantry.writeback.journal.JournalRecord.Begin;
import dev.gantry.writeback.journal.JournalRecord.End;
import dev.gantry.writeback.journal.Result;

/**
 * What reading again has shown of the changes that were made first.
 *
 * @param asWritten what is as it was written
 * @param accepted what leaves nothing to read: Open Cloud said that it was done
 * @param changedSince what somebody else has changed since
 * @param otherwise what nobody else has changed, and is not as it was written
 * @param uncertain what may have been done or not
 */
public record ReadBack(long asWritten, long accepted, long changedSince, long otherwise, long uncertain) {

    private static final ReadBack NOTHING = new ReadBack(0, 0, 0, 0, 0);
    public static final ReadBack AS_WRITTEN = new ReadBack(1, 0, 0, 0, 0);
    public static final ReadBack ACCEPTED = new ReadBack(0, 1, 0, 0, 0);
    public static final ReadBack CHANGED_SINCE = new ReadBack(0, 0, 1, 0, 0);
    static final ReadBack OTHERWISE = new ReadBack(0, 0, 0, 1, 0);
    private static final ReadBack UNCERTAIN = new ReadBack(0, 0, 0, 0, 1);

    private static final int AT_ONCE = 1_000;

    /** Reads again all that a run has changed. */
    static ReadBack of(Path journals, Making<?> making) throws InterruptedException {
        ReadBack[] so = {NOTHING};
        List<JournaledChange> some = new ArrayList<>();
        boolean[] interrupted = new boolean[1];
        JournaledChange.each(journals, change -> {
            Result result = change.outcome().map(End::result).orElse(Result.UNCERTAIN);
            if (result == Result.UNCERTAIN) {
                so[0] = so[0].plus(UNCERTAIN);
            } else if (result == Result.DONE && change.intent().isPresent()) {
                some.add(change);
            }
            interrupted[0] = some.size() == AT_ONCE && !read(some, making, so);
            return !interrupted[0];
        });
        if (interrupted[0] || !read(some, making, so)) {
            throw new InterruptedException("interrupted while what was changed was read again");
        }
        return so[0];
    }

    /** @return whether it was not interrupted */
    private static boolean read(List<JournaledChange> some, Making<?> making, ReadBack[] so) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<ReadBack>>> all = some.stream()
                    .map(change -> threads.submit(() -> read(change, making)))
                    .toList();
            for (Future<Optional<ReadBack>> each : all) {
                so[0] = so[0].plus(each.get().orElse(NOTHING));
            }
            some.clear();
            return true;
        } catch (InterruptedException stopped) {
            return false;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(failed.getCause());
        }
    }

    private static Optional<ReadBack> read(JournaledChange change, Making<?> making) throws InterruptedException {
        Begin begin = change.intent().orElseThrow();
        return making.readBack(begin, change.outcome().orElseThrow());
    }

    private ReadBack plus(ReadBack more) {
        return new ReadBack(
                asWritten + more.asWritten,
                accepted + more.accepted,
                changedSince + more.changedSince,
                otherwise + more.otherwise,
                uncertain + more.uncertain);
    }

    /** Whether nothing speaks against going on. */
    public boolean isClean() {
        return changedSince == 0 && otherwise == 0 && uncertain == 0;
    }

    /** For people. */
    public String text() {
        List<String> parts = new ArrayList<>();
        if (accepted > 0) {
            parts.add(text("done first, as Open Cloud said, since nothing can be read again: %,d", accepted));
        }
        if (asWritten + changedSince + otherwise > 0) {
            parts.add(text("changed first and read again: %,d as written", asWritten)
                    + text(", %,d changed by somebody else since", changedSince));
        }
        if (otherwise > 0) {
            parts.add(text("%,d NOT as written though nobody else wrote them", otherwise));
        }
        if (uncertain > 0) {
            parts.add(text("%,d uncertain, because answers were lost", uncertain));
        }
        return parts.isEmpty() ? "of the changes that were to be made first none was made" : String.join(", ", parts);
    }

    private static String text(String format, long number) {
        return String.format(Locale.ROOT, format, number);
    }
}
