package dev.gantry.opencloud.credential;

/** Proofs that need no network. */
public final class FixedProofs {
    private FixedProofs() {}

    public static Proof of(Credential credential) {
        return switch (credential) {
            case Credential.ApiKey key -> FixedProof.of(key);
            case Credential.AccessToken token -> FixedProof.of(token);
            case Credential.Cookie cookie -> new CookieProof(cookie);
            case Credential.RefreshToken token -> throw new IllegalArgumentException(token + " is exchanged first");
        };
    }
}
