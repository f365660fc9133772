package dev.gantry.backup.repository;

import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files of a backup that were written anew carry a number that none before them has: {@code entries-00000-1.parquet}. */
final class Generation {
    private static final Pattern NUMBERED =
            Pattern.compile("(.*/(?:(?:entries|keys)-[0-9]{5}|superseded|unstored))(?:-([0-9]+))?\\.parquet");

    private Generation() {}

    /** One more than all that are there. */
    static int next(Collection<Place.Found> files) {
        return 1
                + files.stream()
                        .map(file -> NUMBERED.matcher(file.name()))
                        .filter(matcher -> matcher.matches() && matcher.group(2) != null)
                        .mapToInt(matcher -> Integer.parseInt(matcher.group(2)))
                        .max()
                        .orElse(0);
    }

    /** What a file is called when it is written anew. */
    static String of(String name, int generation) {
        Matcher matcher = NUMBERED.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(name + " is no file of a backup");
        }
        return matcher.group(1) + "-" + generation + ".parquet";
    }
}
