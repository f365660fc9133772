package dev.gantry.opencloud.credential;

import java.util.List;
import java.util.Optional;

import dev.gantry.opencloud.http.Answer;
import dev.gantry.opencloud.http.Header;

/** The same headers for every request: an API key, an access token, nothing. */
record FixedProof(Optional<Credential.Kind> kind, List<Header> headers, List<String> secrets) implements Proof {

    static FixedProof of(Credential.ApiKey key) {
        return new FixedProof(
                Optional.of(key.kind()), List.of(new Header("x-api-key", key.value())), List.of(key.value()));
    }

    static FixedProof of(Credential.AccessToken token) {
        return new FixedProof(
                Optional.of(token.kind()),
                List.of(new Header("authorization", "Bearer " + token.value())),
                List.of(token.value()));
    }

    @Override
    public List<Header> headers(String method, String host) {
        return headers;
    }

    @Override
    public boolean isMendedAfter(Answer refusal, List<Header> sent, String host) {
        return false;
    }

    @Override
    public String hide(String text) {
        return Hidden.in(text, secrets);
    }

    @Override
    public String toString() {
        return "FixedProof[" + kind + "]";
    }
}
