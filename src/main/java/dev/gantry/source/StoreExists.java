package dev.gantry.source;

import java.util.Optional;

import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.ErrorKind;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import dev.gantry.opencloud.PagedList;
import tools.jackson.databind.JsonNode;

/**
 * Tells an empty store from one that does not exist, which a listing alone does not. Asked only when nothing was
 * listed, because it takes a request and a scope that reading does not.
 */
record StoreExists(EntryListing listing) {

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
        String wanted = listing.part().store().value();
        PagedList stores = listing.stores().list(listing.universe(), wanted);
        Optional<PageToken> token = Optional.empty();
        do {
            Page<JsonNode> page = stores.page(token);
            if (page.items().stream()
                    .anyMatch(store -> store.path("id").asString("").equals(wanted))) {
                return true;
            }
            token = page.nextAfter(token, "the data stores of universe " + listing.universe());
        } while (token.isPresent());
        return false;
    }

    /** What a person is told, whichever way it came out. */
    static String missing(EntryListing listing) {
        return "Data store \"" + listing.part().store() + "\" does not exist in universe " + listing.universe()
                + ". Check data-store: and universe: of the source.";
    }
}
