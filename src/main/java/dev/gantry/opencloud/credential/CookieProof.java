package dev.gantry.opencloud.credential;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.gantry.opencloud.http.Answer;
import dev.gantry.opencloud.http.Header;
import org.jspecify.annotations.Nullable;

/**
 * The cookie, and with what changes something the CSRF token of the host, which the host tells when it refuses a request
 * without it.
 */
final class CookieProof implements Proof {

    private static final String CSRF = "x-csrf-token";

    private final String value;
    private final List<Header> headers;

    /** With the cookie, by host. */
    private final Map<String, List<Header>> withCsrf = new ConcurrentHashMap<>();

    CookieProof(Credential.Cookie cookie) {
        this.value = cookie.value();
        this.headers = List.of(new Header("cookie", ".ROBLOSECURITY=" + cookie.value()));
    }

    @Override
    public Optional<Credential.Kind> kind() {
        return Optional.of(Credential.Kind.COOKIE);
    }

    @Override
    public List<Header> headers(String method, String host) {
        return method.equals("GET") ? headers : withCsrf.getOrDefault(host, headers);
    }

    @Override
    public boolean isMendedAfter(Answer refusal, List<Header> sent, String host) {
        @Nullable String token = refusal.status() == 403 ? refusal.header(CSRF) : null;
        if (token == null || token.chars().anyMatch(c -> c < ' ' || c > '~')) {
            return false;
        }
        withCsrf.put(host, List.of(headers.getFirst(), new Header(CSRF, token)));
        return true;
    }

    @Override
    public String hide(String text) {
        return Hidden.in(text, List.of(value));
    }
}
