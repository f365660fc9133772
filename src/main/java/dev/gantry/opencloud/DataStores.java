package dev.gantry.opencloud;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalDouble;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.opencloud.http.PathSegment;
import dev.gantry.opencloud.limits.UniverseClass;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Data stores, v2: the stores, their entries' ids, one entry whole, and a snapshot of all. Shapes checked on
 * 2026-11-26.
 */
public final class DataStores {

    public static final ApiOperation LIST_STORES = Catalog.ofProgram().operation("Cloud_ListDataStores");
    public static final ApiOperation LIST_ENTRIES =
            Catalog.ofProgram().operation("Cloud_ListDataStoreEntries__Using_Universes_DataStores");
    public static final ApiOperation GET_ENTRY =
            Catalog.ofProgram().operation("Cloud_GetDataStoreEntry__Using_Universes_DataStores_Scopes");
    public static final ApiOperation LIST_ORDERED = Catalog.ofProgram().operation("Cloud_ListOrderedDataStoreEntries");
    public static final ApiOperation SNAPSHOT = Catalog.ofProgram().operation("Cloud_SnapshotDataStores");

    private final OpenCloud cloud;

    public DataStores(OpenCloud cloud) {
        this.cloud = cloud;
    }

    /** How many calls can be under way at one time. */
    public int concurrency() {
        return cloud.concurrency();
    }

    /** The universe's stores whose names begin with the prefix; {@code Cloud_ListDataStores}. */
    public PagedList list(UniverseId universe, String prefix) {
        return list(universe, prefix, false);
    }

    /** @param deleted whether those marked for deletion are listed too, with {@code state} and {@code expireTime} */
    public PagedList list(UniverseId universe, String prefix, boolean deleted) {
        Request request = Request.of(LIST_STORES).withVariable("universe_id", universe.toString());
        Request some = startingWith(request, prefix);
        return PagedList.of(cloud, deleted ? some.withQuery("showDeleted", "true") : some);
    }

    /** The entries of an ordered store with their values, as they are; {@code Cloud_ListOrderedDataStoreEntries}. */
    public PagedList listOrdered(UniverseId universe, DataStoreId store, ScopeId scope) {
        return PagedList.of(
                cloud,
                Request.of(LIST_ORDERED)
                        .withVariable("universe_id", universe.toString())
                        .withVariable("ordered_data_store_id", store.value())
                        .withVariable("scope_id", scope.value()));
    }

    /**
     * The entries of a store, their ids without their values; {@code
     * Cloud_ListDataStoreEntries__Using_Universes_DataStores}.
     */
    public PagedList listEntries(UniverseId universe, DataStoreId store, ScopeId scope, String prefix) {
        return listEntries(universe, store, scope, prefix, false);
    }

    /** @param deleted whether those marked as deleted are listed too; nothing in the list tells them from the others */
    public PagedList listEntries(
            UniverseId universe, DataStoreId store, ScopeId scope, String prefix, boolean deleted) {
        Request request = Request.of(LIST_ENTRIES)
                .withVariable("universe_id", universe.toString())
                .withVariable("data_store_id", store.value())
                .withVariable("scope_id", scope.value());
        Request some = startingWith(request, prefix);
        return PagedList.of(cloud, deleted ? some.withQuery("showDeleted", "true") : some);
    }

    /**
     * An entry as it is now, as Open Cloud's document shapes it: {@code path, id, value, users, attributes, etag,
     * revisionId, createTime, revisionCreateTime, state}; empty when it is marked as deleted or gone.
     */
    public Optional<Received> get(EntryAddress address) throws InterruptedException {
        return get(address, address.path());
    }

    /** An entry as it was at a moment; empty when it did not exist then, or when nothing of then is kept. */
    public Optional<Received> get(EntryAddress address, Instant moment) throws InterruptedException {
        return get(address, address.pathAsOf(moment));
    }

    private Optional<Received> get(EntryAddress address, String path) throws InterruptedException {
        try {
            return Optional.of(cloud.call(Request.of(GET_ENTRY, address.universe(), path)));
        } catch (OpenCloudException.Refused refused) {
            if (refused.kind() == ErrorKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /**
     * The latest snapshot of a universe's stores: everything that was current at its time can be read for 30 days, whatever
     * is written afterwards.
     *
     * @param isNew whether it was taken just now; there is one to a UTC day
     */
    public record Snapshot(Instant time, boolean isNew) {}

    /** Takes today's snapshot unless it was taken; {@code Cloud_SnapshotDataStores}. */
    public Snapshot snapshot(UniverseId universe) throws InterruptedException {
        Request request = Request.of(SNAPSHOT)
                .withVariable("universe_id", universe.toString())
                .withBody(JsonNodeFactory.instance.objectNode())
                .repeatable();
        JsonNode answer = cloud.call(request).json();
        String time = answer.path("latestSnapshotTime").asString("");
        try {
            return new Snapshot(
                    OffsetDateTime.parse(time).toInstant(),
                    answer.path("newSnapshotTaken").asBoolean(false));
        } catch (DateTimeException unreadable) {
            throw new OpenCloudException.Unusable("The snapshot of universe " + universe
                    + " was answered without its time (latestSnapshotTime: \"" + time
                    + "\"), so nothing can be read as of"
                    + " it. Tell Roblox, or read as-of: a time.");
        }
    }

    /** Lists of stores and entries that may be asked for in a minute just now; empty: as many as one likes. */
    public OptionalDouble listsPerMinute(UniverseId universe) {
        return cloud.allotment().allowance(universe.value(), UniverseClass.LIST).perMinute();
    }

    /** What time it is. */
    public Instant now() {
        return cloud.time().now();
    }

    static String storePath(UniverseId universe, DataStoreId store) {
        return "/cloud/v2/universes/" + universe + "/data-stores/" + PathSegment.encode(store.value());
    }

    private static Request startingWith(Request request, String prefix) {
        String quoted = prefix.replace("\\", "\\\\").replace("\"", "\\\"");
        return prefix.isEmpty() ? request : request.withQuery("filter", "id.startsWith(\"" + quoted + "\")");
    }
}
