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
import dev.gantry.writeback.journal.Result;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Makes the changes of a chunk: those of one lane in the order of their rows, all others side by side. When the run is to stop, or
 * one of them fails, those that have left come to their end and the others do not leave.
 */
record SideBySide<T>(Making<T> making, Making.Means means, RunGuards guards, Semaphore atOnce) {

    private static final long GLANCE_MILLIS = 100;

    /**
     * What became of a row.
     *
     * @param refused why, if it is not to be tried again and was not done
     */
    record Tried<T>(Task<T> task, Made made, Optional<Refused> refused) {}

    List<Tried<T>> make(Collection<List<Task<T>>> lanes) throws InterruptedException {
        List<Future<List<Tried<T>>>> all = new ArrayList<>(lanes.size());
        List<Tried<T>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            lanes.forEach(lane -> all.add(threads.submit(() -> makeInOrder(lane))));
            @Nullable Throwable failure = null;
            for (Future<List<Tried<T>>> each : all) {
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

    private List<Tried<T>> await(Future<List<Tried<T>>> each) throws InterruptedException, ExecutionException {
        while (true) {
            if (guards.writing().stopping().getAsBoolean()) {
                means.brake().pull();
            }
            try {
                return each.get(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                // looked at again: the run may have been asked to stop meanwhile
            }
        }
    }

    /** Behind one that is left for later all of its lane are. */
    private List<Tried<T>> makeInOrder(List<Task<T>> lane) throws InterruptedException {
        List<Tried<T>> results = new ArrayList<>(lane.size());
        atOnce.acquire();
        try {
            @Nullable Made later = null;
            for (Task<T> task : lane) {
                if (later == null) {
                    Tried<T> result = make(task);
                    results.add(result);
                    later = result.made() instanceof Made.Held || result.made() instanceof Made.Locked
                            ? result.made()
                            : null;
                } else {
                    results.add(new Tried<>(task, later, Optional.empty()));
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

    private Tried<T> make(Task<T> task) throws InterruptedException {
        if (task.doubtful().isEmpty()
                && (means.brake().isPulled() || guards.canary().isFull())) {
            return new Tried<>(task, new Made.Held(), Optional.empty());
        }
        try {
            Made made = making.make(task, means);
            Optional<Refused> refused = refused(task, made);
            refused.filter(Refused::isJudged).ifPresent(each -> guards.refuse(each.why()));
            return new Tried<>(task, made, refused);
        } catch (RowRejected rejected) {
            guards.refuse(rejected);
            return new Tried<>(task, new Made.Ended(Result.FAILED, ""), Optional.of(new Refused(task.row(), rejected)));
        }
    }

    private static Optional<Refused> refused(Task<?> task, Made made) {
        return switch (made) {
            case Made.Ended(var result, String why)
            when result == Result.CONFLICT || result == Result.UNCERTAIN -> Optional.of(left(task, why));
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

    /** One that is somebody else's business now: it is kept with the rejected rows, and not judged as they are. */
    static Refused left(Task<?> task, String why) {
        return new Refused(task.row(), rejected(task, why), false, null);
    }

    static RowRejected rejected(Task<?> task, String why) {
        return new RowRejected(task.row().id(), "row " + task.row().id() + ": " + why);
    }
}
