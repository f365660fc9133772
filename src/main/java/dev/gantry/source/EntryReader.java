package dev.gantry.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
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

    /** How long a stop waits for what is being read. */
    private static final Duration PARTING = Duration.ofSeconds(2);

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
                cutTo(bounds.rowLimit() - counts.rows(), new EntryLister(stores, listing, cursor)),
                listed -> fetch(listed),
                fetched -> fetched.map(Received::bytes).orElse(0),
                stores.concurrency(),
                bounds.windowRows(),
                bounds.windowBytes());
    }

    /**
     * The next batch; it may be empty when nothing came in time; null at the end. When the run stops, what is being
     * read is still handed over, so that it need not be read again.
     */
    @Override
    public @Nullable List<Row> read() throws InterruptedException {
        ReadAhead<EntryLister.Listed, Optional<Received>> source = opened();
        long deadline = System.nanoTime() + bounds.batchTime().toNanos();
        List<Row> batch = new ArrayList<>(bounds.batchRows());
        long bytes = 0;
        while (batch.size() < bounds.batchRows() && bytes < bounds.batchBytes() && System.nanoTime() < deadline) {
            boolean stops = stopping.getAsBoolean();
            if (stops && source.finish()) {
                deadline = Math.min(deadline, System.nanoTime() + PARTING.toNanos());
            }
            var next = source.take(GLANCE);
            if (source.isEnded()) {
                return batch.isEmpty() && !stops ? end() : batch;
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

    /** The lister's first so many: what a limit would cut away later is not even asked for. */
    private static <K> ReadAhead.Lister<K> cutTo(long most, ReadAhead.Lister<K> lister) {
        AtomicLong left = new AtomicLong(most);
        return () -> left.getAndDecrement() > 0 ? lister.next() : Optional.empty();
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
