package dev.gantry.opencloud;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.gantry.opencloud.credential.Credential;
import dev.gantry.opencloud.http.Wire;

/**
 * Where requests go and what proves who asks.
 *
 * @param name what settings and texts call it
 * @param baseUri every request goes here; empty: Roblox itself
 * @param credentials at most one of a kind; which of them goes along depends on what an operation takes
 */
public record Connection(String name, Optional<URI> baseUri, List<Credential> credentials, Wire wire) {

    /** The name of the one that is taken where none is named. */
    public static final String DEFAULT = "default";

    private static final URI ROBLOX = URI.create("https://apis.roblox.com");
    private static final String DOMAIN = ".roblox.com";

    public Connection {
        credentials = List.copyOf(credentials);
        baseUri.ifPresent(Connection::check);
    }

    /** The default one with one credential, by the usual wire. */
    public Connection(Optional<URI> baseUri, Credential credential) {
        this(DEFAULT, baseUri, List.of(credential), Wire.defaults());
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

    /**
     * Another host's address, say {@code games.roblox.com}: a path under the base URL where one is given.
     *
     * @throws IllegalArgumentException if the host is not one of Roblox's, where no credential may ever go
     */
    URI other(String host) {
        if (!host.toLowerCase(Locale.ROOT).endsWith(DOMAIN)) {
            throw new IllegalArgumentException(
                    "the catalogue names the host " + host + ", which is not under roblox.com");
        }
        return baseUri.map(base -> URI.create(withoutSlash(base) + "/" + host))
                .orElseGet(() -> URI.create("https://" + host));
    }

    private static String withoutSlash(URI uri) {
        String text = uri.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
