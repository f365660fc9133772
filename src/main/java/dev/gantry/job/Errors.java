package dev.gantry.job;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a run does about things that fail.
 *
 * @param retries how often one call is repeated before it counts as failed
 * @param skip how many rows may fail before the run does
 * @param rejects the file that failed rows are written to
 */
public record Errors(int retries, Skip skip, Optional<Path> rejects) {
    public sealed interface Skip {
        /** The first row that fails, fails the run. */
        record None() implements Skip {}

        record Count(long rows) implements Skip {}

        record Percent(double percent) implements Skip {}

        /** A percentage of fewer rows would judge a run by its first few. */
        long ENOUGH_FOR_A_PERCENTAGE = 1_000;

        /**
         * Whether a run may go on that is not at its end. A percentage is taken of a thousand rows until there are as many: one that
         * rejects all of its rows ends after a few.
         */
        default boolean allowsSoFar(long failed, long seen) {
            return allows(failed, Math.max(seen, ENOUGH_FOR_A_PERCENTAGE));
        }

        /** Whether a run may go on that has seen so many rows, of which so many failed. */
        default boolean allows(long failed, long seen) {
            return switch (this) {
                case None() -> failed == 0;
                case Count(long rows) -> failed <= rows;
                case Percent(double percent) -> failed * 100.0 <= percent * seen;
            };
        }
    }

    private static final int DEFAULT_RETRIES = 8;
    private static final int MAX_RETRIES = 100;

    public static Errors defaults() {
        return new Errors(DEFAULT_RETRIES, new Skip.None(), Optional.empty());
    }

    static final Shape<Errors> SHAPE = Shape.object(fields -> {
        var retries = fields.withDefault(
                "retries",
                Shape.integer(0, MAX_RETRIES),
                DEFAULT_RETRIES,
                "How often one call is repeated before it counts as failed");
        var skip = fields.withDefault(
                "skip",
                Shape.parsed(
                        "a number of rows such as 100, or a percentage such as 1%",
                        "[0-9]{1,12}|[0-9]{1,3}(\\.[0-9]+)?%", "", Errors::skip),
                new Skip.None(),
                "0",
                "How many rows, or how many in a hundred, may fail before the run does");
        var rejects = fields.optional(
                "rejects", Shape.path(), "The file that failed rows are written to, for example rejects/${run}.jsonl");
        return given -> new Errors(given.get(retries), given.get(skip), given.get(rejects));
    });

    private static Skip skip(String text) {
        if (!text.endsWith("%")) {
            long rows = Long.parseLong(text);
            return rows == 0 ? new Skip.None() : new Skip.Count(rows);
        }
        BigDecimal percent = new BigDecimal(text.substring(0, text.length() - 1));
        if (percent.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("a percentage is at most 100%");
        }
        return percent.signum() == 0 ? new Skip.None() : new Skip.Percent(percent.doubleValue());
    }
}
