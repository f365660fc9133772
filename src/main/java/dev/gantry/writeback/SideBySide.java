package dev.gantry.writeback;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.gantry.job.jq.RowRejected;
import dev.gantry.sink.RefusesLate.Refused;
import dev.gantry.writeback.WriteChange.Task;
import dev.gantry.writeback.journal.Result;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Makes the changes of a chunk: those of one entry in the order of their rows, all others side by side. When the run is to stop, or
 * one of them fails, those that have left come to their end and the others do not leave.
 */
record SideBySide(WriteChange.Means means, Semaphore atOnce) {

    private static final long GLANCE_MILLIS = 100;

    /**
     * What became of a row.
     *
     * @param refused why, if it is not to be tried again and was not done
     */
    record Tried(Task task, Made made, Optional<Refused> refused) {}

    /** @param sameEntry each list the changes of one entry */
    List<Tried> make(Collection<List<Task>> sameEntry) throws InterruptedException {
        List<Future<List<Tried>>> all = new ArrayList<>(sameEntry.size());
        List<Tried> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            sameEntry.forEach(tasks -> all.add(threads.submit(() -> makeInOrder(tasks))));
            @Nullable Throwable failure = null;
            for (Future<List<Tried>> each : all) {
                try {
                    results.addAll(await(each));
                } catch (ExecutionException failed) {
                    means.brake().pull();
                    failure = failure == null ? failed.getCause() : failure;
                } catch (InterruptedException interrupted) {
                    threads.shutdownNow();
                    throw interrupted;
                }
            }
            if (failure != null) {
                throw failure instanceof RuntimeException cause ? cause : new IllegalStateException(failure);
            }
        }
        return results;
    }

    private List<Tried> await(Future<List<Tried>> each) throws InterruptedException, ExecutionException {
        while (true) {
            if (means.shared().writing().stopping().getAsBoolean()) {
                means.brake().pull();
            }
            try {
                return each.get(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                // looked at again: the run may have been asked to stop meanwhile
            }
        }
    }

    /** Behind one that is left for later all of its entry are. */
    private List<Tried> makeInOrder(List<Task> sameEntry) throws InterruptedException {
        List<Tried> results = new ArrayList<>(sameEntry.size());
        atOnce.acquire();
        try {
            @Nullable Made later = null;
            for (Task task : sameEntry) {
                if (later == null) {
                    Tried result = make(task);
                    results.add(result);
                    later = result.made() instanceof Made.Held || result.made() instanceof Made.Locked
                            ? result.made()
                            : null;
                } else {
                    results.add(new Tried(task, later, Optional.empty()));
                }
            }
            return results;
        } catch (RuntimeException failed) {
            means.brake().pull();
            throw failed;
        } finally {
            atOnce.release();
        }
    }

    private Tried make(Task task) throws InterruptedException {
        try {
            Made made = new WriteChange(means, task).make();
            Optional<Refused> refused = refused(task, made);
            refused.filter(Refused::isJudged).ifPresent(each -> means.shared().refuse(each.why()));
            return new Tried(task, made, refused);
        } catch (RowRejected rejected) {
            means.shared().refuse(rejected);
            return new Tried(task, new Made.Ended(Result.FAILED, ""), Optional.of(new Refused(task.row(), rejected)));
        }
    }

    private static Optional<Refused> refused(Task task, Made made) {
        return switch (made) {
            case Made.Ended(var result, String why) when result == Result.CONFLICT -> Optional.of(left(task, why));
            case Made.Ended ended -> Optional.empty();
            case Made.Refused(var why) ->
                Optional.of(new Refused(
                        task.row(),
                        rejected(task, String.valueOf(why.getMessage())),
                        true,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("status", why.status())
                                .put("code", why.details().code())
                                .put("message", why.details().said())));
            case Made.Locked locked -> Optional.empty();
            case Made.Held held -> Optional.empty();
        };
    }

    /** One whose entry is somebody else's business now: it is kept with the rejected rows, and not judged as they are. */
    static Refused left(Task task, String why) {
        return new Refused(task.row(), rejected(task, why), false, null);
    }

    static RowRejected rejected(Task task, String why) {
        return new RowRejected(task.row().id(), "row " + task.row().id() + ": " + why);
    }
}
