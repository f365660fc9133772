package dev.gantry.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.gantry.job.Row;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.Received;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads one store's entries, a batch at a time, from the checkpoint on. */
final class EntryReader implements ItemStreamReader<List<Row>> {

    private static final Duration GLANCE = Duration.ofMillis(200);

    private final DataStores stores;
    private final EntryLister.Listing listing;
    private final boolean values;
    private final StoreExists storeExists;
    private final ReadBounds bounds;
    private final BooleanSupplier stopping;

    private @Nullable ReadAhead<EntryLister.Listed, Optional<Received>> ahead;
    private Cursor cursor = Cursor.START;
    private ReadCounts counts = ReadCounts.NONE;

    EntryReader(
            DataStores stores,
            EntryLister.Listing listing,
            boolean values,
            ReadBounds bounds,
            BooleanSupplier stopping) {
        this.stores = stores;
        this.listing = listing;
        this.values = values;
        this.storeExists = new StoreExists(stores, listing);
        this.bounds = bounds;
        this.stopping = stopping;
    }

    @Override
    public void open(ExecutionContext context) {
        cursor = Cursor.in(context);
        counts = ReadCounts.in(context);
        ahead = new ReadAhead<>(
                new EntryLister(stores, listing, cursor),
                listed -> fetch(listed),
                fetched -> fetched.map(Received::bytes).orElse(0),
                stores.concurrency(),
                Math.clamp(bounds.rowLimit() - counts.rows(), 1, bounds.windowRows()),
                bounds.windowBytes());
    }

    /** The next batch; it may be empty when nothing came in time; null at the end. */
    @Override
    public @Nullable List<Row> read() throws InterruptedException {
        ReadAhead<EntryLister.Listed, Optional<Received>> source = opened();
        long deadline = System.nanoTime() + bounds.batchTime().toNanos();
        List<Row> batch = new ArrayList<>(bounds.batchRows());
        long bytes = 0;
        while (batch.size() < bounds.batchRows() && bytes < bounds.batchBytes() && System.nanoTime() < deadline) {
            if (stopping.getAsBoolean()) {
                return batch;
            }
            if (counts.rows() >= bounds.rowLimit()) {
                return batch.isEmpty() ? null : batch;
            }
            var next = source.take(GLANCE);
            if (source.isEnded()) {
                return batch.isEmpty() ? end() : batch;
            }
            if (next.isPresent()) {
                bytes += deliver(next.get(), batch);
            }
        }
        return batch;
    }

    @Override
    public void update(ExecutionContext context) {
        cursor.putInto(context);
        counts.putInto(context);
    }

    @Override
    public void close() {
        if (ahead != null) {
            ahead.close();
            ahead = null;
        }
    }

    private int deliver(ReadAhead.Delivered<EntryLister.Listed, Optional<Received>> next, List<Row> batch) {
        cursor = next.listed().after();
        Optional<Received> received = next.fetched();
        received.ifPresent(entry -> batch.add(row(next.listed(), entry)));
        counts = received.isPresent() ? counts.plusRow() : counts.plusVanished();
        return received.map(Received::bytes).orElse(0);
    }

    private @Nullable List<Row> end() throws InterruptedException {
        if (counts.rows() == 0 && counts.vanished() == 0) {
            storeExists.check();
        }
        return null;
    }

    private Optional<Received> fetch(EntryLister.Listed listed) throws InterruptedException {
        if (!values) {
            ObjectNode bare = JsonNodeFactory.instance.objectNode();
            return Optional.of(new Received(bare, 0));
        }
        return stores.get(address(listed));
    }

    /** The entry as Open Cloud has it, under the id it was listed with, and the store and scope that it came from. */
    private Row row(EntryLister.Listed listed, Received entry) {
        EntryAddress address = address(listed);
        if (entry.json() instanceof ObjectNode object) {
            object.put("id", address.id().value());
            object.put("dataStore", address.dataStore().value());
            object.put("scope", address.scope().value());
        }
        return new Row(address.dataStore() + "/" + address.scope() + "/" + address.id(), entry.json());
    }

    private EntryAddress address(EntryLister.Listed listed) {
        return EntryAddress.ofListed(listing.universe(), listing.store(), listing.scope(), listed.id());
    }

    private ReadAhead<EntryLister.Listed, Optional<Received>> opened() {
        if (ahead == null) {
            throw new IllegalStateException("the reader of " + listing.store() + " is not open");
        }
        return ahead;
    }
}
