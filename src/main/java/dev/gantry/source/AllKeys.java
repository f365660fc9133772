package dev.gantry.source;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.gantry.job.Row;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.source.walk.Level;
import dev.gantry.source.walk.Listing;
import dev.gantry.source.walk.ReadBounds;
import dev.gantry.source.walk.RowReader;
import dev.gantry.source.walk.Stage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The keys of data stores, those of deleted entries among them, listed 256 at a time and not read: rows {@code {dataStore, scope,
 * id}}.
 *
 * @param dataStores names, or prefixes that end in {@code *}
 * @param scope one, or all
 */
public record AllKeys(UniverseId universe, List<String> dataStores, ScopeId scope) {

    public AllKeys {
        dataStores = List.copyOf(dataStores);
    }

    public RowReader reader(Access access, ReadBounds bounds, BooleanSupplier stopping) {
        DataStores stores = new DataStores(access.cloud());
        return new RowReader(
                List.of(new Stage.Lists(new OfUniverse(stores)), new Stage.Lists(new OfStore(stores))),
                1,
                bounds,
                stopping,
                () -> {});
    }

    private boolean wants(String store) {
        return dataStores.stream()
                .anyMatch(name -> name.endsWith("*")
                        ? store.startsWith(name.substring(0, name.length() - 1))
                        : store.equals(name));
    }

    /** The stores that are wanted. */
    private final class OfUniverse implements Level, Listing {
        private final DataStores stores;

        OfUniverse(DataStores stores) {
            this.stores = stores;
        }

        @Override
        public String name() {
            return "the data stores of universe " + universe;
        }

        @Override
        public Page<JsonNode> page(Optional<PageToken> token) throws InterruptedException {
            return stores.list(universe, "").page(token);
        }

        @Override
        public Listing below(@Nullable Row parent) {
            return this;
        }

        @Override
        public @Nullable Row row(@Nullable Row parent, Listing listing, JsonNode listed) {
            String store = listed.path("id").asString();
            return wants(store)
                    ? new Row(store, JsonNodeFactory.instance.objectNode().put("dataStore", store))
                    : null;
        }
    }

    /** The keys of one. */
    private final class OfStore implements Level {
        private final DataStores stores;

        OfStore(DataStores stores) {
            this.stores = stores;
        }

        @Override
        public Listing below(@Nullable Row parent) {
            DataStoreId store = new DataStoreId(java.util.Objects.requireNonNull(parent)
                    .json()
                    .path("dataStore")
                    .asString());
            EntryPart part = new EntryPart(store, scope, "", new EntryPart.Share.Whole(), Optional.empty());
            return new CopyListing(new EntryListing(stores, universe, part, true));
        }

        @Override
        public @Nullable Row row(@Nullable Row parent, Listing listing, JsonNode listed) {
            return listing instanceof CopyListing copies ? copies.entries().row(null, listed) : null;
        }
    }
}
