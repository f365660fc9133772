package dev.gantry.emulator.ordered;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import dev.gantry.emulator.ordered.OrderedDataStores.Place;
import dev.gantry.emulator.ordered.OrderedScope.Entry;
import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Page;
import dev.gantry.emulator.wire.Refused;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;

import static dev.gantry.emulator.wire.OperationClass.ORDERED_LIST;
import static dev.gantry.emulator.wire.OperationClass.ORDERED_READ;
import static dev.gantry.emulator.wire.OperationClass.ORDERED_REMOVE;
import static dev.gantry.emulator.wire.OperationClass.ORDERED_WRITE;

/**
 * Entries of ordered data stores: {@code Cloud_*OrderedDataStoreEntr*} and {@code OrderedDataStores_*} of the OpenAPI
 * document (checked 2026-11-23), which differ in names and in what a delete of nothing is.
 */
final class EntryOperations {
    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final OrderedDataStores stores;
    private final Dialect dialect;

    /** The names that one version of the API has for things. */
    enum Dialect {
        V2("Cloud_", "OrderedDataStoreEntry", "universe_id", "ordered_data_store_id", "scope_id", "entry_id"),
        V1("OrderedDataStores_", "Entry", "universeId", "orderedDataStore", "scope", "entry");

        private final String family;
        private final String resource;
        private final String universe;
        private final String store;
        private final String scope;
        private final String entry;

        Dialect(String family, String resource, String universe, String store, String scope, String entry) {
            this.family = family;
            this.resource = resource;
            this.universe = universe;
            this.store = store;
            this.scope = scope;
            this.entry = entry;
        }

        private String operation(String verb) {
            String name = verb.equals("List") ? resource.replaceAll("y$", "ies") : resource;
            return family + verb + name;
        }

        private String parameter(String v1, String v2) {
            return this == V1 ? v1 : v2;
        }
    }

    EntryOperations(OrderedDataStores stores, Dialect dialect) {
        this.stores = stores;
        this.dialect = dialect;
    }

    List<Operation> operations() {
        return List.of(
                Operation.of(dialect.operation("List"), this::list).taking(ORDERED_LIST),
                Operation.of(dialect.operation("Create"), this::create).taking(ORDERED_WRITE),
                Operation.of(dialect.operation("Get"), this::get).taking(ORDERED_READ),
                Operation.of(dialect.operation("Update"), this::update).taking(ORDERED_WRITE),
                Operation.of(dialect.operation("Delete"), this::delete).taking(ORDERED_REMOVE),
                Operation.of(dialect.operation("Increment"), this::increment).taking(ORDERED_WRITE));
    }

    private Answer list(Call call) {
        Place place = place(call);
        boolean descending = descending(
                call.parameter(dialect.parameter("order_by", "orderBy")).orElse(""));
        ValueRange range = ValueRange.parse(call.parameter("filter").orElse(""));
        Page page = Page.of(call);
        List<Entry> found = stores.find(place)
                .map(scope -> scope.list(range, descending, position(page.after()), page.lookAhead()))
                .orElse(List.of());
        return page.answer(
                found, entry -> entry.value() + "/" + entry.id(), (json, entry) -> write(json, place, entry));
    }

    private static Optional<Entry> position(String after) {
        int slash = after.indexOf('/');
        return slash < 0
                ? Optional.empty()
                : Optional.of(new Entry(after.substring(slash + 1), Long.parseLong(after.substring(0, slash))));
    }

    private static boolean descending(String order) {
        return switch (order.strip()) {
            case "", "value", "value asc", "asc" -> false;
            case "value desc", "desc" -> true;
            default ->
                throw Refused.invalid("Entries are ordered by value or value desc, not by " + order)
                        .detailed("orderBy");
        };
    }

    private Answer get(Call call) {
        return answer(place(call), existing(call));
    }

    private Answer create(Call call) {
        Place place = place(call);
        String id = OrderedDataStores.checkName(
                "An id", call.parameter("id").orElseThrow(() -> Refused.invalid("The parameter id is missing")));
        long value = integer(call, "value");
        if (stores.find(place).flatMap(scope -> scope.find(id)).isPresent()) {
            throw Refused.invalid("Entry " + id + " exists already");
        }
        return answer(place, stores.forWriting(place).put(id, value));
    }

    private Answer update(Call call) {
        Place place = place(call);
        long value = integer(call, "value");
        if (!call.flag(dialect.parameter("allow_missing", "allowMissing"))) {
            existing(call);
        }
        return answer(place, stores.forWriting(place).put(id(call), value));
    }

    private Answer delete(Call call) {
        Place place = place(call);
        String id = id(call);
        boolean removed = stores.find(place).map(scope -> scope.remove(id)).orElse(false);
        if (!removed && dialect == Dialect.V2) {
            throw missing(id);
        }
        return Answer.emptyObject();
    }

    private Answer increment(Call call) {
        Place place = place(call);
        long amount = integer(call, "amount");
        String id = id(call);
        OrderedScope scope = stores.forWriting(place);
        long before = scope.find(id).map(Entry::value).orElse(0L);
        BigDecimal sum = BigDecimal.valueOf(before).add(BigDecimal.valueOf(amount));
        // Told of as a known issue: the sum is held to the valid range.
        return answer(place, scope.put(id, sum.max(LEAST).min(MOST).longValueExact()));
    }

    private Entry existing(Call call) {
        return stores.find(place(call)).flatMap(scope -> scope.find(id(call))).orElseThrow(() -> missing(id(call)));
    }

    private Place place(Call call) {
        stores.checkUniverse(call, dialect.universe);
        return new Place(call.variable(dialect.store), call.variable(dialect.scope));
    }

    private String id(Call call) {
        return OrderedDataStores.checkName("An id", call.variable(dialect.entry));
    }

    private static Refused missing(String id) {
        return Refused.notFound("There is no entry " + id);
    }

    private Answer answer(Place place, Entry entry) {
        return Answer.json(json -> write(json, place, entry));
    }

    private void write(JsonGenerator json, Place place, Entry entry) {
        json.writeStartObject();
        json.writeStringProperty("path", stores.path(place, entry.id()));
        json.writeNumberProperty("value", entry.value());
        json.writeStringProperty("id", entry.id());
        json.writeEndObject();
    }

    /** Integers in any form, {@code 1e3} and {@code 2.0} too, and as strings, as int64 often travels. */
    private static long integer(Call call, String name) {
        JsonNode sent = call.body().object().path(name);
        try {
            BigDecimal number = sent.isString() ? new BigDecimal(sent.stringValue()) : sent.decimalValue();
            if (number.compareTo(LEAST) >= 0
                    && number.compareTo(MOST) <= 0
                    && number.stripTrailingZeros().scale() <= 0) {
                return number.longValueExact();
            }
        } catch (NumberFormatException | JsonNodeException notANumber) {
            throw Refused.invalid(name + " must be an integer, not " + sent).detailed(name);
        }
        throw Refused.invalid(name + " must be an integer of 64 bits, not " + sent)
                .detailed(name);
    }
}
