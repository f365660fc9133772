package dev.gantry.opencloud.credential;

import java.util.List;
import java.util.Optional;

import dev.gantry.opencloud.http.Answer;
import dev.gantry.opencloud.http.Header;

/** A credential ready to be sent. Safe for many threads. */
public sealed interface Proof permits FixedProof, CookieProof, RenewedToken {

    /** Empty: nothing is sent. */
    Optional<Credential.Kind> kind();

    /** Whether it makes new ones by itself. */
    default boolean isRenewed() {
        return false;
    }

    /**
     * What goes along with a request.
     *
     * @param host the operation's, not what stands in for it
     * @throws TokenRefused if a new access token was needed and could not be had
     */
    List<Header> headers(String method, String host) throws TokenRefused, InterruptedException;

    /**
     * Whether the next {@link #headers} may be accepted although these were not.
     *
     * @param sent what {@link #headers} gave for the request that was refused
     */
    boolean isMendedAfter(Answer refusal, List<Header> sent, String host);

    /** A text without its secrets, whatever Open Cloud may have quoted. */
    String hide(String text);
}
