package dev.gantry.emulator.memorystore;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.LongRunning;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.OperationClass;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.World;
import tools.jackson.core.JsonGenerator;

/**
 * The memory stores of a world's universe, and {@code Cloud_FlushMemoryStore} and {@code
 * Cloud_GetMemoryStoreFlushOperation} of the OpenAPI document (checked 2026-11-23). Of the two scopes only {@code LIVE} holds
 * anything: {@code TEST} is Studio's, and flushing it changes nothing.
 */
public final class MemoryStores {
    private static final Set<String> SCOPES = Set.of("LIVE", "TEST");

    private final World world;
    private final SortedMapOperations sortedMaps;
    private final QueueOperations queues;
    private final Map<String, LongRunning> flushes = new HashMap<>();

    /** Empty ones. */
    public MemoryStores(World world) {
        this.world = world;
        this.sortedMaps = new SortedMapOperations(this);
        this.queues = new QueueOperations(this);
    }

    /** What the server serves of them. */
    public List<Operation> operations() {
        List<Operation> own = List.of(
                Operation.of("Cloud_FlushMemoryStore", this::flush).taking(OperationClass.MEMORY_STORE),
                Operation.of("Cloud_GetMemoryStoreFlushOperation", this::progress)
                        .taking(OperationClass.MEMORY_STORE)
                        .changing(true));
        return Stream.of(own, sortedMaps.operations(), queues.operations())
                .flatMap(List::stream)
                .toList();
    }

    /** Where resource paths begin; unlike elsewhere with {@code cloud/v2}. */
    String path() {
        return "cloud/v2/universes/" + world.universe() + "/memory-store";
    }

    /**
     * Refuses a call that names another universe.
     *
     * @throws Refused 400 when it is no number, 403 when the key has no right to it
     */
    void checkUniverse(Call call) {
        if (call.id("universe_id") != world.universe()) {
            throw Refused.denied("The API key has no access to universe " + call.variable("universe_id"));
        }
    }

    private Answer flush(Call call) {
        checkUniverse(call);
        if (scope(call).equals("LIVE")) {
            sortedMaps.flush();
            queues.flush();
        }
        String id = "flush-" + (flushes.size() + 1);
        flushes.put(id, LongRunning.begin(call.now()));
        return Answer.json(json -> write(json, id, false));
    }

    private Answer progress(Call call) {
        checkUniverse(call);
        scope(call);
        String id = call.variable("operation_id");
        LongRunning flush = flushes.get(id);
        if (flush == null) {
            throw Refused.notFound("There is no operation " + id);
        }
        boolean done = flush.isDone(call.now());
        return Answer.json(json -> write(json, id, done));
    }

    private static String scope(Call call) {
        String scope = call.parameter("scope").orElse("LIVE");
        if (!SCOPES.contains(scope)) {
            throw Refused.invalid("scope is LIVE or TEST, not " + scope);
        }
        return scope;
    }

    private void write(JsonGenerator json, String id, boolean done) {
        json.writeStartObject();
        json.writeStringProperty("path", path() + "/operations/" + id);
        json.writeBooleanProperty("done", done);
        if (done) {
            json.writeObjectPropertyStart("response");
            json.writeStringProperty(
                    "@type", "type.googleapis.com/roblox.open_cloud.cloud.v2.FlushMemoryStoreResponse");
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
