package dev.gantry.emulator.analytics;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.ErrorShape;
import dev.gantry.emulator.wire.LongRunning;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.Dice;
import dev.gantry.emulator.world.World;
import tools.jackson.core.JsonGenerator;

/**
 * {@code *_analytics_query_api_*} of the OpenAPI document (checked 2026-11-24). What counts concurrent players follows the
 * players online; any other metric has made-up values, the same each time. The last three minutes are not there yet.
 */
public final class Metrics {
    private static final Duration NOT_YET = Duration.ofMinutes(3);
    private static final String PREFIX = "analytics_query_api_v1_universes__universe_id__";
    private static final Map<String, List<String>> DIMENSIONS = Map.of(
            "Platform", List.of("Phone", "Computer", "Tablet", "Console"),
            "Country", List.of("US", "BR", "DE", "JP", "PH"),
            "AgeGroup", List.of("Under13", "13To17", "18AndOver"));
    private static final List<String> OTHER = List.of("First", "Second", "Third");

    private final World world;
    private final ToIntFunction<Instant> online;
    private final Map<String, Asked> asked = new HashMap<>();

    private record Asked(Query query, LongRunning running) {}

    /** Those of a world with so many players online at a time. */
    public Metrics(World world, ToIntFunction<Instant> online) {
        this.world = world;
        this.online = online;
    }

    /** What the server serves of them. */
    public List<Operation> operations() {
        return List.of(
                operation("post_" + PREFIX + "metrics", call -> ask(call, "metrics", "breakdown")),
                operation("post_" + PREFIX + "dimension_values", call -> ask(call, "dimension-values", "dimensions")),
                operation(
                        "get_" + PREFIX + "operations_metrics__operation_id_",
                        call -> poll(call, "metrics", this::series)),
                operation(
                        "get_" + PREFIX + "operations_dimension_values__operation_id_",
                        call -> poll(call, "dimension-values", Metrics::dimensionValues)));
    }

    private static Operation operation(String id, Operation.Handler handler) {
        return Operation.of(id, handler).failing(ErrorShape.OPERATION);
    }

    private Answer ask(Call call, String kind, String dimensions) {
        world.checkUniverse(call, "universeId");
        Query query = Query.parse(call.body().object(), dimensions);
        String path = path(kind, new UUID(Dice.mix(world.seed()), Dice.mix(asked.size())).toString());
        Asked begun = new Asked(query, LongRunning.begin(call.now()));
        asked.put(path, begun);
        return pending(path, begun);
    }

    private String path(String kind, String id) {
        return "universes/" + world.universe() + "/operations/" + kind + "/" + id;
    }

    private Answer poll(Call call, String kind, BiConsumer<JsonGenerator, Asked> response) {
        world.checkUniverse(call, "universeId");
        String path = path(kind, call.variable("operationId"));
        Asked found = Optional.ofNullable(asked.get(path))
                .orElseThrow(() -> Refused.notFound("There is no operation " + call.variable("operationId")));
        if (!found.running().isDone(call.now())) {
            return pending(path, found);
        }
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeStringProperty("path", path);
            json.writeBooleanProperty("done", true);
            json.writeObjectPropertyStart("response");
            json.writeArrayPropertyStart("values");
            response.accept(json, found);
            json.writeEndArray();
            json.writeEndObject();
            metadata(json, found);
            json.writeEndObject();
        });
    }

    private static Answer pending(String path, Asked pending) {
        return Answer.json(202, json -> {
            json.writeStartObject();
            json.writeStringProperty("path", path);
            json.writeBooleanProperty("done", false);
            metadata(json, pending);
            json.writeEndObject();
        });
    }

    private static void metadata(JsonGenerator json, Asked asked) {
        json.writeObjectPropertyStart("metadata");
        json.writeStringProperty("createdTime", asked.running().begun().toString());
        json.writeEndObject();
    }

    /** One series in all, or one for each value of the first dimension; further dimensions have one value only. */
    private void series(JsonGenerator json, Asked asked) {
        Query query = asked.query();
        List<String> values = query.dimensions().isEmpty()
                ? List.of("")
                : valuesOf(query.dimensions().getFirst());
        int count = Math.min(values.size(), query.limit());
        Instant known = asked.running().begun().minus(NOT_YET);
        for (int i = 0; i < count; i++) {
            json.writeStartObject();
            json.writeArrayPropertyStart("breakdowns");
            for (String dimension : query.dimensions()) {
                String value = dimension.equals(query.dimensions().getFirst()) ? values.get(i) : "All";
                json.writeStartObject();
                json.writeStringProperty("dimension", dimension);
                json.writeStringProperty("value", value);
                json.writeStringProperty("displayValue", value);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("dataPoints");
            for (Instant time = query.from();
                    time.isBefore(query.to()) && time.isBefore(known);
                    time = time.plus(query.step())) {
                point(json, time, value(query, time) / count);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private double value(Query query, Instant time) {
        String metric = query.metric().toLowerCase(Locale.ROOT);
        if (metric.contains("concurrent") || metric.contains("ccu")) {
            return online.applyAsInt(time);
        }
        Dice dice = new Dice(world.seed() ^ query.metric().hashCode(), time.getEpochSecond());
        return dice.below(100_000) / 10.0;
    }

    private static void point(JsonGenerator json, Instant time, double value) {
        json.writeStartObject();
        json.writeStringProperty("time", time.toString());
        json.writeNumberProperty("value", value);
        json.writeStringProperty("status", "Valid");
        json.writeEndObject();
    }

    private static List<String> valuesOf(String dimension) {
        return DIMENSIONS.getOrDefault(dimension, OTHER);
    }

    private static void dimensionValues(JsonGenerator json, Asked asked) {
        List<String> dimensions = asked.query().dimensions().isEmpty()
                ? DIMENSIONS.keySet().stream().sorted().toList()
                : asked.query().dimensions();
        for (String dimension : dimensions) {
            json.writeStartObject();
            json.writeStringProperty("dimension", dimension);
            json.writeArrayPropertyStart("values");
            valuesOf(dimension).stream().limit(asked.query().limit()).forEach(value -> {
                json.writeStartObject();
                json.writeStringProperty("value", value);
                json.writeStringProperty("displayValue", value);
                json.writeEndObject();
            });
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
