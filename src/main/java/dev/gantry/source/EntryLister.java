package dev.gantry.source;

import java.util.List;
import java.util.Optional;

import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.EntryId;
import dev.gantry.opencloud.ErrorKind;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.UniverseId;
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
                cursor = new Cursor(cursor.page(), cursor.position() + 1, Optional.of(id), cursor.inOrder());
                return Optional.of(new Listed(id, cursor));
            }
            Optional<PageToken> next =
                    current.nextAfter(cursor.page(), "the entries of data store \"" + listing.store() + "\"");
            if (next.isEmpty()) {
                checkPlaceFound();
                return Optional.empty();
            }
            cursor = new Cursor(next, 0, cursor.last(), cursor.inOrder());
            page = null;
        }
    }

    private Page<EntryId> open() throws InterruptedException {
        Page<EntryId> opened = resuming ? reopen() : list(cursor.page());
        resuming = false;
        List<EntryId> ids = opened.items();
        if (skippingToLast) {
            cursor = cursor.at(skipped(ids));
        }
        boolean inOrder = cursor.inOrder() && isInOrder(ids) && (cursor.position() > 0 || follows(ids));
        cursor = new Cursor(cursor.page(), cursor.position(), cursor.last(), inOrder);
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
            cursor = new Cursor(Optional.empty(), 0, cursor.last(), cursor.inOrder());
            return list(Optional.empty());
        }
        findPlace(again.items());
        return again;
    }

    /**
     * Where to go on in a page that may have changed: after the last id delivered. If it is gone from a listing in
     * order, where it would be, which is on a later page if entries were added before it; else one place before,
     * because it was the one that left.
     */
    private void findPlace(List<EntryId> ids) {
        if (ids.contains(last()) || (cursor.inOrder() && isInOrder(ids))) {
            skippingToLast = true;
        } else {
            cursor = cursor.at(Math.min(ids.size(), cursor.position() - 1));
        }
    }

    /** How many of a page's ids lie before the place to go on from; all of them while that is on a later page. */
    private int skipped(List<EntryId> ids) {
        int found = ids.indexOf(last());
        if (found >= 0) {
            skippingToLast = false;
            return found + 1;
        }
        boolean passed = !ids.isEmpty() && ids.getLast().value().compareTo(last().value()) > 0;
        if (passed && cursor.inOrder() && isInOrder(ids)) {
            skippingToLast = false;
            return firstAfter(ids, last());
        }
        return ids.size();
    }

    /** At the end of a sorted listing the place was behind everything; else nobody knows what was delivered. */
    private void checkPlaceFound() {
        if (skippingToLast && !cursor.inOrder()) {
            throw new OpenCloudException.Unusable("Reading data store \"" + listing.store()
                    + "\" cannot go on where it stopped: entry \"" + last()
                    + "\", the last one read, is no longer listed, and the listing is not sorted. Start a new run.");
        }
    }

    private EntryId last() {
        return cursor.last().orElseThrow();
    }

    private boolean follows(List<EntryId> ids) {
        return ids.isEmpty()
                || cursor.last().isEmpty()
                || last().value().compareTo(ids.getFirst().value()) < 0;
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
        try {
            return stores.listEntries(listing.universe(), listing.store(), listing.scope(), listing.prefix(), token);
        } catch (OpenCloudException.Refused refused) {
            if (refused.kind() == ErrorKind.NOT_FOUND) {
                throw new UserMistake(StoreExists.missing(listing), refused);
            }
            throw refused;
        }
    }
}
