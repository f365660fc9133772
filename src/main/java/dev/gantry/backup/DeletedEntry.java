package dev.gantry.backup;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.gantry.backup.repository.Entry;
import dev.gantry.backup.repository.EntryKey;
import dev.gantry.job.Row;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryId;
import dev.gantry.opencloud.EntryRevision;
import dev.gantry.opencloud.PastEntry;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.StoredEntries;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.source.Between;
import dev.gantry.source.walk.Item;
import dev.gantry.source.walk.Stage;

/** Reads what a deleted entry held before, if its deletion was between two moments and is the last that happened to it. */
final class DeletedEntry implements Stage.Fetch {
    private static final int BYTES_BESIDE = 300;

    private final StoredEntries entries;
    private final UniverseId universe;
    private final Between between;
    private final Wish wish;
    private final Selection selection;

    DeletedEntry(StoredEntries entries, UniverseId universe, Between between, Wish wish, Selection selection) {
        this.entries = entries;
        this.universe = universe;
        this.between = between;
        this.wish = wish;
        this.selection = selection;
    }

    @Override
    public Item fetch(Item item) throws InterruptedException {
        Row listed = Objects.requireNonNull(item.row());
        EntryKey key = new EntryKey(
                listed.json().path("dataStore").asString(),
                listed.json().path("scope").asString(),
                listed.json().path("id").asString());
        EntryAddress address = new EntryAddress(
                universe, new DataStoreId(key.dataStore()), new ScopeId(key.scope()), new EntryId(key.id()));
        List<EntryRevision> revisions = entries.revisions(address, Optional.of(between.from()));
        if (revisions.isEmpty()
                || !revisions.getLast().isDeletion()
                || !between.has(revisions.getLast().time())) {
            return item.without(Item.Outcome.NOTHING);
        }
        Optional<PastEntry> before = before(address, revisions);
        if (before.isEmpty()) {
            return item.without(Item.Outcome.UNREADABLE);
        }
        Entry entry = entry(key, before.get());
        return selection.takes(entry)
                ? item.with(row(entry, revisions.getLast()), entry.value().length() + BYTES_BESIDE)
                : item.without(Item.Outcome.NOTHING);
    }

    /** The last value since the first moment, or else what was current then: nothing came in between. */
    private Optional<PastEntry> before(EntryAddress address, List<EntryRevision> revisions)
            throws InterruptedException {
        Optional<EntryRevision> last =
                revisions.stream().filter(each -> !each.isDeletion()).reduce((earlier, later) -> later);
        return last.isPresent() ? entries.at(address, last.get()) : entries.at(address, between.from());
    }

    private static Entry entry(EntryKey key, PastEntry before) {
        return new Entry(
                key,
                false,
                before.content().value(),
                before.content().users(),
                before.content().attributes(),
                before.revision(),
                before.createTime(),
                before.revisionCreateTime());
    }

    private Row row(Entry entry, EntryRevision deletion) {
        return new Row(
                Deletion.at(entry.key().toString(), deletion.time()).row(),
                wish.row(entry).json());
    }
}
