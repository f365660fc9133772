package dev.gantry.dashboard.server;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.web.filter.OncePerRequestFilter;

/** Who may do what, and what browsers are told to refuse. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
public class SecurityConfiguration {

    /** Whatever is posted below has a signature of its own. */
    public static final String WEBHOOKS = "/webhooks/";

    private static final String LOGIN = "/login";
    private static final String[] OPEN = {LOGIN, "/assets/**", "/health", "/ready"};

    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    @Bean
    SlowDown slowDown(Clock clock) {
        return new SlowDown(clock);
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http, Credentials credentials, SlowDown slowDown) {
        http.headers(SecurityConfiguration::headers)
                .csrf(csrf -> csrf.ignoringRequestMatchers(
                        MachineLogin::cameWithToken,
                        SecurityConfiguration::isOfProgram,
                        request -> request.getRequestURI().startsWith(WEBHOOKS)))
                .exceptionHandling(refusals -> refusals.accessDeniedHandler(
                                (request, response, denied) -> forged().answer(request, response))
                        .authenticationEntryPoint((request, response, unknown) -> sendToLogin(request, response)))
                .addFilterBefore(new OwnHostOnly(credentials), CsrfFilter.class)
                .addFilterBefore(new MachineLogin(credentials, slowDown), CsrfFilter.class);
        if (credentials.areNeeded()) {
            letIn(http, credentials, slowDown);
        } else {
            http.authorizeHttpRequests(all -> all.anyRequest().permitAll());
        }
        return http.build();
    }

    private static void letIn(HttpSecurity http, Credentials credentials, SlowDown slowDown) {
        HttpSessionRequestCache whereTo = new HttpSessionRequestCache();
        whereTo.setRequestMatcher(request -> "GET".equals(request.getMethod()) && Refusal.wantsPage(request));
        http.authenticationManager(new ProviderManager(new AdmitPeople(credentials)))
                .requestCache(cache -> cache.requestCache(whereTo))
                .authorizeHttpRequests(each -> each.requestMatchers(OPEN)
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, WEBHOOKS + "**")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .addFilterBefore(new SlowForm(slowDown), UsernamePasswordAuthenticationFilter.class)
                .formLogin(form -> form.loginPage(LOGIN)
                        .usernameParameter("user")
                        .passwordParameter("password")
                        .successHandler((request, response, admitted) -> {
                            slowDown.succeeded(person(request));
                            String wished = wished(whereTo.getRequest(request, response));
                            whereTo.removeRequest(request, response);
                            response.sendRedirect(wished);
                        })
                        .failureHandler((request, response, wrong) -> {
                            slowDown.failed(person(request));
                            response.sendRedirect(LOGIN + "?wrong");
                        }))
                .logout(logout -> logout.logoutUrl("/logout").logoutSuccessUrl(LOGIN + "?out"));
    }

    /** A path only: a proxy knows better than we under which name it is asked. */
    private static String wished(@Nullable SavedRequest saved) {
        if (saved instanceof DefaultSavedRequest known) {
            return known.getRequestURI() + (known.getQueryString() == null ? "" : "?" + known.getQueryString());
        }
        return "/";
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .contentTypeOptions(Customizer.withDefaults())
                .cacheControl(Customizer.withDefaults());
    }

    /** A page of another site cannot send JSON unless we allow it beforehand, which we never do. */
    private static boolean isOfProgram(HttpServletRequest request) {
        @Nullable String type = request.getContentType();
        return request.getRequestURI().startsWith("/api/")
                && type != null
                && MediaType.APPLICATION_JSON_VALUE.equals(
                        type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }

    private static Refusal forged() {
        return new Refusal(
                HttpStatus.FORBIDDEN,
                "This did not come from a page of Gantry's that is still valid, so nothing was done. Load the page again"
                        + " and repeat it. Programs send Content-Type: application/json to the API, or the header"
                        + " Authorization: Bearer with GANTRY_TOKEN.");
    }

    private static void sendToLogin(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (Refusal.wantsPage(request)) {
            response.sendRedirect(LOGIN);
        } else {
            // htmx goes there; others read the words.
            response.setHeader("HX-Redirect", LOGIN);
            response.setHeader("WWW-Authenticate", "Bearer");
            new Refusal(
                            HttpStatus.UNAUTHORIZED,
                            "Log in first, or send the header Authorization: Bearer with GANTRY_TOKEN.")
                    .answer(request, response);
        }
    }

    private static String person(HttpServletRequest request) {
        return "person " + request.getRemoteAddr();
    }

    /** Who has guessed too often is not looked at for a while. */
    private static final class SlowForm extends OncePerRequestFilter {

        private final SlowDown slowDown;

        private SlowForm(SlowDown slowDown) {
            this.slowDown = slowDown;
        }

        @Override
        protected boolean shouldNotFilter(HttpServletRequest request) {
            return !("POST".equals(request.getMethod()) && LOGIN.equals(request.getRequestURI()));
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            Duration wait = slowDown.wait(person(request));
            if (wait.isZero()) {
                chain.doFilter(request, response);
            } else {
                MachineLogin.refuseToLook(wait, request, response);
            }
        }
    }
}
