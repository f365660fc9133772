package dev.gantry.dashboard.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets programs in by the {@code Authorization} of each request, without a session. Who sends one that is wrong is refused,
 * whatever session there may be besides.
 */
final class MachineLogin extends OncePerRequestFilter {

    /** Set on a request that came with the token: no page of another site can send one. */
    private static final String BEARER = MachineLogin.class.getName() + ".bearer";

    private static final String BEARER_SCHEME = "bearer ";
    private static final String BASIC_SCHEME = "basic ";

    private final Credentials credentials;
    private final SlowDown slowDown;

    MachineLogin(Credentials credentials, SlowDown slowDown) {
        this.credentials = credentials;
        this.slowDown = slowDown;
    }

    static boolean cameWithToken(HttpServletRequest request) {
        return request.getAttribute(BEARER) != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        @Nullable String said = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (said == null || !credentials.areNeeded()) {
            chain.doFilter(request, response);
            return;
        }
        String who = "program " + request.getRemoteAddr();
        Duration wait = slowDown.wait(who);
        if (!wait.isZero()) {
            refuseToLook(wait, request, response);
        } else if (isRight(said, request)) {
            slowDown.succeeded(who);
            admit(request, response, chain);
        } else {
            slowDown.failed(who);
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            new Refusal(HttpStatus.UNAUTHORIZED, "The token, or the user or the password, is wrong.")
                    .answer(request, response);
        }
    }

    static void refuseToLook(Duration wait, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        long seconds = wait.plusMillis(999).toSeconds();
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        new Refusal(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "Too many wrong logins came from this address. Try again in " + seconds + " s.")
                .answer(request, response);
    }

    private boolean isRight(String said, HttpServletRequest request) {
        String scheme = said.toLowerCase(Locale.ROOT);
        if (scheme.startsWith(BEARER_SCHEME)) {
            boolean isRight =
                    credentials.isToken(said.substring(BEARER_SCHEME.length()).strip());
            if (isRight) {
                request.setAttribute(BEARER, true);
            }
            return isRight;
        }
        if (!scheme.startsWith(BASIC_SCHEME)) {
            return false;
        }
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(said.substring(BASIC_SCHEME.length()).strip());
            String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            return parts.length == 2 && credentials.areUserAndPassword(parts[0], parts[1]);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static void admit(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated("program", null, AuthorityUtils.NO_AUTHORITIES));
        SecurityContextHolder.setContext(context);
        try {
            chain.doFilter(request, response);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }
}
