package dev.gantry.source;

import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryId;
import dev.gantry.opencloud.ErrorKind;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.source.walk.Listing;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The ids that are listed for a part of a store's entries.
 *
 * @param deleted whether those of entries marked as deleted are among them
 */
record EntryListing(DataStores stores, UniverseId universe, EntryPart part, boolean deleted) implements Listing {

    @Override
    public String name() {
        return "the entries of data store \"" + part.store() + "\"";
    }

    @Override
    public Page<JsonNode> page(Optional<PageToken> token) throws InterruptedException {
        try {
            return stores.listEntries(universe, part.store(), part.scope(), part.listed(), deleted)
                    .page(token);
        } catch (OpenCloudException.Refused refused) {
            if (refused.kind() == ErrorKind.NOT_FOUND) {
                throw new UserMistake(StoreExists.missing(this), refused);
            }
            throw refused;
        }
    }

    @Override
    public String identity(JsonNode row) {
        return row.path("id").asString();
    }

    @Override
    public boolean mayBeSorted() {
        return true;
    }

    /** A row that says where its entry lives, and more only where the list does; null where the id is another part's. */
    @Nullable Row row(@Nullable Row parent, JsonNode listed) {
        if (!part.owns(identity(listed))) {
            return null;
        }
        EntryAddress address =
                EntryAddress.ofListed(universe, part.store(), part.scope(), new EntryId(identity(listed)));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", address.id().value());
        json.put("dataStore", address.dataStore().value());
        json.put("scope", address.scope().value());
        if (listed.hasNonNull("state")) {
            json.set("state", listed.get("state"));
        }
        part.moment().ifPresent(moment -> json.put("asOf", moment.time().toString()));
        String id = address.dataStore() + "/" + address.scope() + "/" + address.id();
        return RowShape.of(parent, json, id);
    }
}
