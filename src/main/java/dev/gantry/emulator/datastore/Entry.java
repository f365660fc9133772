package dev.gantry.emulator.datastore;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An entry with the revisions that can still be read. The first write in each hour of UTC makes a version and later ones
 * in that hour replace it, unless a snapshot was taken in between.
 *
 * @param revisions oldest first, never empty
 */
record Entry(List<Revision> revisions) {
    /** How long an old version, and an entry marked as deleted, can still be read. */
    static final Duration KEPT = Duration.ofDays(30);

    Entry {
        revisions = List.copyOf(revisions);
    }

    /** An entry's first write. */
    static Entry create(Revision.Source content, Instant now) {
        return new Entry(List.of(new Revision(1, now, now, content, false)));
    }

    Revision latest() {
        return revisions.getLast();
    }

    boolean isLive() {
        return !latest().deleted();
    }

    /** Whether it was marked as deleted so long ago that nothing of it is left. */
    boolean isGone(Instant now) {
        return latest().deleted() && latest().time().plus(KEPT).isBefore(now);
    }

    Optional<Revision> revision(String id) {
        return revisions.stream().filter(revision -> revision.id().equals(id)).findFirst();
    }

    /** What was current at a moment, if the entry existed then and that version is still kept. */
    Optional<Revision> asOf(Instant moment) {
        return revisions.reversed().stream()
                .filter(revision -> !revision.time().isAfter(moment))
                .findFirst()
                .filter(revision -> !revision.deleted());
    }

    /** After a write; revives a deleted entry. */
    Entry written(Revision.Source content, Instant now, Instant latestSnapshot) {
        Revision last = latest();
        boolean replaces = !last.deleted()
                && !last.time().truncatedTo(ChronoUnit.HOURS).isBefore(now.truncatedTo(ChronoUnit.HOURS))
                && last.time().isAfter(latestSnapshot);
        List<Revision> kept = replaces ? revisions.subList(0, revisions.size() - 1) : revisions;
        return with(kept, new Revision(last.number() + 1, last.createTime(), now, content, false));
    }

    /** After a delete; what it held before stays readable by revision. */
    Entry deleted(Instant now) {
        Revision last = latest();
        return with(revisions, new Revision(last.number() + 1, last.createTime(), now, last.source(), true));
    }

    /** Without the versions that were replaced too long ago. */
    Entry keptAt(Instant now) {
        int gone = 0;
        while (gone + 1 < revisions.size()
                && revisions.get(gone + 1).time().plus(KEPT).isBefore(now)) {
            gone++;
        }
        return gone == 0 ? this : new Entry(revisions.subList(gone, revisions.size()));
    }

    private static Entry with(List<Revision> kept, Revision latest) {
        List<Revision> all = new ArrayList<>(kept);
        all.add(latest);
        return new Entry(all).keptAt(latest.time());
    }
}
