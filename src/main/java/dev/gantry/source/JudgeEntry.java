package dev.gantry.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryRevision;
import dev.gantry.opencloud.ErrorKind;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.PastEntry;
import dev.gantry.opencloud.StoredEntries;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.source.RecoverableEntries.Chance;
import dev.gantry.source.walk.Item;
import dev.gantry.source.walk.Stage;

/**
 * Finds out what can be read of an entry as it was at a moment: one read where it was not written since, two or three where it was,
 * and a list of its revisions where nothing of then can be read.
 *
 * @param isKept whether a snapshot kept all that was current at the moment
 * @param now what time it is
 */
record JudgeEntry(StoredEntries entries, UniverseId universe, Instant moment, boolean isKept, Supplier<Instant> now)
        implements Stage.Fetch {
    private static final int BYTES = 300;
    private static final Duration KEPT = Duration.ofDays(30);

    /** @param version the time of what can be read; empty: nothing can */
    private record Judged(Chance chance, Optional<Instant> version, String reason) {
        Judged(Chance chance, Optional<Instant> version) {
            this(chance, version, "");
        }
    }

    @Override
    public Item fetch(Item item) throws InterruptedException {
        EntryAddress address = CopyEntry.address(universe, Objects.requireNonNull(item.row()));
        Judged judged = judged(address);
        return item.with(
                CopyEntry.row(
                        address,
                        CopyEntry.named(address)
                                .put("state", judged.chance().word())
                                .put(
                                        "version",
                                        judged.version().map(Instant::toString).orElse(""))
                                .put("reason", judged.reason())),
                BYTES);
    }

    private Judged judged(EntryAddress address) throws InterruptedException {
        if (!CopyEntry.canBeAsked(address)) {
            return new Judged(Chance.UNREADABLE, Optional.empty(), "its key holds half a character (a lone surrogate)");
        }
        try {
            return judge(address);
        } catch (OpenCloudException.Refused refused) {
            if (refused.kind() == ErrorKind.INVALID) {
                return new Judged(Chance.UNREADABLE, Optional.empty(), String.valueOf(refused.getMessage()));
            }
            throw refused;
        }
    }

    private Judged judge(EntryAddress address) throws InterruptedException {
        Optional<PastEntry> latest = entries.latest(address);
        Optional<Instant> written = latest.flatMap(PastEntry::written);
        if (written.isPresent() && !written.get().isAfter(moment)) {
            return new Judged(Chance.EXACT, written);
        }
        Optional<PastEntry> then = entries.at(address, moment);
        if (then.isEmpty()) {
            return withNothingOfThen(address, latest);
        }
        return new Judged(
                isWhole(address, then.get()) ? Chance.EXACT : Chance.NEAREST_EARLIER,
                then.get().written());
    }

    /** Whether nothing can have been overwritten: the same is still current at the end of the hour. */
    private boolean isWhole(EntryAddress address, PastEntry then) throws InterruptedException {
        Optional<Instant> end = isKept ? Optional.empty() : Moment.endOfHour(moment, now.get());
        if (end.isEmpty()) {
            return true;
        }
        Optional<PastEntry> later = entries.at(address, end.get());
        if (later.isPresent()) {
            return later.get().revision().equals(then.revision());
        }
        // A deletion replaces nothing, but a write before it may have.
        return entries.revisions(address, Optional.of(moment)).stream()
                .noneMatch(each -> !each.isDeletion()
                        && each.time().isAfter(moment)
                        && !each.time().isAfter(end.get()));
    }

    private Judged withNothingOfThen(EntryAddress address, Optional<PastEntry> latest) throws InterruptedException {
        List<EntryRevision> revisions = entries.revisions(address, Optional.empty());
        boolean wasDeleted = revisions.stream()
                .filter(each -> !each.time().isAfter(moment))
                .reduce((earlier, later) -> later)
                .filter(EntryRevision::isDeletion)
                .isPresent();
        boolean wasMadeLater =
                created(address, latest, revisions).filter(moment::isBefore).isPresent();
        boolean isLongAgo = moment.isBefore(now.get().minus(KEPT));
        if (wasDeleted || wasMadeLater || (isKept && !isLongAgo)) {
            return new Judged(Chance.DID_NOT_EXIST, Optional.empty());
        }
        if (isLongAgo) {
            return new Judged(Chance.EXPIRED, Optional.empty());
        }
        return new Judged(
                Chance.ONLY_CURRENT,
                revisions.stream()
                        .filter(each -> !each.isDeletion())
                        .map(EntryRevision::time)
                        .findFirst());
    }

    /** When the key was first written; of one that is deleted, a version tells. */
    private Optional<Instant> created(EntryAddress address, Optional<PastEntry> latest, List<EntryRevision> revisions)
            throws InterruptedException {
        Optional<PastEntry> any = latest;
        Optional<EntryRevision> value =
                revisions.stream().filter(each -> !each.isDeletion()).findFirst();
        if (any.isEmpty() && value.isPresent()) {
            any = entries.at(address, value.get());
        }
        try {
            return any.map(entry -> OffsetDateTime.parse(entry.createTime()).toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
