package dev.gantry.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import dev.gantry.job.Row;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.PastEntry;
import dev.gantry.opencloud.StoredEntries;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.source.walk.Item;
import dev.gantry.source.walk.Stage;

/**
 * Passes on the keys whose entries were written or deleted between two moments, by the versions that are kept. Where the entry was
 * written again after the second moment and within its hour, nothing tells whether it had been written before that, and the key is
 * passed on. One read tells of most keys, two or three of those that were written since.
 *
 * @param now what time it is
 */
record ChangedWithin(StoredEntries entries, UniverseId universe, Between between, Supplier<Instant> now)
        implements Stage.Fetch {

    @Override
    public Item fetch(Item item) throws InterruptedException {
        Row listed = Objects.requireNonNull(item.row());
        EntryAddress address = CopyEntry.address(universe, listed);
        boolean goesOn = !CopyEntry.canBeAsked(address) || isChanged(address);
        return goesOn ? item : item.without(Item.Outcome.NOTHING);
    }

    private boolean isChanged(EntryAddress address) throws InterruptedException {
        Optional<PastEntry> latest = entries.latest(address);
        Optional<Instant> written = latest.flatMap(PastEntry::written);
        if (written.isPresent() && !written.get().isAfter(between.to())) {
            return between.has(written.get());
        }
        Optional<PastEntry> then = entries.at(address, between.to());
        if (then.isEmpty()) {
            return latest.filter(this::isMadeWithin).isPresent()
                    || entries.at(address, between.from()).isPresent();
        }
        return then.flatMap(PastEntry::written).map(between::has).orElse(true) || mayBeOverwritten(address, then.get());
    }

    private boolean isMadeWithin(PastEntry entry) {
        try {
            return between.has(OffsetDateTime.parse(entry.createTime()).toInstant());
        } catch (DateTimeException unreadable) {
            return true;
        }
    }

    private boolean mayBeOverwritten(EntryAddress address, PastEntry then) throws InterruptedException {
        Optional<Instant> end = Moment.endOfHour(between.to(), now.get());
        return end.isPresent()
                && entries.at(address, end.get())
                        .filter(later -> !later.revision().equals(then.revision()))
                        .isPresent();
    }
}
