package dev.gantry.dashboard.server;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers only requests that name this machine as their host. A site can have its own name lead a browser to this machine
 * (DNS rebinding), and its page then counts as ours; the host it names stays that name. Where a credential is needed such
 * a page has none, and a proxy may name whatever host it serves.
 */
final class OwnHostOnly extends OncePerRequestFilter {

    private static final Pattern OWN =
            Pattern.compile("(localhost|[a-z0-9-]+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?");

    private final Credentials credentials;

    OwnHostOnly(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return credentials.areNeeded() || request.getRequestURI().startsWith(SecurityConfiguration.WEBHOOKS);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String host = String.valueOf(request.getHeader(HttpHeaders.HOST)).toLowerCase(Locale.ROOT);
        if (OWN.matcher(host).matches()) {
            chain.doFilter(request, response);
        } else {
            new Refusal(
                            HttpStatus.MISDIRECTED_REQUEST,
                            "Without GANTRY_TOKEN, or GANTRY_USER and GANTRY_PASSWORD, only http://localhost and"
                                    + " http://127.0.0.1 are answered here.")
                    .answer(request, response);
        }
    }
}
