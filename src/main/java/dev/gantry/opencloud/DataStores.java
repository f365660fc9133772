package dev.gantry.opencloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.opencloud.http.PathSegment;

/** Standard data stores, v2: the stores, their entries' ids, and one entry whole. Shapes checked on 2026-11-26. */
public final class DataStores {

    private static final ApiOperation LIST_STORES = Catalog.ofProgram().operation("Cloud_ListDataStores");
    private static final ApiOperation LIST_ENTRIES =
            Catalog.ofProgram().operation("Cloud_ListDataStoreEntries__Using_Universes_DataStores");
    private static final ApiOperation GET_ENTRY =
            Catalog.ofProgram().operation("Cloud_GetDataStoreEntry__Using_Universes_DataStores_Scopes");

    private final OpenCloud cloud;

    public DataStores(OpenCloud cloud) {
        this.cloud = cloud;
    }

    /**
     * The operations that reading entries takes.
     *
     * @param values whether the entries themselves are read
     * @param stores whether stores are looked up
     */
    public static List<ApiOperation> operations(boolean values, boolean stores) {
        List<ApiOperation> operations = new ArrayList<>(List.of(LIST_ENTRIES));
        if (values) {
            operations.add(GET_ENTRY);
        }
        if (stores) {
            operations.add(LIST_STORES);
        }
        return operations;
    }

    /** How many calls can be under way at one time. */
    public int concurrency() {
        return cloud.concurrency();
    }

    /** The universe's stores whose names begin with the prefix; {@code Cloud_ListDataStores}. */
    public PagedList list(UniverseId universe, String prefix) {
        Request request = Request.of(LIST_STORES).withVariable("universe_id", universe.toString());
        return PagedList.of(cloud, startingWith(request, prefix));
    }

    /**
     * The entries of a store, their ids without their values; {@code
     * Cloud_ListDataStoreEntries__Using_Universes_DataStores}.
     */
    public PagedList listEntries(UniverseId universe, DataStoreId store, ScopeId scope, String prefix) {
        Request request = Request.of(LIST_ENTRIES)
                .withVariable("universe_id", universe.toString())
                .withVariable("data_store_id", store.value())
                .withVariable("scope_id", scope.value());
        return PagedList.of(cloud, startingWith(request, prefix));
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

    private static Request startingWith(Request request, String prefix) {
        String quoted = prefix.replace("\\", "\\\\").replace("\"", "\\\"");
        return prefix.isEmpty() ? request : request.withQuery("filter", "id.startsWith(\"" + quoted + "\")");
    }
}
