package dev.gantry.writeback;

import dev.gantry.job.Shape;

/** How many changes are made first, to be looked at before the others are. */
public sealed interface Canary {

    /** The first so many. */
    record Count(long changes) implements Canary {}

    /** Those of so many in a hundred entries, chosen by their keys from all that the job reads. */
    record Percent(double percent) implements Canary {}

    Shape<Canary> SHAPE = Shape.parsed(
            "a number of changes such as 20, or a percentage such as 1%",
            "[1-9][0-9]{0,11}|[0-9]{1,3}(\\.[0-9]+)?%", "", Canary::parse);

    private static Canary parse(String text) {
        if (!text.endsWith("%")) {
            return new Count(Long.parseLong(text));
        }
        double percent = Double.parseDouble(text.substring(0, text.length() - 1));
        if (percent <= 0 || percent >= 100) {
            throw new IllegalArgumentException("a percentage is more than 0% and less than 100%");
        }
        return new Percent(percent);
    }
}
