package dev.gantry.emulator;

import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

import dev.gantry.emulator.game.Deed;
import dev.gantry.emulator.wire.Body;
import dev.gantry.emulator.wire.Refused;
import io.vertx.core.MultiMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * The lines of a state file, JSON objects: a request that changed something ({@code method}, {@code uri}, {@code host},
 * {@code headers} without credentials, {@code user}, and {@code body}, or {@code bytes} in Base64 where that is not text), a
 * deed of the game ({@code deed}, {@code player}, {@code coins}, {@code seconds}), or a setting of the clock ({@code clock}).
 * Each tells in {@code at} when.
 */
final class StateLine {
    /** Those of the connection and the caller, which change nothing. */
    private static final Set<String> NOT_KEPT = Set.of(
            "x-api-key",
            "authorization",
            "cookie",
            "x-csrf-token",
            "connection",
            "content-length",
            "host",
            "transfer-encoding",
            "user-agent",
            "accept",
            "accept-encoding",
            "accept-language",
            "upgrade",
            "http2-settings",
            "expect",
            "origin",
            "referer");

    private StateLine() {}

    static Map<String, String> headers(MultiMap sent) {
        Map<String, String> kept = new TreeMap<>();
        for (Map.Entry<String, String> header : sent) {
            String name = header.getKey().toLowerCase(java.util.Locale.ROOT);
            if (!NOT_KEPT.contains(name)) {
                kept.putIfAbsent(name, header.getValue());
            }
        }
        return kept;
    }

    static Consumer<JsonGenerator> of(Asked asked, long userId, Instant now) {
        return json -> {
            json.writeStringProperty("at", now.toString());
            json.writeStringProperty("method", asked.method());
            json.writeStringProperty("uri", asked.uri());
            json.writeStringProperty("host", asked.host());
            json.writeNumberProperty("user", userId);
            json.writeObjectPropertyStart("headers");
            asked.kept().get().forEach(json::writeStringProperty);
            json.writeEndObject();
            text(asked.body())
                    .ifPresentOrElse(
                            text -> json.writeStringProperty("body", text),
                            () -> json.writeStringProperty(
                                    "bytes",
                                    Base64.getEncoder()
                                            .encodeToString(asked.body().bytes())));
        };
    }

    static Consumer<JsonGenerator> of(Deed deed) {
        return json -> {
            json.writeStringProperty("at", deed.at().toString());
            json.writeStringProperty("deed", deed.kind().name());
            json.writeNumberProperty("player", deed.player());
            json.writeNumberProperty("coins", deed.coins());
            json.writeNumberProperty("seconds", deed.seconds());
        };
    }

    static Consumer<JsonGenerator> of(EmulatorClock.Setting clock) {
        return json -> {
            json.writeStringProperty("at", clock.now().toString());
            json.writeObjectPropertyStart("clock");
            json.writeStringProperty("source", clock.source().toString());
            json.writeBooleanProperty("runs", clock.runs());
            json.writeEndObject();
        };
    }

    static Instant at(JsonNode line) {
        return Instant.parse(line.path("at").asString());
    }

    static Deed deed(JsonNode line) {
        return new Deed(
                Deed.Kind.valueOf(line.path("deed").asString()),
                line.path("player").asInt(),
                line.path("coins").asLong(),
                line.path("seconds").asLong(),
                at(line));
    }

    static EmulatorClock.Setting clock(JsonNode line) {
        JsonNode clock = line.path("clock");
        return new EmulatorClock.Setting(
                at(line),
                Instant.parse(clock.path("source").asString()),
                clock.path("runs").asBoolean());
    }

    static Body body(JsonNode line) {
        byte[] bytes = line.has("bytes")
                ? Base64.getDecoder().decode(line.path("bytes").asString())
                : line.path("body").asString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return bytes.length == 0 ? Body.NONE : Body.of(bytes);
    }

    private static Optional<String> text(Body body) {
        try {
            return Optional.of(body.text());
        } catch (Refused notUtf8) {
            return Optional.empty();
        }
    }
}
