package dev.gantry.emulator.access;

/**
 * Whom a request comes from.
 *
 * @param userId the owner of the credential, 0 where none was asked for
 * @param authorization of an access token, the authorization that it was given for; empty with anything else
 */
public record Identity(long userId, String authorization) {
    /** Somebody who asks for what needs no credential. */
    public static final Identity ANYONE = new Identity(0, "");

    /** Whether an access token was sent. */
    public boolean isToken() {
        return !authorization.isEmpty();
    }
}
