package dev.gantry.opencloud.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy that all requests go through: by {@code CONNECT} to {@code https} addresses.
 *
 * @param login for those that ask for one
 */
public record Proxy(String host, int port, Optional<Login> login) {

    /** The password is in no text. */
    public record Login(String user, String password) {

        @Override
        public String toString() {
            return "Login[hidden]";
        }
    }

    /**
     * Reads {@code http://[user:password@]host:port}.
     *
     * @throws IllegalArgumentException with a text that shows neither user nor password
     */
    public static Proxy parse(String text) {
        try {
            URI uri = new URI(text);
            if (!"http".equals(uri.getScheme()) || uri.getHost() == null || uri.getPort() < 1) {
                throw refused(text);
            }
            return new Proxy(uri.getHost(), uri.getPort(), login(uri.getRawUserInfo(), text));
        } catch (URISyntaxException malformed) {
            // Not even as the cause: it quotes the whole text.
            throw refused(text);
        }
    }

    private static Optional<Login> login(@Nullable String userInfo, String text) {
        if (userInfo == null) {
            return Optional.empty();
        }
        int colon = userInfo.indexOf(':');
        if (colon < 1) {
            throw refused(text);
        }
        return Optional.of(new Login(decoded(userInfo.substring(0, colon)), decoded(userInfo.substring(colon + 1))));
    }

    /** Percent-encoded only: a plus is a plus. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "a proxy looks like http://host:port or http://user:password@host:port, found \""
                        + text.replaceFirst("^([^:]*://)?.*@", "$1...@") + "\"");
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
