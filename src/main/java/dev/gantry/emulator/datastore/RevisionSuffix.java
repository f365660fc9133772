package dev.gantry.emulator.datastore;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

import dev.gantry.emulator.wire.Refused;

/**
 * Which revision of an entry a path means: what follows the last {@code @} of the id, be it {@code latest}, {@code
 * latest:TIME} or a revision id. Without {@code @} the newest is meant; an id that holds one must be followed by another.
 *
 * @param id the entry's id
 * @param suffix what followed the last {@code @}, empty when there was none
 * @param moment when the revision was current, if the suffix is a time
 */
record RevisionSuffix(String id, String suffix, Optional<Instant> moment) {
    private static final String LATEST = "latest";
    private static final Duration FURTHEST_AHEAD = Duration.ofMinutes(10);

    /**
     * Takes an id in a path apart.
     *
     * @throws Refused 400 when the suffix is a malformed time, before 1970 or more than ten minutes ahead
     */
    static RevisionSuffix of(String text, Instant now) {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            return new RevisionSuffix(text, "", Optional.empty());
        }
        String suffix = text.substring(at + 1);
        Optional<Instant> moment = suffix.startsWith(LATEST + ":")
                ? Optional.of(moment(suffix.substring(LATEST.length() + 1), now))
                : Optional.empty();
        return new RevisionSuffix(text.substring(0, at), suffix, moment);
    }

    /** The id that a write means once {@code @latest} is taken off its end. */
    static String withoutLatest(String text) {
        return text.endsWith("@" + LATEST) ? text.substring(0, text.length() - LATEST.length() - 1) : text;
    }

    /** The revision meant, if it can be read. */
    Optional<Revision> pick(Entry entry) {
        if (moment.isPresent()) {
            return entry.asOf(moment.get());
        }
        boolean newest = suffix.isEmpty() || suffix.equals(LATEST);
        return newest ? Optional.of(entry.latest()).filter(last -> !last.deleted()) : entry.revision(suffix);
    }

    private static Instant moment(String text, Instant now) {
        try {
            Instant moment = OffsetDateTime.parse(text).toInstant();
            if (moment.isAfter(Instant.EPOCH) && !moment.isAfter(now.plus(FURTHEST_AHEAD))) {
                return moment;
            }
        } catch (DateTimeException malformed) {
            throw Refused.invalid("Not a time: " + text);
        }
        throw Refused.invalid("A revision's time is after 1970 and at most ten minutes ahead, not " + text);
    }
}
