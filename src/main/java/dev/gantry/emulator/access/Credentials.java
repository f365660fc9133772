package dev.gantry.emulator.access;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import dev.gantry.emulator.wire.Credential;
import dev.gantry.emulator.wire.Fact;
import dev.gantry.emulator.wire.Refused;

/** The credentials that are let in, and what each may do. May be used from any thread. */
public final class Credentials {
    private static final String BEARER = "Bearer ";
    private static final String COOKIE = ".ROBLOSECURITY=";

    private final Map<String, Rights> keys = new ConcurrentHashMap<>();
    private final Map<String, Instant> expiries = new ConcurrentHashMap<>();
    private final Map<String, Grant> tokens = new ConcurrentHashMap<>();
    private final long owner;
    private final String cookie;
    private final String csrfToken;

    /** What a key may do. */
    public sealed interface Rights {
        /** Everything. */
        record All() implements Rights {}

        /** What these scopes allow. */
        record Scopes(Set<String> names) implements Rights {
            public Scopes {
                names = Set.copyOf(names);
            }
        }
    }

    /**
     * What an access token may do.
     *
     * @param authorization the user's consent that it was given for
     * @param expires when it stops working
     */
    public record Grant(String authorization, Rights rights, Instant expires) {}

    /**
     * The credentials of one owner.
     *
     * @param ownersKey the key that may do everything
     * @param cookie the value of the owner's {@code .ROBLOSECURITY} cookie
     */
    public Credentials(long owner, String ownersKey, String cookie) {
        this.owner = owner;
        this.cookie = cookie;
        this.csrfToken = "csrf-" + Integer.toHexString(cookie.hashCode());
        keys.put(ownersKey, new Rights.All());
    }

    /** Lets one more key in. */
    public void addKey(String key, Set<String> scopes) {
        keys.put(key, new Rights.Scopes(scopes));
    }

    /** Lets one more key in until it expires. */
    public void addKey(String key, Set<String> scopes, Instant expires) {
        expiries.put(key, expires);
        addKey(key, scopes);
    }

    /** When a key expires, if it does. */
    public Optional<Instant> expires(String key) {
        return Optional.ofNullable(expiries.get(key));
    }

    private boolean isExpired(String key, Instant now) {
        return expires(key).filter(expires -> !expires.isAfter(now)).isPresent();
    }

    /** Lets one more access token in. */
    public void addToken(String token, Grant grant) {
        tokens.put(token, grant);
    }

    /** What a key may do, if it is known. */
    public Optional<Rights> key(String key) {
        return Optional.ofNullable(keys.get(key));
    }

    /** The user that all of them belong to. */
    public long owner() {
        return owner;
    }

    /**
     * Lets a request in or not.
     *
     * @param headers gives a header by its name in lower case, empty when there was none
     * @throws Refused 401 without a credential that the operation takes, 403 when it lacks a scope or the CSRF token
     */
    public Identity check(Fact operation, UnaryOperator<String> headers, Instant now) {
        if (operation.takes().isEmpty()) {
            return Identity.ANYONE;
        }
        String key = headers.apply("x-api-key");
        if (!key.isEmpty() && operation.takes().contains(Credential.KEY)) {
            Rights rights = keys.get(key);
            if (rights == null || isExpired(key, now)) {
                throw Refused.byGateway(401, "Invalid API Key");
            }
            require("API key", rights, operation);
            return new Identity(owner, "");
        }
        String authorization = headers.apply("authorization");
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && operation.takes().contains(Credential.TOKEN)) {
            return token(authorization.substring(BEARER.length()).strip(), operation, now);
        }
        if (operation.takes().contains(Credential.COOKIE) && cookie(headers.apply("cookie"))) {
            if (!operation.method().equals("GET")
                    && !headers.apply("x-csrf-token").equals(csrfToken)) {
                throw Refused.byGateway(403, "Token Validation Failed").with("x-csrf-token", csrfToken);
            }
            return new Identity(owner, "");
        }
        throw Refused.byGateway(
                401, operation.takes().contains(Credential.KEY) ? "Invalid API Key" : "User is not authenticated");
    }

    private Identity token(String token, Fact operation, Instant now) {
        Grant grant = tokens.get(token);
        if (grant == null || !grant.expires().isAfter(now)) {
            throw Refused.byGateway(401, "Invalid or expired access token");
        }
        require("access token", grant.rights(), operation);
        return new Identity(owner, grant.authorization());
    }

    private boolean cookie(String header) {
        for (String pair : header.split(";", -1)) {
            String trimmed = pair.strip();
            if (trimmed.startsWith(COOKIE) && trimmed.substring(COOKIE.length()).equals(cookie)) {
                return true;
            }
        }
        return false;
    }

    private static void require(String what, Rights rights, Fact operation) {
        if (rights instanceof Rights.Scopes scopes && !scopes.names().containsAll(operation.scopes())) {
            throw Refused.lacksScope("The " + what + " lacks scope " + String.join(", ", operation.scopes()));
        }
    }
}
