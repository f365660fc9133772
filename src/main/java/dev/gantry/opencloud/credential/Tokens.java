package dev.gantry.opencloud.credential;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.gantry.opencloud.http.Header;
import dev.gantry.opencloud.http.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An access token, when it expires, and the refresh token that came with it.
 *
 * @param headers that send it
 */
record Tokens(String access, String refresh, Instant expires, List<Header> headers) {

    /** What an answer does not say about its expiry, Roblox's guides do. */
    private static final Duration USUAL = Duration.ofMinutes(15);

    private static final Duration EARLY = Duration.ofMinutes(1);

    private static Tokens of(String access, String refresh, Instant expires) {
        return new Tokens(access, refresh, expires, List.of(new Header("authorization", "Bearer " + access)));
    }

    /**
     * Those of an answer of the token endpoint.
     *
     * @param used the refresh token that was exchanged, which goes on being used if no other came
     * @throws IllegalArgumentException if there is no access token
     */
    static Tokens ofAnswer(JsonNode answer, String used, Instant now) {
        String access = answer.path("access_token").asString("");
        if (access.isEmpty()) {
            throw new IllegalArgumentException("no access token in the answer");
        }
        String next = answer.path("refresh_token").asString("");
        long seconds = answer.path("expires_in").asLong(USUAL.toSeconds());
        return of(access, next.isEmpty() ? used : next, now.plusSeconds(seconds));
    }

    /** @throws RuntimeException if the bytes are not what {@link #bytes} makes */
    static Tokens ofBytes(byte[] bytes) {
        JsonNode file = Json.parseObject(bytes);
        return of(
                file.required("access").asString(),
                file.required("refresh").asString(),
                Instant.parse(file.required("expires").asString()));
    }

    byte[] bytes() {
        return Json.bytes(JsonNodeFactory.instance
                .objectNode()
                .put("access", access)
                .put("refresh", refresh)
                .put("expires", expires.toString()));
    }

    /** Whether it will not expire while a request is on its way. */
    boolean isGood(Instant now) {
        return now.plus(EARLY).isBefore(expires);
    }

    @Override
    public String toString() {
        return "Tokens[hidden, expires=" + expires + "]";
    }
}
