package dev.gantry.source;

import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryId;
import dev.gantry.opencloud.ErrorKind;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.source.walk.Listing;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The ids of a store's entries, of one scope or of all, that begin with a prefix. */
record EntryListing(DataStores stores, UniverseId universe, DataStoreId store, ScopeId scope, String prefix)
        implements Listing {

    @Override
    public String name() {
        return "the entries of data store \"" + store + "\"";
    }

    @Override
    public Page<JsonNode> page(Optional<PageToken> token) throws InterruptedException {
        try {
            return stores.listEntries(universe, store, scope, prefix).page(token);
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

    /** A row that says where its entry lives; what else it holds is to be read. */
    Row row(@Nullable Row parent, JsonNode listed) {
        EntryAddress address = EntryAddress.ofListed(universe, store, scope, new EntryId(identity(listed)));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", address.id().value());
        json.put("dataStore", address.dataStore().value());
        json.put("scope", address.scope().value());
        String id = address.dataStore() + "/" + address.scope() + "/" + address.id();
        return RowShape.of(parent, json, id);
    }
}
