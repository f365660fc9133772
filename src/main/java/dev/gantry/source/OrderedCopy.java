package dev.gantry.source;

import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.source.walk.Level;
import dev.gantry.source.walk.Listing;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The entries of an ordered store as they are when they are listed: such stores keep no versions. */
record OrderedCopy(DataStores stores, UniverseId universe, DataStoreId store, ScopeId scope) implements Level, Listing {

    @Override
    public Listing below(@Nullable Row parent) {
        return this;
    }

    @Override
    public String name() {
        return "the entries of ordered data store \"" + store + "\"";
    }

    @Override
    public Page<JsonNode> page(Optional<PageToken> token) throws InterruptedException {
        return stores.listOrdered(universe, store, scope).page(token);
    }

    @Override
    public String identity(JsonNode row) {
        return row.path("id").asString();
    }

    @Override
    public Row row(@Nullable Row parent, Listing listing, JsonNode listed) {
        String id = identity(listed);
        return new Row(
                store + "/" + scope + "/" + id,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("dataStore", store.value())
                        .put("scope", scope.value())
                        .put("id", id)
                        .put("ordered", true)
                        .put("value", listed.path("value").asString())
                        .put("users", "[]")
                        .put("attributes", "{}")
                        .put("revision", "")
                        .put("created", "")
                        .put("updated", ""));
    }
}
