package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** When requests left, and how much each took. */
final class Departures {
    private final List<Long> nanos = new ArrayList<>();
    private final List<Long> amounts = new ArrayList<>();

    void add(Time time) {
        add(time, 1);
    }

    void add(Time time, long amount) {
        nanos.add(time.nanos());
        amounts.add(amount);
    }

    int count() {
        return nanos.size();
    }

    long sum() {
        return amounts.stream().mapToLong(Long::longValue).sum();
    }

    /** Most that was taken in any stretch so long, wherever it begins; its end is not part of it. */
    long mostInAny(Duration stretch) {
        long most = 0;
        long sum = 0;
        int first = 0;
        for (int last = 0; last < nanos.size(); last++) {
            sum += amounts.get(last);
            while (nanos.get(last) - nanos.get(first) >= stretch.toNanos()) {
                sum -= amounts.get(first);
                first++;
            }
            most = Math.max(most, sum);
        }
        return most;
    }

    /** What was taken from one moment to another. */
    long between(Duration from, Duration to) {
        long sum = 0;
        for (int i = 0; i < nanos.size(); i++) {
            if (nanos.get(i) >= from.toNanos() && nanos.get(i) < to.toNanos()) {
                sum += amounts.get(i);
            }
        }
        return sum;
    }
}
