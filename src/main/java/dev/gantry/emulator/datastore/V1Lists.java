package dev.gantry.emulator.datastore;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Catalogue;
import dev.gantry.emulator.wire.ErrorShape;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.OperationClass;
import dev.gantry.emulator.wire.Page;
import dev.gantry.emulator.wire.PageShape;

/**
 * The lists of data stores v1: {@code Datastores_ListDatastoresAsync}, {@code Entries_ListKeysAsync} and {@code
 * Entries_ListEntryVersionsAsync} of the OpenAPI document (checked 2026-11-24), with the names that they really have.
 */
final class V1Lists {
    private static final PageShape STORES =
            new PageShape("datastores", "cursor", "nextPageCursor", "limit", 1, 100, false);
    private static final PageShape VERSIONS =
            new PageShape("versions", "cursor", "nextPageCursor", "limit", 1, 100, false);

    private final DataStores stores;

    V1Lists(DataStores stores) {
        this.stores = stores;
    }

    List<Operation> operations() {
        Catalogue catalogue = Catalogue.shared();
        return List.of(
                        Operation.of(
                                catalogue.fact("Datastores_ListDatastoresAsync").paging(STORES), this::stores),
                        Operation.of("Entries_ListKeysAsync", this::keys),
                        Operation.of(
                                catalogue.fact("Entries_ListEntryVersionsAsync").paging(VERSIONS), this::versions))
                .stream()
                .map(operation -> operation.taking(OperationClass.V1_LIST).failing(ErrorShape.DATA_STORE_V1))
                .toList();
    }

    private Answer stores(Call call) {
        Page page = Page.of(call);
        List<DataStore> found = stores.universe(call)
                .list(call.parameter("prefix").orElse(""), page.after(), page.lookAhead(), false, call.now());
        return page.answer(found, DataStore::name, (json, store) -> {
            json.writeStartObject();
            json.writeStringProperty("name", store.name());
            json.writeStringProperty("createdTime", store.createTime().toString());
            json.writeEndObject();
        });
    }

    private Answer keys(Call call) {
        V1Call asked = new V1Call(call, stores.universe(call));
        boolean all = call.flag("allScopes");
        if (all && call.parameter("scope").isPresent()) {
            throw V1Call.invalid("InvalidDataStoreScope", "allScopes and a scope exclude each other");
        }
        Page page = Page.of(call);
        String prefix = call.parameter("prefix").orElse("");
        DataStore store = asked.existing();
        int end = page.after().indexOf('\0');
        Optional<DataStore.Key> after = end < 0
                ? Optional.empty()
                : Optional.of(new DataStore.Key(
                        page.after().substring(0, end), page.after().substring(end + 1)));
        List<DataStore.Key> found = all
                ? store.listAll(prefix, after, page.lookAhead(), false, call.now())
                : store.list(asked.scope(), prefix, page.after(), page.lookAhead(), false, call.now());
        Function<DataStore.Key, String> position = key -> all ? key.scope() + '\0' + key.id() : key.id();
        return page.answer(found, position, (json, key) -> {
            json.writeStartObject();
            if (all) {
                json.writeStringProperty("scope", key.scope());
            }
            json.writeStringProperty("key", key.id());
            json.writeEndObject();
        });
    }

    private Answer versions(Call call) {
        V1Call asked = new V1Call(call, stores.universe(call));
        boolean descending = isDescending(call);
        Instant start = time(call, "startTime", "InvalidStartTime", Instant.MIN);
        Instant end = time(call, "endTime", "InvalidEndTime", Instant.MAX);
        Page page = Page.of(call);
        long after = page.after().isEmpty() ? 0 : Long.parseLong(page.after());
        List<Revision> revisions = asked.found()
                .map(Entry::revisions)
                .orElseThrow(() -> V1Call.missing("EntryNotFound", "There is no such entry"));
        List<Revision> found = (descending ? revisions.reversed() : revisions)
                .stream()
                        .filter(revision ->
                                after == 0 || (descending ? revision.number() < after : revision.number() > after))
                        .filter(revision -> !revision.time().isBefore(start)
                                && !revision.time().isAfter(end))
                        .limit(page.lookAhead())
                        .toList();
        return page.answer(found, revision -> Long.toString(revision.number()), V1Call::version);
    }

    private static boolean isDescending(Call call) {
        String order = call.parameter("sortOrder").orElse("Ascending");
        return switch (order) {
            case "Ascending" -> false;
            case "Descending" -> true;
            default ->
                throw V1Call.invalid("InvalidSortOrder", "sortOrder must be Ascending or Descending, not " + order);
        };
    }

    private static Instant time(Call call, String parameter, String code, Instant absent) {
        Optional<String> text = call.parameter(parameter);
        try {
            return text.map(time -> OffsetDateTime.parse(time).toInstant()).orElse(absent);
        } catch (DateTimeParseException malformed) {
            throw V1Call.invalid(code, parameter + " is not a time: " + text.orElse(""));
        }
    }
}
