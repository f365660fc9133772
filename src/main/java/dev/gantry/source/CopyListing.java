package dev.gantry.source;

import java.util.List;
import java.util.Optional;

import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import dev.gantry.source.walk.Listing;
import tools.jackson.databind.JsonNode;

/** The ids of a part, which end where the store is marked for deletion meanwhile: {@link ThenStore} tells that. */
record CopyListing(EntryListing entries) implements Listing {

    @Override
    public String name() {
        return entries.name();
    }

    @Override
    public Page<JsonNode> page(Optional<PageToken> token) throws InterruptedException {
        try {
            return entries.page(token);
        } catch (UserMistake missing) {
            Optional<StoreState> now = StoreState.find(
                    entries.stores(), entries.universe(), entries.part().store().value());
            if (now.isPresent() && !now.get().isDeleted()) {
                throw missing;
            }
            return new Page<>(List.of(), Optional.empty(), 0);
        }
    }

    @Override
    public String identity(JsonNode row) {
        return entries.identity(row);
    }

    @Override
    public boolean mayBeSorted() {
        return entries.mayBeSorted();
    }
}
