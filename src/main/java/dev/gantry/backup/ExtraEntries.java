package dev.gantry.backup;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.gantry.backup.repository.Backup;
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
import dev.gantry.source.Access;
import dev.gantry.source.walk.Level;
import dev.gantry.source.walk.Listing;
import dev.gantry.source.walk.ReadBounds;
import dev.gantry.source.walk.RowReader;
import dev.gantry.source.walk.Stage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a store has and the backup has not: what it says of a key that it could not read counts as having it. */
record ExtraEntries(Backup backup, UniverseId universe, Wish wish, String store) {

    RowReader reader(Access access, ReadBounds bounds, BooleanSupplier stopping) {
        DataStoreId live = new DataStoreId(wish.renamed(store));
        Extra extra = new Extra(new DataStores(access.cloud()), live, backup.knownKeys(store));
        return new RowReader(List.of(new Stage.Lists(extra)), access.cloud().concurrency(), bounds, stopping, () -> {});
    }

    private final class Extra implements Level, Listing {
        private final DataStores stores;
        private final DataStoreId live;
        private final KnownKeys known;

        Extra(DataStores stores, DataStoreId live, KnownKeys known) {
            this.stores = stores;
            this.live = live;
            this.known = known;
        }

        @Override
        public String name() {
            return "the entries of data store \"" + live + "\"";
        }

        @Override
        public Page<JsonNode> page(Optional<PageToken> token) throws InterruptedException {
            ScopeId scope = wish.scope().map(ScopeId::new).orElse(ScopeId.ALL);
            String prefix = wish.scope().isPresent() ? wish.prefix() : "";
            return stores.listEntries(universe, live, scope, prefix).page(token);
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
        public Listing below(@Nullable Row parent) {
            return this;
        }

        @Override
        public @Nullable Row row(@Nullable Row parent, Listing listing, JsonNode listed) {
            ScopeId scope = wish.scope().map(ScopeId::new).orElse(ScopeId.ALL);
            EntryAddress address = EntryAddress.ofListed(universe, live, scope, new EntryId(identity(listed)));
            EntryKey key =
                    new EntryKey(store, address.scope().value(), address.id().value());
            if (!key.id().startsWith(wish.prefix()) || known.has(key)) {
                return null;
            }
            return wish.deletion(store, key.scope(), key.id());
        }
    }
}
