package dev.gantry.run;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A connection. Each secret is the value itself, filled in from the environment, or {@code file:/path} of it. One that
 * has no credential at all takes those of the environment.
 *
 * @param baseUrl where requests go instead of Roblox
 * @param apiKey else {@code ROBLOX_API_KEY}
 * @param accessToken of OAuth 2.0; else {@code ROBLOX_ACCESS_TOKEN}
 * @param refreshToken of OAuth 2.0, goes before an access token; else {@code ROBLOX_REFRESH_TOKEN}
 * @param clientId of the app that has the refresh token; else {@code ROBLOX_CLIENT_ID}
 * @param clientSecret of that app; else {@code ROBLOX_CLIENT_SECRET}
 * @param cookie the value of {@code .ROBLOSECURITY}; else {@code ROBLOSECURITY}
 * @param proxy {@code http://[user:password@]host:port}
 * @param connectTimeout the longest that a connection may take to come about
 * @param readTimeout the longest that an answer may take
 * @param ca a PEM file of certificate authorities that are trusted beside the JVM's
 */
public record ConnectionSettings(
        @Nullable String baseUrl,
        @Nullable String apiKey,
        @Nullable String accessToken,
        @Nullable String refreshToken,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable String cookie,
        @Nullable String proxy,
        @Nullable Duration connectTimeout,
        @Nullable Duration readTimeout,
        @Nullable Path ca) {

    /** What a connection is that nobody has written down. */
    static final ConnectionSettings NONE =
            new ConnectionSettings(null, null, null, null, null, null, null, null, null, null, null);

    @Override
    public String toString() {
        return "ConnectionSettings[baseUrl=" + baseUrl + ", credentials hidden]";
    }
}
