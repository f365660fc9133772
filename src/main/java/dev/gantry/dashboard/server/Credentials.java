package dev.gantry.dashboard.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;

import dev.gantry.job.Secret;
import dev.gantry.job.UserMistake;

/**
 * What people and programs must know to be let in. Only digests are kept, and compared in the same time whatever is
 * wrong, so that neither a dump nor a clock tells anything.
 */
public final class Credentials {

    /** A credential that is guessed within a day at one try a second is none. */
    private static final int SHORTEST = 8;

    private final Optional<byte[]> token;
    private final Optional<byte[]> user;
    private final Optional<byte[]> password;

    private Credentials(Optional<String> token, Optional<String> user, Optional<String> password) {
        this.token = token.map(Credentials::digest);
        this.user = user.map(Credentials::digest);
        this.password = password.map(Credentials::digest);
    }

    /**
     * {@code GANTRY_TOKEN}, and {@code GANTRY_USER} with {@code GANTRY_PASSWORD}.
     *
     * @throws UserMistake if one of the latter lacks the other, or one is too short
     */
    public static Credentials of(Map<String, String> environment) {
        Optional<String> token = secret(environment, "GANTRY_TOKEN");
        Optional<String> user = given(environment, "GANTRY_USER");
        Optional<String> password = secret(environment, "GANTRY_PASSWORD");
        if (user.isPresent() != password.isPresent()) {
            throw new UserMistake("GANTRY_USER and GANTRY_PASSWORD go together: "
                    + (user.isPresent() ? "GANTRY_PASSWORD" : "GANTRY_USER") + " is not set.");
        }
        return new Credentials(token, user, password);
    }

    /**
     * Others than this machine's are let in with a credential only.
     *
     * @throws UserMistake if there is none and the address is open to others
     */
    public void requireFor(Listening listening) {
        if (!listening.isLoopback() && !areNeeded()) {
            throw new UserMistake("--address " + listening.address().getHostAddress()
                    + ": others than this machine reach that, so set GANTRY_TOKEN, or GANTRY_USER and"
                    + " GANTRY_PASSWORD, in the environment; without them gantry serve listens at 127.0.0.1 only.");
        }
    }

    private static Optional<String> given(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static Optional<String> secret(Map<String, String> environment, String name) {
        Optional<String> secret = given(environment, name).map(written -> ofFile(name, written));
        if (secret.filter(value -> value.length() < SHORTEST).isPresent()) {
            throw new UserMistake(name + " is shorter than " + SHORTEST
                    + " characters, so it is soon guessed; take a long one: openssl rand -hex 24.");
        }
        return secret;
    }

    /** As secrets are elsewhere: the value itself, or {@code file:/path} of it. */
    private static String ofFile(String name, String written) {
        if (!written.startsWith("file:")) {
            return written;
        }
        try {
            return Secret.parse(written, variable -> null).reveal();
        } catch (IllegalArgumentException refused) {
            throw new UserMistake(name + ": " + refused.getMessage() + ".");
        }
    }

    /** Whether anybody needs one. */
    public boolean areNeeded() {
        return token.isPresent() || user.isPresent();
    }

    /** Whether people log in with user and password; else, if at all, with the token. */
    public boolean haveUser() {
        return user.isPresent();
    }

    /** Whether the token is this one. */
    boolean isToken(String said) {
        return token.filter(right -> MessageDigest.isEqual(right, digest(said))).isPresent();
    }

    /** Whether user and password are these. */
    boolean areUserAndPassword(String saidUser, String saidPassword) {
        boolean isUser = user.filter(right -> MessageDigest.isEqual(right, digest(saidUser)))
                .isPresent();
        boolean isPassword = password.filter(right -> MessageDigest.isEqual(right, digest(saidPassword)))
                .isPresent();
        return isUser && isPassword;
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    @Override
    public String toString() {
        return "Credentials[hidden]";
    }
}
