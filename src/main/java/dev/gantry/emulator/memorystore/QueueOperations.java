package dev.gantry.emulator.memorystore;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.ObjectText;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.OperationClass;
import dev.gantry.emulator.wire.Refused;
import tools.jackson.core.JsonGenerator;

/**
 * {@code Cloud_CreateMemoryStoreQueueItem}, {@code Cloud_ReadMemoryStoreQueueItems} and {@code
 * Cloud_DiscardMemoryStoreQueueItems} of the OpenAPI document (checked 2026-11-23).
 */
final class QueueOperations {
    private static final int LARGEST_READ = 200;
    private static final int LONGEST_DATA = 32 * 1024;
    private static final Duration USUAL_WINDOW = Duration.ofSeconds(30);

    private final MemoryStores stores;
    private final Map<String, List<Item>> queues = new HashMap<>();
    private long items;
    private long reads;

    /** An item that waits, or that a reader has leased until {@code visibleFrom}. */
    private record Item(
            String id,
            long number,
            String data,
            double priority,
            Instant expireTime,
            Instant visibleFrom,
            String readId) {
        private static final Comparator<Item> ORDER =
                Comparator.comparingDouble(Item::priority).reversed().thenComparingLong(Item::number);

        Item leased(Instant until, String read) {
            return new Item(id, number, data, priority, expireTime, until, read);
        }
    }

    QueueOperations(MemoryStores stores) {
        this.stores = stores;
    }

    List<Operation> operations() {
        return List.of(
                operation("Cloud_CreateMemoryStoreQueueItem", this::create),
                operation("Cloud_ReadMemoryStoreQueueItems", this::read).changing(true),
                operation("Cloud_DiscardMemoryStoreQueueItems", this::discard));
    }

    private static Operation operation(String id, Operation.Handler handler) {
        return Operation.of(id, handler).taking(OperationClass.MEMORY_STORE);
    }

    void flush() {
        queues.clear();
    }

    private Answer create(Call call) {
        List<Item> queue = live(call);
        ObjectText body = ObjectText.parse(call.body().text());
        String data = body.property("data").orElse("null");
        if (data.length() > LONGEST_DATA) {
            throw Refused.invalid("data has " + data.length() + " characters, most is " + LONGEST_DATA);
        }
        double priority = Lifetime.number(body, "priority").orElse(0.0);
        Instant expiry = Lifetime.expiry(body, call.now());
        items++;
        String id = "%016x".formatted(items * 0x9E3779B97F4A7C15L);
        Item item = new Item(id, items, data, priority, expiry, call.now(), "");
        queue.add(item);
        queue.sort(Item.ORDER);
        return Answer.json(json -> write(json, call, item));
    }

    private Answer read(Call call) {
        List<Item> queue = live(call);
        int count = call.number("count");
        if (count < 0) {
            throw Refused.invalid("count must not be negative, but is " + count);
        }
        int most = count == 0 ? 1 : Math.min(count, LARGEST_READ);
        Duration window = call.parameter("invisibilityWindow")
                .map(text -> Lifetime.duration("invisibilityWindow", text))
                .orElse(USUAL_WINDOW);
        List<Item> found = queue.stream()
                .filter(item -> !item.visibleFrom().isAfter(call.now()))
                .limit(most)
                .toList();
        if (call.flag("allOrNothing") && found.size() < most) {
            throw Refused.notFound("The queue has " + found.size() + " items to read, not " + most);
        }
        reads++;
        String readId = "%016x".formatted(reads * 0xBF58476D1CE4E5B9L);
        queue.replaceAll(item -> found.contains(item) ? item.leased(call.now().plus(window), readId) : item);
        return Answer.json(json -> {
                    json.writeStartObject();
                    json.writeStringProperty("readId", readId);
                    json.writeArrayPropertyStart("items");
                    found.forEach(item -> write(json, call, item));
                    json.writeEndArray();
                    json.writeEndObject();
                })
                .costing(Math.max(1, found.size()));
    }

    private Answer discard(Call call) {
        List<Item> queue = live(call);
        // Older clients send it as a parameter and no body.
        Optional<String> sent = call.body().size() == 0
                ? call.parameter("readId")
                : ObjectText.parse(call.body().text()).string("readId");
        String readId = sent.filter(id -> !id.isEmpty()).orElseThrow(() -> Refused.invalid("readId is missing"));
        // A lease that has run out no longer says which items are meant: others may have read them since.
        queue.removeIf(
                item -> item.readId().equals(readId) && item.visibleFrom().isAfter(call.now()));
        return Answer.emptyObject();
    }

    private List<Item> live(Call call) {
        stores.checkUniverse(call);
        List<Item> queue = queues.computeIfAbsent(call.variable("queue_id"), made -> new ArrayList<>());
        queue.removeIf(item -> !item.expireTime().isAfter(call.now()));
        return queue;
    }

    private void write(JsonGenerator json, Call call, Item item) {
        json.writeStartObject();
        json.writeStringProperty(
                "path", stores.path() + "/queues/" + call.variable("queue_id") + "/items/" + item.id());
        json.writeName("data");
        json.writeRawValue(item.data());
        json.writeNumberProperty("priority", item.priority());
        json.writeStringProperty("expireTime", item.expireTime().toString());
        json.writeStringProperty("id", item.id());
        json.writeEndObject();
    }
}
