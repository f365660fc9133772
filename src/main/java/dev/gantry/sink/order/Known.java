package dev.gantry.sink.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;

import dev.gantry.sink.staging.Slice;
import dev.gantry.sink.staging.StagedRun;
import dev.gantry.sink.work.SideBySide;

/**
 * The order that logs are in already, found by looking at their keys; the first row out of order ends the looking. Each chain of
 * stretches is in order as a whole.
 */
record Known(List<List<Stretch>> chains) {
    private static final int PARTS_OF_A_THREAD = 4;

    /** Makes a cursor over some rows. */
    @FunctionalInterface
    interface Reading {
        RowCursor of(List<Slice> slices);
    }

    /** Empty if the rows of a log are not in order. */
    static Optional<Known> of(StagedRun run, Reading reading, SideBySide threads) throws InterruptedException {
        AtomicBoolean disorder = new AtomicBoolean();
        List<Callable<List<Optional<Stretch>>>> looks = new ArrayList<>();
        for (List<Slice> part : run.parts((long) PARTS_OF_A_THREAD * threads.threads())) {
            looks.add(() -> part.stream()
                    .map(slice -> Stretch.of(slice, reading.of(List.of(slice)), disorder))
                    .toList());
        }
        List<Stretch> stretches = new ArrayList<>();
        for (List<Optional<Stretch>> looked : threads.all(looks)) {
            looked.stream().flatMap(Optional::stream).forEach(stretches::add);
        }
        return disorder.get() ? Optional.empty() : ofLogs(stretches).map(Known::chained);
    }

    private static Optional<List<Stretch>> ofLogs(List<Stretch> stretches) {
        List<Stretch> logs = new ArrayList<>();
        for (Stretch next : stretches) {
            boolean goesOn = !logs.isEmpty()
                    && logs.getLast().slice().log().equals(next.slice().log());
            if (!goesOn) {
                logs.add(next);
            } else if (logs.getLast().isNotAfter(next)) {
                logs.set(logs.size() - 1, logs.getLast().and(next));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(logs);
    }

    private static Known chained(List<Stretch> logs) {
        List<Stretch> byFirst = logs.stream()
                .sorted(Comparator.comparing(Stretch::first, Arrays::compareUnsigned))
                .toList();
        if (follow(byFirst, Stretch::isBefore)) {
            return new Known(List.of(byFirst));
        }
        if (follow(logs, Stretch::isNotAfter)) {
            return new Known(List.of(logs));
        }
        return new Known(logs.stream().map(List::of).toList());
    }

    private static boolean follow(List<Stretch> stretches, BiPredicate<Stretch, Stretch> order) {
        for (int i = 1; i < stretches.size(); i++) {
            if (!order.test(stretches.get(i - 1), stretches.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether all rows come in one order and no key twice. */
    boolean isStrict() {
        return chains.size() == 1
                && chains.getFirst().stream().noneMatch(Stretch::repeats)
                && follow(chains.getFirst(), Stretch::isBefore);
    }
}
