package dev.gantry.source;

import java.util.List;
import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.UniverseId;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * The rows of a part, and then one of its store: a store that is marked for deletion while it is read answers as if its
 * entries had never been, so only a look afterwards tells.
 */
final class ThenStore implements ItemStreamReader<List<Row>> {
    private final ItemStreamReader<List<Row>> entries;
    private final DataStores stores;
    private final UniverseId universe;
    private final String name;
    private boolean isTold;

    ThenStore(ItemStreamReader<List<Row>> entries, DataStores stores, UniverseId universe, String name) {
        this.entries = entries;
        this.stores = stores;
        this.universe = universe;
        this.name = name;
    }

    @Override
    public void open(ExecutionContext context) {
        isTold = false;
        entries.open(context);
    }

    @Override
    public @Nullable List<Row> read() throws Exception {
        @Nullable List<Row> batch = entries.read();
        if (batch != null || isTold) {
            return batch;
        }
        isTold = true;
        Optional<StoreState> now = StoreState.find(stores, universe, name);
        return List.of(now.map(store -> store.row(store.isDeleted()))
                .orElseGet(() -> new StoreState(name, "", "unknown").row(true)));
    }

    @Override
    public void update(ExecutionContext context) {
        entries.update(context);
    }

    @Override
    public void close() {
        entries.close();
    }
}
