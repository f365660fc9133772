package dev.gantry.opencloud;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.credential.Credential;
import dev.gantry.opencloud.http.Answer;
import dev.gantry.opencloud.http.Content;
import dev.gantry.opencloud.http.Json;
import dev.gantry.opencloud.http.Message;
import dev.gantry.opencloud.http.Transport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/** Looks where a connection leads: single requests, not repeated and counted against nothing, to find out what is wrong. */
public final class Probe implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Not in Roblox's document, but in its guide to API keys; checked on 2026-11-26. */
    private static final String INTROSPECT = "/api-keys/v1/introspect";

    private final Connection connection;
    private final Transport transport;

    private Probe(Connection connection, String userAgent) {
        this.connection = connection;
        this.transport = new Transport(connection.wire().withReadTimeout(PATIENCE), 1, userAgent);
    }

    /** Opens one; nothing is sent yet. */
    public static Probe of(Connection connection, String userAgent) {
        return new Probe(connection, userAgent);
    }

    /**
     * What was seen.
     *
     * @param address that was asked
     * @param took from the request, with the connection made for it, to the whole answer
     * @param date of the server, if it tells one, in whole seconds
     * @param json of the answer; missing where it is none
     */
    public record Seen(URI address, int status, Duration took, Optional<Instant> date, JsonNode json) {}

    /** Whether the main host answers at all; what, does not matter. */
    public Seen main() throws IOException {
        return see("GET", connection.main(), "/", Content.none());
    }

    /** Whether players online are told, without whom a universe's quota is the least. */
    public Seen players(UniverseId universe) throws IOException {
        ApiOperation operation = PlayersOnline.OPERATION;
        return see(
                "GET",
                connection.other(operation.host()),
                operation.path() + "?universeIds=" + universe,
                Content.none());
    }

    /** What the server says of an API key: its scopes, its expiry, whether it may be used from here. */
    public Seen key(Credential.ApiKey key) throws IOException {
        JsonNode asked = JsonNodeFactory.instance.objectNode().put("apiKey", key.value());
        return see("POST", connection.main(), INTROSPECT, Content.json(Json.bytes(asked)));
    }

    @Override
    public void close() {
        transport.close();
    }

    private Seen see(String method, URI base, String target, Content content) throws IOException {
        String prefix = base.getRawPath() == null ? "" : base.getRawPath().replaceFirst("/$", "");
        long start = System.nanoTime();
        Answer answer = transport.send(new Message(method, base, prefix + target, List.of(), List.of(), content));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new Seen(base, answer.status(), took, date(answer.header("date")), json(answer.body()));
    }

    private static Optional<Instant> date(@Nullable String header) {
        try {
            return Optional.ofNullable(header)
                    .map(text -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeParseException odd) {
            return Optional.empty();
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            return Json.parse(body);
        } catch (JacksonException none) {
            return MissingNode.getInstance();
        }
    }
}
