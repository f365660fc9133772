package dev.gantry.emulator.datastore;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Page;
import dev.gantry.emulator.wire.Refused;

import static dev.gantry.emulator.wire.OperationClass.LIST;
import static dev.gantry.emulator.wire.OperationClass.READ;
import static dev.gantry.emulator.wire.OperationClass.REMOVE;
import static dev.gantry.emulator.wire.OperationClass.WRITE;

/**
 * Entries of standard data stores, {@code Cloud_*DataStoreEntry*} of the OpenAPI document (checked 2026-11-23). Their
 * revisions have a file of their own.
 */
final class EntryOperations {
    private final DataStores stores;

    EntryOperations(DataStores stores) {
        this.stores = stores;
    }

    List<Operation> operations() {
        return Stream.of(
                        new EntryRoute("ListDataStoreEntries", LIST).onAll(this::list),
                        new EntryRoute("CreateDataStoreEntry", WRITE).onAll(this::create),
                        new EntryRoute("GetDataStoreEntry", READ).onOne(this::get),
                        new EntryRoute("UpdateDataStoreEntry", WRITE).onOne(this::update),
                        new EntryRoute("DeleteDataStoreEntry", REMOVE).onOne(this::delete),
                        new EntryRoute("IncrementDataStoreEntry", WRITE).onOne(this::increment))
                .flatMap(List::stream)
                .toList();
    }

    private Answer list(Call call) {
        Universe universe = stores.universe(call);
        DataStore store = universe.existing(call.variable("data_store_id"), call.now());
        Page page = Page.of(call);
        String scope = EntryAddress.scope(call);
        String prefix = PrefixFilter.of(call);
        boolean deleted = call.flag("showDeleted");
        boolean all = scope.equals(DataStore.ALL_SCOPES);
        List<DataStore.Key> keys = all
                ? store.listAll(prefix, position(page.after()), page.lookAhead(), deleted, call.now())
                : store.list(scope, prefix, page.after(), page.lookAhead(), deleted, call.now());
        return page.answer(keys, key -> all ? key.scope() + '\0' + key.id() : key.id(), (json, key) -> {
            json.writeStartObject();
            json.writeStringProperty("path", EntryAddress.path(universe.id(), store.name(), key));
            json.writeStringProperty("id", all ? key.scope() + "/" + key.id() : key.id());
            json.writeEndObject();
        });
    }

    private static Optional<DataStore.Key> position(String after) {
        int end = after.indexOf('\0');
        return end < 0
                ? Optional.empty()
                : Optional.of(new DataStore.Key(after.substring(0, end), after.substring(end + 1)));
    }

    private Answer get(Call call) {
        RevisionSuffix asked = RevisionSuffix.of(call.variable("entry_id"), call.now());
        EntryAddress address = EntryAddress.of(call, stores.universe(call), asked.id());
        Revision revision = address.universe()
                .existing(address.store(), call.now())
                .find(address.key(), call.now())
                .flatMap(asked::pick)
                .orElseThrow(() -> missing(call.variable("entry_id")));
        return Answer.json(
                json -> revision.write(json, address.path(), address.key().id()));
    }

    private Answer create(Call call) {
        String id = call.parameter("id").orElseThrow(() -> Refused.invalid("The parameter id is missing"));
        EntryAddress address = EntryAddress.of(call, stores.universe(call), id);
        Revision.Content content = EntryBody.parse(call.body().text()).content();
        return change(call, address, current -> {
            if (current.filter(Entry::isLive).isPresent()) {
                throw Refused.invalid("Entry " + id + " exists already");
            }
            return written(call, address, current, content);
        });
    }

    private Answer update(Call call) {
        EntryAddress address = forWriting(call);
        EntryBody body = EntryBody.parse(call.body().text());
        Revision.Content content = body.content();
        boolean allowMissing = call.flag("allowMissing");
        if (!allowMissing) {
            address.universe().existing(address.store(), call.now());
        }
        return change(call, address, current -> {
            if (current.isEmpty() && !allowMissing) {
                throw missing(address.key().id());
            }
            checkEtag(call, body.etag(), current);
            return written(call, address, current, content);
        });
    }

    private Answer delete(Call call) {
        EntryAddress address = forWriting(call);
        address.universe().existing(address.store(), call.now());
        return change(call, address, current -> {
            Entry entry = current.filter(Entry::isLive)
                    .orElseThrow(() -> missing(address.key().id()));
            checkEtag(call, Optional.empty(), current);
            return entry.deleted(call.now());
        });
    }

    private Answer increment(Call call) {
        EntryAddress address = forWriting(call);
        EntryBody body = EntryBody.parse(call.body().text());
        Increment increment = Increment.by(body.property("amount").orElse(""));
        return change(call, address, current -> {
            Optional<String> value = current.filter(Entry::isLive)
                    .map(entry -> entry.latest().content().value());
            return written(call, address, current, body.content(increment.applyTo(value)));
        });
    }

    /**
     * The entry that a write means. An id that is taken counts as it is written; else what follows its last {@code @} may
     * say that the newest revision is meant. So a patch of any other revision that allows to create what is missing makes
     * an entry with {@code @} in its id.
     */
    private EntryAddress forWriting(Call call) {
        Universe universe = stores.universe(call);
        String text = call.variable("entry_id");
        EntryAddress newest = EntryAddress.of(call, universe, RevisionSuffix.withoutLatest(text));
        if (newest.key().id().length() == text.length()) {
            return newest;
        }
        Optional<DataStore> store = universe.find(newest.store(), call.now());
        boolean known =
                store.flatMap(found -> found.find(newest.key(), call.now())).isPresent();
        return known ? newest : EntryAddress.of(call, universe, text);
    }

    private static Entry written(Call call, EntryAddress address, Optional<Entry> current, Revision.Content content) {
        Instant snapshot = address.universe().latestSnapshot();
        return current.map(entry -> entry.written(content, call.now(), snapshot))
                .orElseGet(() -> Entry.create(content, call.now()));
    }

    private static Answer change(Call call, EntryAddress address, Scope.Change change) {
        Revision latest = address.universe()
                .change(address.store(), address.key(), call.now(), change)
                .latest();
        return Answer.json(
                json -> latest.write(json, address.path(), address.key().id()));
    }

    private static void checkEtag(Call call, Optional<String> inBody, Optional<Entry> current) {
        String header = call.header("if-match").replace("W/", "").replace("\"", "");
        String now = current.map(entry -> entry.latest().etag()).orElse("");
        boolean headerFits = header.isEmpty() || (header.equals("*") && current.isPresent()) || header.equals(now);
        if (!headerFits || !inBody.orElse(now).equals(now)) {
            throw Refused.aborted("The entry has changed: its etag is no longer the one that was sent");
        }
    }

    private static Refused missing(String id) {
        return Refused.notFound("There is no entry " + id);
    }
}
