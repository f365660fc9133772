package dev.gantry.opencloud.limits;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;

/**
 * What one run may use of one class of a universe.
 *
 * @param own its own lane; null where it goes as fast as answers come
 * @param share of what all runs may use; 0 where it has a rate of its own instead
 * @param players that it takes to be online; empty: those that are counted
 */
record Seat(ClassBudget budget, @Nullable Lane own, double share, OptionalInt players) {

    boolean isOfShare() {
        return share > 0;
    }

    boolean isUnlimited() {
        return own == null;
    }

    Allowance allowance() {
        Allowance all = budget.total().allowance();
        if (own == null) {
            return new Allowance(OptionalDouble.empty(), 1, all.pause());
        }
        Allowance one = own.allowance();
        boolean isShared =
                isOfShare() && all.perMinute().orElseThrow() < one.perMinute().orElseThrow();
        return new Allowance(
                isShared ? all.perMinute() : one.perMinute(),
                Math.min(one.slowedTo(), isOfShare() ? all.slowedTo() : 1),
                all.pause().compareTo(one.pause()) > 0 ? all.pause() : one.pause());
    }

    /**
     * What a request takes that counts for so much. Where machines share, the run with the largest share takes no tokens of
     * its own: what it waited for them, it would wait again for those of all.
     *
     * <p>A rate of its own is not taken from the share, but the universe's pauses hold for everybody.
     */
    List<Toll> tolls(long amount) {
        Toll pauses = Toll.pausesOf(budget.total());
        if (own == null) {
            return List.of(pauses);
        }
        Toll first = new Toll(own, amount);
        if (!isOfShare()) {
            return List.of(first, pauses);
        }
        Toll all = new Toll(budget.total(), amount);
        return budget.isAllOf(own) ? List.of(all) : List.of(first, all);
    }

    void settle(long more) {
        budget.count(more);
        if (own != null) {
            own.settle(more);
        }
        if (isOfShare()) {
            budget.total().settle(more);
        }
    }
}
