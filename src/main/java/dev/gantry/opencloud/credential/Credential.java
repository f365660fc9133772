package dev.gantry.opencloud.credential;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** What proves who asks. Its text never shows the secret. */
public sealed interface Credential {

    Kind kind();

    /** The secret, or the first one of those that follow each other. */
    String value();

    /** Tells it from others, the same on all machines; nobody finds the secret by it. */
    default String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] whole = digest.digest((kind() + " " + value()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(whole, 0, 12);
        } catch (NoSuchAlgorithmException none) {
            throw new IllegalStateException("every Java has SHA-256", none);
        }
    }

    /** The kinds that operations take, in the order in which they are preferred. */
    enum Kind {
        KEY("key", "an API key", "ROBLOX_API_KEY", "api-key"),
        TOKEN("token", "an access token", "ROBLOX_ACCESS_TOKEN", "access-token"),
        COOKIE("cookie", "a cookie", "ROBLOSECURITY", "cookie");

        private final String word;
        private final String phrase;
        private final String variable;
        private final String setting;

        Kind(String word, String phrase, String variable, String setting) {
            this.word = word;
            this.phrase = phrase;
            this.variable = variable;
            this.setting = setting;
        }

        /** What the catalogue calls it. */
        public String word() {
            return word;
        }

        /** What people call it, with its article. */
        public String phrase() {
            return phrase;
        }

        /** The environment variable that holds one. */
        public String variable() {
            return variable;
        }

        /** The line of a connection's settings. */
        public String setting() {
            return setting;
        }
    }

    /** Sent in the header {@code x-api-key}. */
    record ApiKey(String value) implements Credential {

        public ApiKey {
            check(value, "an API key", Kind.KEY.variable());
        }

        @Override
        public Kind kind() {
            return Kind.KEY;
        }

        @Override
        public String toString() {
            return "ApiKey[hidden]";
        }
    }

    /** An OAuth 2.0 access token, sent as {@code Authorization: Bearer} until it expires. */
    record AccessToken(String value) implements Credential {

        public AccessToken {
            check(value, "an access token", Kind.TOKEN.variable());
        }

        @Override
        public Kind kind() {
            return Kind.TOKEN;
        }

        @Override
        public String toString() {
            return "AccessToken[hidden]";
        }
    }

    /**
     * An OAuth 2.0 refresh token, exchanged for access tokens as they are needed.
     *
     * @param value the first one; each exchange makes another
     * @param clientId of the app that it was given to
     * @param clientSecret of that app, if it has one
     * @param folder where its successors are kept
     */
    record RefreshToken(String value, String clientId, Optional<String> clientSecret, Path folder)
            implements Credential {

        public RefreshToken {
            check(value, "a refresh token", "ROBLOX_REFRESH_TOKEN");
            check(clientId, "a client id", "ROBLOX_CLIENT_ID");
            clientSecret.ifPresent(secret -> check(secret, "a client secret", "ROBLOX_CLIENT_SECRET"));
        }

        @Override
        public Kind kind() {
            return Kind.TOKEN;
        }

        @Override
        public String toString() {
            return "RefreshToken[hidden]";
        }
    }

    /** The value of an account's {@code .ROBLOSECURITY} cookie. */
    record Cookie(String value) implements Credential {

        public Cookie {
            check(value, "a cookie", Kind.COOKIE.variable());
            if (value.contains(";")) {
                throw new IllegalArgumentException(
                        "a cookie is the value of .ROBLOSECURITY alone, without semicolons;" + " check ROBLOSECURITY");
            }
        }

        @Override
        public Kind kind() {
            return Kind.COOKIE;
        }

        @Override
        public String toString() {
            return "Cookie[hidden]";
        }
    }

    private static void check(String value, String what, String variable) {
        if (value.isBlank() || value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException(what + " is printable ASCII without spaces; check " + variable
                    + " (a line break copied along is the usual reason)");
        }
    }
}
