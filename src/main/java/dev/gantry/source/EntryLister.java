package dev.gantry.source;

import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.EntryId;
import dev.gantry.opencloud.ErrorKind;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.UniverseId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks a store's entries id by id, each with the cursor to go on from after it. Not safe for many threads.
 *
 * <p>Resumed, it asks for the checkpoint's page again and goes on after the last id delivered. If that token is no
 * longer taken, it walks from the start, ids only, past that id.
 */
final class EntryLister implements ReadAhead.Lister<EntryLister.Listed> {

    /** An entry, and how far the listing is delivered once it has been. */
    record Listed(EntryId id, Cursor after) {}

    /** What is listed. */
    record Listing(UniverseId universe, DataStoreId store, ScopeId scope, String prefix) {}

    private final DataStores stores;
    private final Listing listing;
    private Cursor cursor;
    private @Nullable Page<EntryId> page;
    private boolean resuming;
    private boolean skippingToLast;

    EntryLister(DataStores stores, Listing listing, Cursor from) {
        this.stores = stores;
        this.listing = listing;
        this.cursor = from;
        this.resuming = from.last().isPresent();
    }

    @Override
    public Optional<Listed> next() throws InterruptedException {
        while (true) {
            Page<EntryId> current = page == null ? open() : page;
            page = current;
            if (cursor.position() < current.items().size()) {
                EntryId id = current.items().get(cursor.position());
                cursor = new Cursor(cursor.page(), cursor.position() + 1, Optional.of(id));
                return Optional.of(new Listed(id, cursor));
            }
            if (current.next().isEmpty()) {
                return Optional.empty();
            }
            turnPage(current.next().get());
        }
    }

    private void turnPage(PageToken next) {
        if (cursor.page().equals(Optional.of(next))) {
            throw new IllegalStateException("Listing " + listing.store() + " does not move: page token " + next
                    + " leads to itself. Nothing more was read; resume the run later, and tell Roblox if it persists.");
        }
        cursor = new Cursor(Optional.of(next), 0, cursor.last());
        page = null;
    }

    private Page<EntryId> open() throws InterruptedException {
        Page<EntryId> opened = resuming ? reopen() : list(cursor.page());
        resuming = false;
        if (skippingToLast) {
            cursor = new Cursor(cursor.page(), skipped(opened.items()), cursor.last());
        }
        return opened;
    }

    /** The page that the checkpoint was in, as it is now. */
    private Page<EntryId> reopen() throws InterruptedException {
        Page<EntryId> again;
        try {
            again = list(cursor.page());
        } catch (OpenCloudException.Refused refused) {
            if (refused.kind() != ErrorKind.INVALID || cursor.page().isEmpty()) {
                throw refused;
            }
            skippingToLast = true;
            cursor = new Cursor(Optional.empty(), 0, cursor.last());
            return list(Optional.empty());
        }
        cursor = new Cursor(cursor.page(), resumePosition(again.items()), cursor.last());
        return again;
    }

    /**
     * Where to go on in a page that may have changed: after the last id delivered; if it is gone, where it would be in
     * a page that is in order; else one place before, because it was the one that left.
     */
    private int resumePosition(List<EntryId> ids) {
        if (cursor.position() == 0) {
            return 0;
        }
        EntryId last = cursor.last().orElseThrow();
        int found = ids.indexOf(last);
        if (found >= 0) {
            return found + 1;
        }
        return isInOrder(ids) ? firstAfter(ids, last) : Math.min(ids.size(), cursor.position() - 1);
    }

    /** How many of a page's ids lie before the goal, while walking from the start after a token expired. */
    private int skipped(List<EntryId> ids) {
        EntryId last = cursor.last().orElseThrow();
        int found = ids.indexOf(last);
        if (found >= 0) {
            skippingToLast = false;
            return found + 1;
        }
        if (isInOrder(ids) && !ids.isEmpty() && ids.getLast().value().compareTo(last.value()) > 0) {
            skippingToLast = false;
            return firstAfter(ids, last);
        }
        return ids.size();
    }

    private static boolean isInOrder(List<EntryId> ids) {
        for (int i = 1; i < ids.size(); i++) {
            if (ids.get(i - 1).value().compareTo(ids.get(i).value()) > 0) {
                return false;
            }
        }
        return true;
    }

    private static int firstAfter(List<EntryId> ids, EntryId last) {
        int at = 0;
        while (at < ids.size() && ids.get(at).value().compareTo(last.value()) <= 0) {
            at++;
        }
        return at;
    }

    private Page<EntryId> list(Optional<PageToken> token) throws InterruptedException {
        return stores.listEntries(listing.universe(), listing.store(), listing.scope(), listing.prefix(), token);
    }
}
