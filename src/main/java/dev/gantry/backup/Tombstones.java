package dev.gantry.backup;

import java.util.Optional;

import dev.gantry.backup.repository.EntryKey;
import dev.gantry.backup.repository.KnownKeys;
import dev.gantry.job.Row;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryId;
import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.source.walk.Level;
import dev.gantry.source.walk.Listing;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The keys of a store whose entries are marked as deleted. No list tells them from others, but those that are listed only together
 * with deleted ones are: so the others are listed first, and none of them needs to be read.
 */
final class Tombstones implements Level, Listing {
    private final DataStores stores;
    private final UniverseId universe;
    private final DataStoreId store;
    private final Wish wish;
    private final Selection selection;
    private @Nullable KnownKeys live;

    Tombstones(DataStores stores, UniverseId universe, DataStoreId store, Wish wish, Selection selection) {
        this.stores = stores;
        this.universe = universe;
        this.store = store;
        this.wish = wish;
        this.selection = selection;
    }

    @Override
    public Listing below(@Nullable Row parent) {
        return this;
    }

    @Override
    public String name() {
        return "the entries of data store \"" + store + "\"";
    }

    @Override
    public synchronized Page<JsonNode> page(Optional<PageToken> token) throws InterruptedException {
        if (live == null) {
            live = live();
        }
        return list(true, token);
    }

    private KnownKeys live() throws InterruptedException {
        KnownKeys known = new KnownKeys();
        Optional<PageToken> token = Optional.empty();
        do {
            Page<JsonNode> page = list(false, token);
            page.items().forEach(listed -> known.add(key(listed)));
            token = page.nextAfter(token, name());
        } while (token.isPresent());
        return known;
    }

    private Page<JsonNode> list(boolean deleted, Optional<PageToken> token) throws InterruptedException {
        // Over all scopes an id begins with its scope, so that a prefix means something else.
        String prefix = wish.scope().isPresent() ? wish.prefix() : "";
        return stores.listEntries(universe, store, scope(), prefix, deleted).page(token);
    }

    private ScopeId scope() {
        return wish.scope().map(ScopeId::new).orElse(ScopeId.ALL);
    }

    private EntryKey key(JsonNode listed) {
        EntryAddress address = EntryAddress.ofListed(universe, store, scope(), new EntryId(identity(listed)));
        return new EntryKey(store.value(), address.scope().value(), address.id().value());
    }

    @Override
    public String identity(JsonNode row) {
        return row.path("id").asString();
    }

    @Override
    public boolean mayBeSorted() {
        return true;
    }

    @Override
    public synchronized @Nullable Row row(@Nullable Row parent, Listing listing, JsonNode listed) {
        EntryKey key = key(listed);
        if (live == null || live.has(key) || !selection.takes(key)) {
            return null;
        }
        return new Row(
                key.toString(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("dataStore", key.dataStore())
                        .put("scope", key.scope())
                        .put("id", key.id()));
    }
}
