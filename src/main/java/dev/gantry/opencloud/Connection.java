package dev.gantry.opencloud;

import java.net.URI;
import java.util.Optional;

/**
 * Where requests go and what proves who asks.
 *
 * @param baseUri every request goes here; empty: Roblox itself
 */
public record Connection(Optional<URI> baseUri, Credential credential) {

    private static final URI ROBLOX = URI.create("https://apis.roblox.com");

    public Connection {
        baseUri.ifPresent(Connection::check);
    }

    private static void check(URI uri) {
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "a base URL looks like https://host or http://127.0.0.1:8090/path, found \"" + shown(uri) + "\"");
        }
    }

    /** Without a password, which somebody may have put before the host. */
    private static String shown(URI uri) {
        return uri.toString().replaceFirst("//[^/]*@", "//...@");
    }

    /** The host of most operations, or what stands in for it. */
    URI main() {
        return baseUri.orElse(ROBLOX);
    }

    /** Another host's address, say {@code games.roblox.com}: a path under the base URL where one is given. */
    URI other(String host) {
        return baseUri.map(base -> URI.create(withoutSlash(base) + "/" + host))
                .orElseGet(() -> URI.create("https://" + host));
    }

    private static String withoutSlash(URI uri) {
        String text = uri.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
