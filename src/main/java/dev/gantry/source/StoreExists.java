package dev.gantry.source;

import java.util.Optional;

import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.ErrorKind;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;

/**
 * Tells an empty store from one that does not exist, which a listing alone does not. Asked only when nothing was
 * listed, because it takes a request and a scope that reading does not.
 */
record StoreExists(DataStores stores, EntryLister.Listing listing) {

    /** @throws UserMistake if the universe has no such store; not if the key may not list stores */
    void check() throws InterruptedException {
        try {
            if (!isListed()) {
                throw new UserMistake(missing(listing));
            }
        } catch (OpenCloudException.Refused refused) {
            if (refused.kind() != ErrorKind.DENIED) {
                throw refused;
            }
        }
    }

    private boolean isListed() throws InterruptedException {
        DataStoreId wanted = listing.store();
        Optional<PageToken> token = Optional.empty();
        do {
            Page<DataStoreId> page = stores.list(listing.universe(), wanted.value(), token);
            if (page.items().contains(wanted)) {
                return true;
            }
            token = page.nextAfter(token, "the data stores of universe " + listing.universe());
        } while (token.isPresent());
        return false;
    }

    /** What a person is told, whichever way it came out. */
    static String missing(EntryLister.Listing listing) {
        return "Data store \"" + listing.store() + "\" does not exist in universe " + listing.universe()
                + ". Check data-store: and universe: of the source.";
    }
}
