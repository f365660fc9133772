package dev.gantry.source;

import java.util.Optional;

import dev.gantry.job.Field;
import dev.gantry.job.Fields;
import dev.gantry.job.Given;
import dev.gantry.job.Shape;

/**
 * What a job wants of each entry.
 *
 * @param values whether it is read, or only its id listed
 * @param deleted whether those marked as deleted are rows too
 * @param asOf the moment that is read; empty: as it is
 */
public record EntryReading(boolean values, boolean deleted, Optional<AsOf> asOf) {

    /** Every entry as it is. */
    public static final EntryReading PLAIN = new EntryReading(true, false, Optional.empty());

    public EntryReading {
        if (asOf.isPresent() && !values) {
            throw new IllegalArgumentException("as-of: reads each entry to see what it was at that moment, and values:"
                    + " false reads none; leave one of them out");
        }
        if (asOf.isPresent() && deleted) {
            throw new IllegalArgumentException(
                    "deleted: true is about entries that are deleted now, and as-of: about what"
                            + " they were at a moment, deleted since or not; leave one of them out");
        }
    }

    /** The fields, for an object that has them. */
    record Written(Field<Boolean> values, Field<Boolean> deleted, Field<Optional<AsOf>> asOf) {

        static Written in(Fields fields) {
            return new Written(
                    fields.withDefault(
                            "values", Shape.bool(), true, "Whether to read each entry; false lists ids only"),
                    fields.withDefault(
                            "deleted",
                            Shape.bool(),
                            false,
                            "Whether entries marked as deleted are rows too: {id, dataStore, scope, state: DELETED}."
                                    + " A list alone does not tell them from others, so with values: false they have no"
                                    + " state"),
                    fields.optional(
                            "as-of",
                            AsOf.SHAPE,
                            "The moment to read every entry of, deleted since or not: a time of the last 30 days, now, or"
                                    + " snapshot, which takes the day's snapshot first and alone is consistent while the"
                                    + " game writes. Rows then have asOf; entries made later are left out"));
        }

        EntryReading of(Given given) {
            return new EntryReading(given.get(values), given.get(deleted), given.get(asOf));
        }
    }

    /** Whether entries marked as deleted are listed: those deleted since the moment are rows like the others. */
    boolean listsDeleted() {
        return deleted || asOf.isPresent();
    }

    boolean takesSnapshot() {
        return asOf.filter(AsOf.Snapshot.class::isInstance).isPresent();
    }
}
