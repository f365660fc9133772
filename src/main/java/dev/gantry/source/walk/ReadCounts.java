package dev.gantry.source.walk;

import java.util.EnumMap;
import java.util.Map;

import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * What a partition has delivered, over all its tries.
 *
 * @param rows delivered
 * @param others what became of the places that delivered none, where that is worth telling
 */
public record ReadCounts(long rows, Map<Item.Outcome, Long> others) {

    public static final ReadCounts NONE = new ReadCounts(0, Map.of());

    private static final String KEY = "read.";

    public ReadCounts {
        others = Map.copyOf(others);
    }

    /** The counts of a partition's last checkpoint. */
    public static ReadCounts in(ExecutionContext context) {
        ReadCounts counts = NONE;
        for (Item.Outcome each : Item.Outcome.values()) {
            counts = counts.plus(each, context.getLong(key(each), 0));
        }
        return counts;
    }

    public void putInto(ExecutionContext context) {
        for (Item.Outcome each : Item.Outcome.values()) {
            context.putLong(key(each), of(each));
        }
    }

    /** How often something became of a place. */
    public long of(Item.Outcome outcome) {
        return outcome == Item.Outcome.ROW ? rows : others.getOrDefault(outcome, 0L);
    }

    ReadCounts plus(Item.Outcome outcome) {
        return plus(outcome, 1);
    }

    /** Both together. */
    public ReadCounts plus(ReadCounts more) {
        ReadCounts sum = this;
        for (Item.Outcome each : Item.Outcome.values()) {
            sum = sum.plus(each, more.of(each));
        }
        return sum;
    }

    private ReadCounts plus(Item.Outcome outcome, long more) {
        if (more == 0 || outcome == Item.Outcome.NOTHING) {
            return this;
        }
        if (outcome == Item.Outcome.ROW) {
            return new ReadCounts(rows + more, others);
        }
        Map<Item.Outcome, Long> sum = new EnumMap<>(Item.Outcome.class);
        sum.putAll(others);
        sum.merge(outcome, more, Long::sum);
        return new ReadCounts(rows, sum);
    }

    private static String key(Item.Outcome outcome) {
        return KEY + outcome.name().toLowerCase(java.util.Locale.ROOT);
    }
}
