package dev.gantry.emulator.wire;

/** How a caller proves who it is. */
public enum Credential {
    /** The {@code x-api-key} header. */
    KEY,
    /** An OAuth 2.0 access token in the {@code Authorization} header. */
    TOKEN,
    /** The {@code .ROBLOSECURITY} cookie; with it, what changes something needs an {@code x-csrf-token} too. */
    COOKIE
}
