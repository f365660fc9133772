package dev.gantry.opencloud.credential;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

import dev.gantry.opencloud.http.Answer;
import dev.gantry.opencloud.http.Content;
import dev.gantry.opencloud.http.Header;
import dev.gantry.opencloud.http.Json;
import dev.gantry.opencloud.http.Message;
import dev.gantry.opencloud.http.Transport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Access tokens that a refresh token is exchanged for: a minute before one ends, and when one is refused. {@code POST
 * /oauth/v1/token} is in no OpenAPI document; Roblox's guide to OAuth 2.0 describes it (checked 2026-11-24).
 *
 * <p>Whoever needs a new one holds the file first, and takes what another has put there meanwhile. The order of an
 * exchange: hold, read, make room, ask, write, sync, use.
 */
final class RenewedToken implements Proof {

    private static final String ENDPOINT = "/oauth/v1/token";

    private final Credential.RefreshToken seed;
    private final Transport transport;
    private final URI base;
    private final InstantSource clock;
    private final TokenFile file;
    private final Set<String> secrets = new ConcurrentSkipListSet<>();

    private volatile @Nullable Tokens current;

    /** The access token that was answered 401 last. */
    private volatile String refused = "";

    RenewedToken(Credential.RefreshToken seed, String connection, Transport transport, URI base, InstantSource clock) {
        this.seed = seed;
        this.transport = transport;
        this.base = base;
        this.clock = clock;
        this.file = TokenFile.of(seed, connection, base);
        secrets.add(seed.value());
        seed.clientSecret().ifPresent(secrets::add);
    }

    @Override
    public Optional<Credential.Kind> kind() {
        return Optional.of(Credential.Kind.TOKEN);
    }

    @Override
    public boolean isRenewed() {
        return true;
    }

    @Override
    public List<Header> headers(String method, String host) throws TokenRefused, InterruptedException {
        Tokens known = current;
        return known != null && isUsable(known) ? known.headers() : renewed().headers();
    }

    @Override
    public boolean isMendedAfter(Answer refusal, List<Header> sent, String host) {
        if (refusal.status() != 401) {
            return false;
        }
        Tokens known = current;
        if (known != null && known.headers().equals(sent)) {
            refused = known.access();
        }
        return true;
    }

    @Override
    public String hide(String text) {
        return Hidden.in(text, secrets);
    }

    private boolean isUsable(Tokens tokens) {
        return tokens.isGood(clock.instant()) && !tokens.access().equals(refused);
    }

    private Tokens renewed() throws TokenRefused, InterruptedException {
        try (TokenFile.Held held = file.hold()) {
            Optional<Tokens> kept = held.read();
            Tokens usable = kept.isPresent() && isUsable(kept.get()) ? kept.get() : exchanged(held, kept);
            secrets.add(usable.access());
            secrets.add(usable.refresh());
            current = usable;
            return usable;
        } catch (IOException failed) {
            throw new TokenRefused(failed);
        }
    }

    private Tokens exchanged(TokenFile.Held held, Optional<Tokens> kept) throws IOException, TokenRefused {
        String token = kept.map(Tokens::refresh).orElse(seed.value());
        secrets.add(token);
        held.makeRoom();
        Answer answer =
                transport.send(new Message("POST", base, path(), List.of(), List.of(), Content.form(form(token))));
        if (!answer.isSuccess()) {
            throw new TokenRefused(answer);
        }
        Tokens next;
        try {
            next = Tokens.ofAnswer(Json.parseObject(answer.body()), token, clock.instant());
        } catch (JacksonException | IllegalArgumentException unreadable) {
            throw new TokenRefused(answer);
        }
        held.keep(next);
        return next;
    }

    private String path() {
        String prefix = base.getRawPath() == null ? "" : base.getRawPath();
        return (prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix) + ENDPOINT;
    }

    private Map<String, String> form(String token) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", token);
        form.put("client_id", seed.clientId());
        seed.clientSecret().ifPresent(secret -> form.put("client_secret", secret));
        return form;
    }
}
