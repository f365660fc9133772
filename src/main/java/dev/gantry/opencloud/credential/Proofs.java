package dev.gantry.opencloud.credential;

import java.net.URI;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.http.Transport;
import org.jspecify.annotations.Nullable;

/** The credentials of one connection, to be chosen from by what an operation takes. */
public final class Proofs {

    private static final Credential.Kind[] PREFERENCE = Credential.Kind.values();

    /** Of operations that need none: nothing is sent. */
    public static final Proof NONE = new FixedProof(Optional.empty(), List.of(), List.of());

    private final Map<Credential.Kind, Proof> proofs = new EnumMap<>(Credential.Kind.class);

    private Proofs() {}

    /**
     * Makes them ready; nothing is sent yet.
     *
     * @param credentials of two of one kind the later is taken
     * @param connection its name
     * @param base where refresh tokens are exchanged
     */
    public static Proofs of(
            List<Credential> credentials, String connection, Transport transport, URI base, InstantSource clock) {
        Proofs made = new Proofs();
        for (Credential each : credentials) {
            made.proofs.put(
                    each.kind(),
                    switch (each) {
                        case Credential.ApiKey key -> FixedProof.of(key);
                        case Credential.AccessToken token -> FixedProof.of(token);
                        case Credential.RefreshToken token ->
                            new RenewedToken(token, connection, transport, base, clock);
                        case Credential.Cookie cookie -> new CookieProof(cookie);
                    });
        }
        return made;
    }

    /** What goes along: a key before a token before a cookie, nothing where nothing is taken; null if it must not go. */
    public @Nullable Proof choose(ApiOperation.Access access) {
        for (Credential.Kind kind : PREFERENCE) {
            @Nullable Proof proof = proofs.get(kind);
            if (proof != null && access.takes().contains(kind.word())) {
                return proof;
            }
        }
        return access.takes().isEmpty() || access.isOpen() ? NONE : null;
    }

    public Set<Credential.Kind> kinds() {
        return proofs.keySet();
    }
}
