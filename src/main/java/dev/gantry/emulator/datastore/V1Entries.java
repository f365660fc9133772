package dev.gantry.emulator.datastore;

import java.util.List;
import java.util.Optional;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.ErrorShape;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.OperationClass;

/**
 * Entries through data stores v1, {@code Entries_*EntryAsync} and {@code Entries_GetEntryVersionAsync} of the OpenAPI
 * document (checked 2026-11-24). The entries are those of v2, a version is a revision.
 */
final class V1Entries {
    private final DataStores stores;

    V1Entries(DataStores stores) {
        this.stores = stores;
    }

    List<Operation> operations() {
        return List.of(
                operation("Entries_GetEntryAsync", OperationClass.V1_READ, this::get),
                operation("Entries_GetEntryVersionAsync", OperationClass.V1_READ, this::version),
                operation("Entries_SetEntryAsync", OperationClass.V1_WRITE, this::set),
                operation("Entries_IncrementEntryAsync", OperationClass.V1_WRITE, this::increment),
                operation("Entries_DeleteEntryAsync", OperationClass.V1_REMOVE, this::delete));
    }

    private static Operation operation(String id, OperationClass limit, Operation.Handler handler) {
        return Operation.of(id, handler).taking(limit).failing(ErrorShape.DATA_STORE_V1);
    }

    private Answer get(Call call) {
        return V1Call.value(200, live(new V1Call(call, stores.universe(call))).latest());
    }

    private Answer version(Call call) {
        V1Call asked = new V1Call(call, stores.universe(call));
        String id = call.parameter("versionId").orElse("");
        return asked.found()
                .flatMap(entry -> entry.revision(id))
                .filter(revision -> !revision.deleted())
                .map(revision -> V1Call.value(200, revision))
                .orElseThrow(() -> V1Call.missing("VersionNotFound", "The entry has no version " + id));
    }

    private Answer set(Call call) {
        V1Call asked = new V1Call(call, stores.universe(call));
        String sum = call.header("content-md5");
        if (!sum.isEmpty() && !sum.equals(V1Call.md5(call.body().bytes()))) {
            throw V1Call.invalid("ChecksumMismatch", "content-md5 is not the sum of the body");
        }
        boolean create = call.flag("exclusiveCreate");
        Optional<String> match = call.parameter("matchVersion");
        if (create && match.isPresent()) {
            throw V1Call.invalid(
                    "ExclusiveCreateAndMatchVersionCannotBeSet", "exclusiveCreate and matchVersion exclude each other");
        }
        EntryAddress address = asked.entry();
        Revision.Content content = asked.content(call.body().text());
        Optional<Entry> current = asked.universe()
                .find(address.store(), call.now())
                .flatMap(store -> store.find(address.key(), call.now()))
                .filter(Entry::isLive);
        boolean fits = create
                ? current.isEmpty()
                : match.isEmpty() || current.map(entry -> entry.latest().id()).equals(match);
        if (!fits) {
            return current.map(entry -> V1Call.value(412, entry.latest())).orElseGet(() -> Answer.nothing(412));
        }
        return V1Call.version(write(call, address, content));
    }

    private Answer increment(Call call) {
        V1Call asked = new V1Call(call, stores.universe(call));
        Increment increment = Increment.by(call.parameter("incrementBy").orElse("1"));
        EntryAddress address = asked.entry();
        Optional<String> value = asked.universe()
                .find(address.store(), call.now())
                .flatMap(store -> store.find(address.key(), call.now()))
                .filter(Entry::isLive)
                .map(entry -> entry.latest().content().value());
        return V1Call.value(200, write(call, address, asked.content(increment.applyTo(value))));
    }

    private Answer delete(Call call) {
        V1Call asked = new V1Call(call, stores.universe(call));
        Entry entry = live(asked);
        asked.existing()
                .change(
                        asked.entry().key(),
                        call.now(),
                        current -> current.orElse(entry).deleted(call.now()));
        return Answer.nothing(204);
    }

    private static Revision write(Call call, EntryAddress address, Revision.Content content) {
        Universe universe = address.universe();
        return universe.change(
                        address.store(),
                        address.key(),
                        call.now(),
                        current -> current.map(entry -> entry.written(content, call.now(), universe.latestSnapshot()))
                                .orElseGet(() -> Entry.create(content, call.now())))
                .latest();
    }

    private static Entry live(V1Call asked) {
        return asked.found()
                .filter(Entry::isLive)
                .orElseThrow(() -> V1Call.missing(
                        "EntryNotFound",
                        "There is no entry " + asked.entry().key().id()));
    }
}
