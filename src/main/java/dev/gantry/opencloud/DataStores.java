package dev.gantry.opencloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.opencloud.http.PathSegment;
import tools.jackson.databind.JsonNode;

/** Standard data stores, v2: the stores, their entries' ids, and one entry whole. Shapes checked on 2026-11-23. */
public final class DataStores {

    /** The most that one page of entries holds. */
    public static final int ENTRIES_PAGE = 256;

    private static final int STORES_PAGE = 100;
    private static final ApiOperation LIST_STORES = Catalog.ofProgram().operation("Cloud_ListDataStores");
    private static final ApiOperation LIST_ENTRIES =
            Catalog.ofProgram().operation("Cloud_ListDataStoreEntries__Using_Universes_DataStores");
    private static final ApiOperation GET_ENTRY =
            Catalog.ofProgram().operation("Cloud_GetDataStoreEntry__Using_Universes_DataStores_Scopes");

    private final OpenCloud cloud;

    public DataStores(OpenCloud cloud) {
        this.cloud = cloud;
    }

    /** How many calls can be under way at one time. */
    public int concurrency() {
        return cloud.concurrency();
    }

    /** A page of the universe's stores whose names begin with the prefix; {@code Cloud_ListDataStores}. */
    public Page<DataStoreId> list(UniverseId universe, String prefix, Optional<PageToken> token)
            throws InterruptedException {
        String path = "/cloud/v2/universes/" + universe + "/data-stores";
        Received page = cloud.call(Request.of(LIST_STORES, universe, path + query(STORES_PAGE, prefix, token)));
        return page(page.json(), "dataStores", DataStoreId::new);
    }

    /**
     * A page of the ids of a store's entries; {@code Cloud_ListDataStoreEntries__Using_Universes_DataStores}. Values
     * are not part of a listing.
     */
    public Page<EntryId> listEntries(
            UniverseId universe, DataStoreId store, ScopeId scope, String prefix, Optional<PageToken> token)
            throws InterruptedException {
        String path = storePath(universe, store) + "/scopes/" + PathSegment.encode(scope.value()) + "/entries";
        Received page = cloud.call(Request.of(LIST_ENTRIES, universe, path + query(ENTRIES_PAGE, prefix, token)));
        return page(page.json(), "dataStoreEntries", EntryId::new);
    }

    /**
     * An entry as it is now, as Open Cloud's document shapes it: {@code path, id, value, users, attributes, etag,
     * revisionId, createTime, revisionCreateTime, state}; empty when it was deleted since it was listed.
     */
    public Optional<Received> get(EntryAddress address) throws InterruptedException {
        try {
            return Optional.of(cloud.call(Request.of(GET_ENTRY, address.universe(), address.path())));
        } catch (OpenCloudException.Refused refused) {
            if (refused.kind() == ErrorKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    static String storePath(UniverseId universe, DataStoreId store) {
        return "/cloud/v2/universes/" + universe + "/data-stores/" + PathSegment.encode(store.value());
    }

    private static String query(int pageSize, String prefix, Optional<PageToken> token) {
        StringBuilder query = new StringBuilder("?maxPageSize=").append(pageSize);
        if (!prefix.isEmpty()) {
            String quoted = prefix.replace("\\", "\\\\").replace("\"", "\\\"");
            query.append("&filter=").append(PathSegment.encode("id.startsWith(\"" + quoted + "\")"));
        }
        token.ifPresent(at -> query.append("&pageToken=").append(PathSegment.encode(at.value())));
        return query.toString();
    }

    private static <T> Page<T> page(JsonNode page, String rows, Function<String, T> item) {
        List<T> items = new ArrayList<>();
        for (JsonNode row : page.path(rows)) {
            items.add(item.apply(row.path("id").asString()));
        }
        String next = page.path("nextPageToken").asString("");
        return new Page<>(items, next.isEmpty() ? Optional.empty() : Optional.of(new PageToken(next)));
    }
}
