package dev.gantry.emulator.access;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.gantry.emulator.access.Credentials.Grant;
import dev.gantry.emulator.access.Credentials.Rights;
import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Catalogue;
import dev.gantry.emulator.wire.ErrorShape;
import dev.gantry.emulator.wire.Fact;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Rate;
import dev.gantry.emulator.wire.Refused;
import tools.jackson.core.JsonGenerator;

/**
 * What credentials can be asked about themselves, and how access tokens are had: {@code POST /api-keys/v1/introspect} and
 * {@code POST /oauth/v1/token}. Neither is in the OpenAPI document; Roblox describes both in its guides.
 */
public final class AccessOperations {
    /** How long an access token works. */
    static final Duration ACCESS = Duration.ofMinutes(15);

    /** How long a refresh token can be exchanged. */
    static final Duration REFRESH = Duration.ofDays(90);

    private final Credentials credentials;
    private final long universe;
    private final Map<String, Instant> refreshTokens = new HashMap<>();
    private int exchanged;

    /**
     * Operations about some credentials.
     *
     * @param refreshToken the first refresh token, which does not expire before it is used
     * @param universe the universe that the keys have a right to
     */
    public AccessOperations(Credentials credentials, String refreshToken, long universe) {
        this.credentials = credentials;
        this.universe = universe;
        refreshTokens.put(refreshToken, Instant.MAX);
    }

    /** What the server serves of them. */
    public List<Operation> operations() {
        return List.of(
                Operation.of(fact("ApiKeys_Introspect", "/api-keys/v1/introspect"), this::introspect)
                        .failing(ErrorShape.NUMBERED)
                        .changing(false),
                Operation.of(fact("OAuth_Token", "/oauth/v1/token"), this::token)
                        .failing(ErrorShape.OAUTH));
    }

    private static Fact fact(String id, String path) {
        return new Fact(
                id,
                Fact.DEFAULT_HOST,
                "POST",
                path,
                Set.of(),
                Set.of(),
                Rate.UNLIMITED,
                Rate.UNLIMITED,
                Optional.empty());
    }

    private Answer introspect(Call call) {
        String key = call.body().object().path("apiKey").asString("");
        Rights rights = credentials.key(key).orElseThrow(() -> Refused.of(401, "UNAUTHENTICATED", "Invalid API Key"));
        Optional<Instant> expires = credentials.expires(key);
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeStringProperty("name", "Emulator key");
            json.writeNumberProperty("authorizedUserId", credentials.owner());
            json.writeArrayPropertyStart("scopes");
            byName(rights).forEach((name, operations) -> scope(json, name, operations));
            json.writeEndArray();
            json.writeBooleanProperty("enabled", true);
            json.writeBooleanProperty(
                    "expired", expires.filter(at -> !at.isAfter(call.now())).isPresent());
            if (expires.isPresent()) {
                json.writeStringProperty("expirationTimeUtc", expires.get().toString());
            } else {
                json.writeNullProperty("expirationTimeUtc");
            }
            json.writeEndObject();
        });
    }

    /** Scopes are written {@code name:operation}; here the operations of one name are together. */
    private static Map<String, Set<String>> byName(Rights rights) {
        Set<String> scopes = switch (rights) {
            case Rights.Scopes some -> some.names();
            case Rights.All all -> everyScope();
        };
        Map<String, Set<String>> byName = new TreeMap<>();
        for (String scope : scopes) {
            int colon = scope.indexOf(':');
            byName.computeIfAbsent(colon < 0 ? scope : scope.substring(0, colon), name -> new TreeSet<>())
                    .add(scope.substring(colon + 1));
        }
        return byName;
    }

    private static Set<String> everyScope() {
        Set<String> scopes = new TreeSet<>();
        Catalogue.shared().facts().forEach(fact -> scopes.addAll(fact.scopes()));
        return scopes;
    }

    private void scope(JsonGenerator json, String name, Set<String> operations) {
        json.writeStartObject();
        json.writeStringProperty("name", name);
        json.writeArrayPropertyStart("operations");
        operations.forEach(json::writeString);
        json.writeEndArray();
        if (name.startsWith("universe")) {
            json.writeArrayPropertyStart("universeIds");
            json.writeString(Long.toString(universe));
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private Answer token(Call call) {
        Map<String, String> form = call.body().form();
        String type = form.getOrDefault("grant_type", "");
        if (!type.equals("refresh_token")) {
            throw Refused.of(400, "unsupported_grant_type", "grant_type must be refresh_token, not " + type);
        }
        Instant expires = refreshTokens.remove(form.getOrDefault("refresh_token", ""));
        if (expires == null || !expires.isAfter(call.now())) {
            throw Refused.of(400, "invalid_grant", "The refresh token is unknown, expired, or was used before");
        }
        exchanged++;
        String access = "emulator-access-token-" + exchanged;
        String next = "emulator-refresh-token-" + exchanged;
        refreshTokens.put(next, call.now().plus(REFRESH));
        credentials.addToken(
                access, new Grant("emulator", new Rights.All(), call.now().plus(ACCESS)));
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeStringProperty("access_token", access);
            json.writeStringProperty("refresh_token", next);
            json.writeStringProperty("token_type", "Bearer");
            json.writeNumberProperty("expires_in", ACCESS.toSeconds());
            json.writeStringProperty("scope", String.join(" ", everyScope()));
            json.writeEndObject();
        });
    }
}
