package dev.gantry.emulator.datastore;

import java.util.List;
import java.util.Set;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.OperationClass;
import dev.gantry.emulator.wire.Page;
import dev.gantry.emulator.wire.Refused;

/**
 * Standard data stores themselves: {@code Cloud_ListDataStores}, {@code Cloud_DeleteDataStore}, {@code
 * Cloud_UndeleteDataStore} and {@code Cloud_SnapshotDataStores} of the OpenAPI document (checked 2026-11-23).
 */
final class StoreOperations {
    private static final String STORES = "/cloud/v2/universes/{universe_id}/data-stores";
    private static final int USUAL_PAGE = 10;
    private static final int LARGEST_PAGE = 100;
    private static final long PER_OWNER_AND_MINUTE = 1_000_000;
    private static final long SNAPSHOTS_PER_OWNER_AND_MINUTE = 60;

    private final DataStores stores;

    StoreOperations(DataStores stores) {
        this.stores = stores;
    }

    List<Operation> operations() {
        String store = STORES + "/{data_store_id}";
        return List.of(
                operation("Cloud_ListDataStores", "GET", STORES, OperationClass.LIST, "list", this::list),
                operation("Cloud_DeleteDataStore", "DELETE", store, OperationClass.REMOVE, "delete", this::delete),
                operation(
                        "Cloud_UndeleteDataStore",
                        "POST",
                        store + ":undelete",
                        OperationClass.REMOVE,
                        "delete",
                        this::undelete),
                operation(
                        "Cloud_SnapshotDataStores",
                        "POST",
                        STORES + ":snapshot",
                        OperationClass.OTHER,
                        "snapshot",
                        this::snapshot));
    }

    private static Operation operation(
            String id, String method, String path, OperationClass kind, String right, Operation.Handler handler) {
        Set<String> scopes = Set.of("universe-datastores.control:" + right);
        long perMinute = right.equals("snapshot") ? SNAPSHOTS_PER_OWNER_AND_MINUTE : PER_OWNER_AND_MINUTE;
        return new Operation(id, Operation.DEFAULT_HOST, method, path, kind, scopes, perMinute, handler);
    }

    private Answer list(Call call) {
        Universe universe = stores.universe(call);
        Page page = Page.of(call, USUAL_PAGE, LARGEST_PAGE);
        List<DataStore> found = universe.list(
                PrefixFilter.of(call), page.after(), page.lookAhead(), call.flag("showDeleted"), call.now());
        return page.answer("dataStores", found, DataStore::name, (json, store) -> store.write(json, universe.id()));
    }

    private Answer delete(Call call) {
        DataStore store = find(call);
        store.delete(call.now());
        return answer(call, store);
    }

    private Answer undelete(Call call) {
        DataStore store = find(call);
        store.undelete();
        return answer(call, store);
    }

    private Answer snapshot(Call call) {
        Universe universe = stores.universe(call);
        boolean taken = universe.snapshot(call.now());
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeBooleanProperty("newSnapshotTaken", taken);
            json.writeStringProperty(
                    "latestSnapshotTime", universe.latestSnapshot().toString());
            json.writeEndObject();
        });
    }

    private DataStore find(Call call) {
        String name = call.variable("data_store_id");
        return stores.universe(call)
                .find(name, call.now())
                .orElseThrow(() -> Refused.notFound("There is no data store " + name));
    }

    private Answer answer(Call call, DataStore store) {
        long universe = stores.universe(call).id();
        return Answer.json(json -> store.write(json, universe));
    }
}
