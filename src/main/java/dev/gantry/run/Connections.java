package dev.gantry.run;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.Connection;
import dev.gantry.opencloud.credential.Credential;
import dev.gantry.opencloud.http.Proxy;
import dev.gantry.opencloud.http.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Finds the connection that a job names: its settings, else the environment's.
 *
 * @param settings of {@code config/application.yml}
 * @param environment the process environment
 */
public record Connections(Settings settings, Map<String, String> environment) {

    private static final ConnectionSettings NONE = ConnectionSettings.NONE;

    public Connections {
        environment = Map.copyOf(environment);
    }

    /**
     * The connection of that name.
     *
     * @param name as the job says it; empty: {@code default}
     * @param baseUrl of the command line, before all others
     */
    public Connection find(Optional<String> name, @Nullable String baseUrl) {
        String wanted = name.orElse(Connection.DEFAULT);
        @Nullable ConnectionSettings found = settings.connections().get(wanted);
        if (found == null && !wanted.equals(Connection.DEFAULT)) {
            throw new UserMistake("connection: \"" + wanted + "\" is not among gantry.connections of"
                    + " config/application.yml"
                    + (settings.connections().isEmpty()
                            ? ", which has none."
                            : ": " + settings.connections().keySet() + "."));
        }
        ConnectionSettings written = found == null ? NONE : found;
        try {
            List<Credential> own = credentials(written);
            return new Connection(
                    wanted,
                    Optional.ofNullable(address(baseUrl, written)).map(Connections::uri),
                    own.isEmpty() ? credentials(ofEnvironment()) : own,
                    wire(written));
        } catch (IllegalArgumentException refused) {
            throw new UserMistake(refused.getMessage() + ".");
        }
    }

    private @Nullable String address(@Nullable String baseUrl, ConnectionSettings written) {
        if (baseUrl != null) {
            return baseUrl;
        }
        @Nullable String ofEnvironment = environment.get("GANTRY_BASE_URL");
        return ofEnvironment != null && !ofEnvironment.isBlank() ? ofEnvironment : written.baseUrl();
    }

    private ConnectionSettings ofEnvironment() {
        return new ConnectionSettings(
                null,
                environment.get("ROBLOX_API_KEY"),
                environment.get("ROBLOX_ACCESS_TOKEN"),
                environment.get("ROBLOX_REFRESH_TOKEN"),
                environment.get("ROBLOX_CLIENT_ID"),
                environment.get("ROBLOX_CLIENT_SECRET"),
                environment.get("ROBLOSECURITY"),
                null,
                null,
                null,
                null);
    }

    private List<Credential> credentials(ConnectionSettings from) {
        List<Credential> found = new ArrayList<>();
        value("api-key", from.apiKey()).map(Credential.ApiKey::new).ifPresent(found::add);
        value("refresh-token", from.refreshToken())
                .<Credential>map(token -> refreshToken(token, from))
                .or(() -> value("access-token", from.accessToken()).map(Credential.AccessToken::new))
                .ifPresent(found::add);
        value("cookie", from.cookie()).map(Credential.Cookie::new).ifPresent(found::add);
        return found;
    }

    private Credential.RefreshToken refreshToken(String token, ConnectionSettings from) {
        String clientId = value("client-id", from.clientId())
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "a refresh token needs the id of the app that it was given"
                                        + " to: set client-id: beside refresh-token:, or ROBLOX_CLIENT_ID beside ROBLOX_REFRESH_TOKEN"));
        return new Credential.RefreshToken(
                token,
                clientId,
                value("client-secret", from.clientSecret()),
                settings.state().resolve("tokens"));
    }

    private Wire wire(ConnectionSettings written) {
        Wire wire = Wire.defaults();
        Optional<String> proxy = value("proxy", written.proxy());
        if (proxy.isPresent()) {
            wire = wire.withProxy(Proxy.parse(proxy.get()));
        }
        if (written.connectTimeout() != null) {
            wire = wire.withConnectTimeout(written.connectTimeout());
        }
        if (written.readTimeout() != null) {
            wire = wire.withReadTimeout(written.readTimeout());
        }
        return written.ca() == null ? wire : wire.withAuthorities(written.ca());
    }

    private Optional<String> value(String setting, @Nullable String written) {
        return Written.value(setting, written, environment);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException refused) {
            // Not as the cause, and without a password, which somebody may have put before the host.
            throw new IllegalArgumentException(
                    "a base URL looks like https://host or http://127.0.0.1:8090/path, found \""
                            + text.replaceFirst("[^/]*@", "...@") + "\"");
        }
    }
}
