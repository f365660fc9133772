package dev.gantry.backup;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * That something was deleted, which Roblox makes final after 30 days. It is part of what a row is called, and so is kept with its
 * change in plans and journals.
 *
 * @param what was deleted
 * @param expires when nothing is left of it
 */
public record Deletion(String what, Instant expires) {

    private static final Duration KEPT = Duration.ofDays(30);
    private static final String UNTIL = " deleted, kept until ";

    static Deletion at(String what, Instant time) {
        return new Deletion(what, time.plus(KEPT));
    }

    /** Of the name of a row; empty: it is of something else. */
    public static Optional<Deletion> of(String row) {
        int at = row.lastIndexOf(UNTIL);
        try {
            return at < 0
                    ? Optional.empty()
                    : Optional.of(
                            new Deletion(row.substring(0, at), Instant.parse(row.substring(at + UNTIL.length()))));
        } catch (DateTimeException another) {
            return Optional.empty();
        }
    }

    /** What its row is called. */
    String row() {
        return what + UNTIL + expires;
    }

    public Instant deleted() {
        return expires.minus(KEPT);
    }

    /** Days until nothing is left. */
    public double daysLeft(Instant now) {
        return Duration.between(now, expires).toMillis()
                / (double) Duration.ofDays(1).toMillis();
    }
}
