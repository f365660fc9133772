package dev.gantry.emulator;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.gantry.emulator.game.GameStats;
import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Fact;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Rate;
import dev.gantry.emulator.wire.Refused;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * What the emulator itself can be asked, under {@code /emulator/}: how it fares, what time it is, and what goes wrong. These
 * need no credential, meet no fault or limit, and are not counted.
 */
final class ControlOperations {
    private final EmulatorClock clock;
    private final Supplier<Stats> stats;
    private final Consumer<Faults> setFaults;
    private final Runnable clockWasSet;

    ControlOperations(EmulatorClock clock, Supplier<Stats> stats, Consumer<Faults> setFaults, Runnable clockWasSet) {
        this.clock = clock;
        this.stats = stats;
        this.setFaults = setFaults;
        this.clockWasSet = clockWasSet;
    }

    List<Operation> operations() {
        return List.of(
                operation("GET", "/emulator/stats", this::stats),
                operation("GET", "/emulator/clock", call -> time()),
                operation("POST", "/emulator/clock", this::setClock),
                operation("POST", "/emulator/faults", this::setFaults));
    }

    private static Operation operation(String method, String path, Operation.Handler handler) {
        String id = "emulator" + path.replace('/', '_') + "_" + method;
        Fact fact = new Fact(
                id,
                Fact.DEFAULT_HOST,
                method,
                path,
                Set.of(),
                Set.of(),
                Rate.UNLIMITED,
                Rate.UNLIMITED,
                Optional.empty());
        return Operation.of(fact, handler);
    }

    private Answer stats(Call call) {
        Stats told = stats.get();
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeStringProperty("now", call.now().toString());
            json.writeNumberProperty("requests", told.requests());
            json.writeNumberProperty("throttled", told.throttled());
            json.writeNumberProperty("entryGets", told.entryGets());
            json.writeNumberProperty("entryLists", told.entryLists());
            json.writeNumberProperty("bytesReceived", told.bytesReceived());
            json.writeNumberProperty("bytesSent", told.bytesSent());
            json.writeObjectPropertyStart("requestsByClass");
            told.byClass().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(each -> json.writeNumberProperty(each.getKey().name(), each.getValue()));
            json.writeEndObject();
            json.writeObjectPropertyStart("answersByStatus");
            told.byStatus().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(each -> json.writeNumberProperty(each.getKey().toString(), each.getValue()));
            json.writeEndObject();
            game(json, told.game());
            json.writeEndObject();
        });
    }

    private static void game(JsonGenerator json, GameStats game) {
        json.writeObjectPropertyStart("game");
        json.writeNumberProperty("online", game.online());
        json.writeNumberProperty("joins", game.joins());
        json.writeNumberProperty("saves", game.saves());
        json.writeNumberProperty("trades", game.trades());
        json.writeNumberProperty("leaves", game.leaves());
        json.writeNumberProperty("throttled", game.throttled());
        json.writeNumberProperty("failed", game.failed());
        json.writeEndObject();
    }

    private Answer time() {
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeStringProperty("now", clock.instant().toString());
            json.writeBooleanProperty("runs", clock.runs());
            json.writeEndObject();
        });
    }

    private Answer setClock(Call call) {
        JsonNode asked = call.body().object();
        Optional<Instant> now = text(asked, "now").map(ControlOperations::instant);
        Optional<Duration> advance = text(asked, "advance").map(ControlOperations::duration);
        if (asked.has("runs") && !asked.get("runs").isBoolean()) {
            throw Refused.invalid("runs must be true or false");
        }
        now.ifPresent(clock::set);
        advance.ifPresent(time -> clock.set(clock.instant().plus(time)));
        if (asked.has("runs")) {
            clock.run(asked.get("runs").booleanValue());
        }
        clockWasSet.run();
        return time();
    }

    private Answer setFaults(Call call) {
        String spec = text(call.body().object(), "faults").orElse("");
        try {
            setFaults.accept(Faults.parse(spec));
        } catch (IllegalArgumentException wrong) {
            throw Refused.invalid(String.valueOf(wrong.getMessage()));
        }
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeStringProperty("faults", spec);
            json.writeEndObject();
        });
    }

    private static Optional<String> text(JsonNode asked, String name) {
        JsonNode value = asked.path(name);
        if (!value.isMissingNode() && !value.isString()) {
            throw Refused.invalid(name + " must be a string");
        }
        return value.isMissingNode() ? Optional.empty() : Optional.of(value.stringValue());
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException malformed) {
            throw Refused.invalid("now must be a time such as 2026-01-31T12:00:00Z, not " + text);
        }
    }

    /** ISO 8601, {@code PT1H} or {@code P30D}, or seconds as Open Cloud writes them, {@code 3600s}. */
    private static Duration duration(String text) {
        try {
            return text.matches("\\d{1,12}s")
                    ? Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)))
                    : Duration.parse(text);
        } catch (DateTimeException malformed) {
            throw Refused.invalid("advance must be a duration such as PT1H or 3600s, not " + text);
        }
    }
}
