package dev.gantry.emulator.datastore;

import java.util.List;

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
    private final DataStores stores;

    StoreOperations(DataStores stores) {
        this.stores = stores;
    }

    List<Operation> operations() {
        return List.of(
                Operation.of("Cloud_ListDataStores", this::list).taking(OperationClass.LIST),
                Operation.of("Cloud_DeleteDataStore", this::delete).taking(OperationClass.REMOVE),
                Operation.of("Cloud_UndeleteDataStore", this::undelete).taking(OperationClass.REMOVE),
                Operation.of("Cloud_SnapshotDataStores", this::snapshot));
    }

    private Answer list(Call call) {
        Universe universe = stores.universe(call);
        Page page = Page.of(call);
        List<DataStore> found = universe.list(
                PrefixFilter.of(call), page.after(), page.lookAhead(), call.flag("showDeleted"), call.now());
        return page.answer(found, DataStore::name, (json, store) -> store.write(json, universe.id()));
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
