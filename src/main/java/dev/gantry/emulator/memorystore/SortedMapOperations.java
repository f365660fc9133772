package dev.gantry.emulator.memorystore;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.ObjectText;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.OperationClass;
import dev.gantry.emulator.wire.Page;
import dev.gantry.emulator.wire.Refused;

/** {@code Cloud_*MemoryStoreSortedMapItem*} of the OpenAPI document (checked 2026-11-23). */
final class SortedMapOperations {
    private final MemoryStores stores;
    private final Map<String, Map<String, MapItem>> maps = new HashMap<>();
    private long writes;

    SortedMapOperations(MemoryStores stores) {
        this.stores = stores;
    }

    List<Operation> operations() {
        return List.of(
                operation("List", "s", this::list),
                operation("Create", "", this::create),
                operation("Get", "", this::get),
                operation("Update", "", this::update),
                operation("Delete", "", this::delete));
    }

    private static Operation operation(String verb, String plural, Operation.Handler handler) {
        return Operation.of("Cloud_" + verb + "MemoryStoreSortedMapItem" + plural, handler)
                .taking(OperationClass.MEMORY_STORE);
    }

    void flush() {
        maps.clear();
    }

    private Answer list(Call call) {
        String path = path(call);
        boolean descending = descending(call.parameter("orderBy").orElse(""));
        Predicate<MapItem> asked = MapFilter.parse(call.parameter("filter").orElse(""));
        Page page = Page.of(call);
        Comparator<MapItem> order = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
        List<MapItem> sorted =
                live(call).values().stream().filter(asked).sorted(order).toList();
        int from = page.after().isEmpty() ? 0 : position(sorted, page.after()) + 1;
        List<MapItem> found = sorted.subList(from, Math.min(sorted.size(), from + page.lookAhead()));
        return page.answer(found, MapItem::id, (json, item) -> item.write(json, path));
    }

    /** Where an item stands; an item that has gone since begins the list anew. */
    private static int position(List<MapItem> sorted, String id) {
        return sorted.stream().map(MapItem::id).toList().indexOf(id);
    }

    private static boolean descending(String order) {
        return switch (order.strip()) {
            case "", "id", "id asc" -> false;
            case "id desc" -> true;
            default -> throw Refused.invalid("Items are ordered by id or id desc, not by " + order);
        };
    }

    private Answer get(Call call) {
        return answer(call, existing(call));
    }

    private Answer create(Call call) {
        // The document has it as a parameter; clients send it with the item too.
        String id = call.parameter("id")
                .or(() -> ObjectText.parse(call.body().text()).string("id"))
                .orElseThrow(() -> Refused.invalid("The parameter id is missing"));
        MapItem item = parse(call, id);
        if (live(call).containsKey(id)) {
            throw Refused.of(409, "ALREADY_EXISTS", "Item " + id + " exists already");
        }
        return write(call, item);
    }

    private Answer update(Call call) {
        String id = call.variable("item_id");
        ObjectText body = ObjectText.parse(call.body().text());
        MapItem item = parse(call, id);
        Optional<MapItem> current = Optional.ofNullable(live(call).get(id));
        if (current.isEmpty() && !call.flag("allowMissing")) {
            throw missing(id);
        }
        Optional<String> etag = body.string("etag").filter(sent -> !sent.isEmpty());
        if (etag.isPresent() && !etag.equals(current.map(MapItem::etag))) {
            throw Refused.aborted("The item has changed: its etag is no longer the one that was sent");
        }
        return write(call, item);
    }

    private Answer delete(Call call) {
        MapItem item = existing(call);
        live(call).remove(item.id());
        return Answer.emptyObject();
    }

    private MapItem parse(Call call, String id) {
        return MapItem.parse(id, ObjectText.parse(call.body().text()), call.now(), ++writes);
    }

    private Answer write(Call call, MapItem item) {
        live(call).put(item.id(), item);
        return answer(call, item);
    }

    private MapItem existing(Call call) {
        String id = call.variable("item_id");
        return Optional.ofNullable(live(call).get(id)).orElseThrow(() -> missing(id));
    }

    /** The items of the map that a call names, those that have expired thrown away. */
    private Map<String, MapItem> live(Call call) {
        stores.checkUniverse(call);
        Map<String, MapItem> items = maps.computeIfAbsent(call.variable("sorted_map_id"), made -> new HashMap<>());
        items.values().removeIf(item -> !item.expireTime().isAfter(call.now()));
        return items;
    }

    private String path(Call call) {
        return stores.path() + "/sorted-maps/" + call.variable("sorted_map_id");
    }

    private Answer answer(Call call, MapItem item) {
        String path = path(call);
        return Answer.json(json -> item.write(json, path));
    }

    private static Refused missing(String id) {
        return Refused.notFound("There is no item " + id);
    }
}
