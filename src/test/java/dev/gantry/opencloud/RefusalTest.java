package dev.gantry.opencloud;

import java.io.EOFException;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.opencloud.credential.Credential;
import dev.gantry.opencloud.credential.FixedProofs;
import dev.gantry.opencloud.http.Answer;
import dev.gantry.opencloud.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RefusalTest {
    private static final String KEY = "secret-key-of-the-owner";
    private static final Call GET = Call.of(
            Catalog.ofProgram().operation("Cloud_GetDataStoreEntry__Using_Universes_DataStores_Scopes"),
            URI.create("https://apis.roblox.com"),
            "/cloud/v2/universes/1/data-stores/Saves/scopes/global/entries/Player_1?x=y");
    private static final Connection ROBLOX = new Connection(Optional.empty(), new Credential.ApiKey(KEY));
    private static final String ASKED = "GET /cloud/v2/universes/1/data-stores/Saves/scopes/global/entries/Player_1"
            + " (Cloud_GetDataStoreEntry__Using_Universes_DataStores_Scopes) ";

    @Test
    void saysThatTheKeyIsMissingOrUnknownOn401() {
        assertThat(refused(401, "{\"errors\":[{\"code\":0,\"message\":\"Invalid API Key\"}]}", 0))
                .isEqualTo(ASKED + "was answered 401 (Invalid API Key). The API key is missing or unknown:"
                        + " set ROBLOX_API_KEY to a key of the universe's owner.");
    }

    @Test
    void namesTheMissingScopeOn403() {
        assertThat(refused(403, "{\"code\":\"PERMISSION_DENIED\",\"message\":\"No\"}", 0))
                .isEqualTo(ASKED + "was answered 403 PERMISSION_DENIED (No). The API key lacks the scope"
                        + " universe-datastores.objects:read, or is not allowed for this universe or from this address:"
                        + " add it at create.roblox.com under Credentials.");
    }

    @Test
    void saysToCheckTheNamesOn404() {
        assertThat(refused(404, "{\"code\":\"NOT_FOUND\",\"message\":\"No such store\"}", 0))
                .isEqualTo(ASKED + "was answered 404 NOT_FOUND (No such store). Check the universe and the names.");
    }

    @Test
    void saysHowOftenItWasRepeatedOn429() {
        assertThat(refused(429, "{\"code\":\"RESOURCE_EXHAUSTED\",\"message\":\"Too many\"}", 8))
                .isEqualTo(ASKED + "was answered 429 RESOURCE_EXHAUSTED (Too many), after 8 repeats."
                        + " Resume the run later: it goes on from its checkpoint.");
    }

    @Test
    void saysThatTheRunCanBeResumedOn500() {
        assertThat(refused(500, "", 1))
                .isEqualTo(ASKED
                        + "was answered 500, after 1 repeat. Resume the run later: it goes on from its checkpoint.");
    }

    @Test
    void saysWhatOpenCloudSaidOn400() {
        assertThat(refused(400, "{\"code\":\"INVALID_ARGUMENT\",\"message\":\"Bad filter\"}", 0))
                .isEqualTo(ASKED + "was answered 400 INVALID_ARGUMENT (Bad filter).");
    }

    @Test
    void namesTheRequestWhenOpenCloudDid() {
        Answer answer = Answer.of(502, Map.of("x-request-id", "abc-1"), "<html>".getBytes(StandardCharsets.UTF_8));

        assertThat(refusal(0).of(answer))
                .hasMessage(ASKED + "was answered 502 (an HTML page), request id abc-1."
                        + " Resume the run later: it goes on from its checkpoint.");
    }

    @Test
    void saysThatNoWholeAnswerCame() {
        assertThat(refusal(8).unreachable(new SocketException("Connection reset"), ROBLOX))
                .hasMessage(ASKED + "got no whole answer: socket, Connection reset, after 8 repeats."
                        + " Check the address (https://apis.roblox.com) and the network.");
        assertThat(refusal(0).unreachable(new EOFException(), ROBLOX))
                .hasMessage(ASKED + "got no whole answer: eof."
                        + " Check the address (https://apis.roblox.com) and the network.");
    }

    @Test
    void saysThatAnAnswerIsNotJsonWithoutQuotingIt() {
        RuntimeException broken = brokenBy("{\"secret of a player\": oops");

        assertThat(refusal(2).unreachable(broken, ROBLOX))
                .hasNoCause()
                .hasMessage(ASKED + "got an answer that is not a JSON object, after 2 repeats."
                        + " Check the address (https://apis.roblox.com) and the network.");
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID, false", "401, UNAUTHENTICATED, false", "403, DENIED, false", "404, NOT_FOUND, false",
        "302, INVALID, false", "409, CONFLICT, false", "412, CONFLICT, false", "429, THROTTLED, true",
        "499, UNAVAILABLE, true", "500, UNAVAILABLE, true", "501, UNAVAILABLE, false", "502, UNAVAILABLE, true",
        "503, UNAVAILABLE, true", "504, UNAVAILABLE, true", "505, UNAVAILABLE, false"
    })
    void knowsWhatEachStatusMeansAndWhichMayBeRepeated(int status, ErrorKind kind, boolean retryable) {
        assertThat(ErrorKind.of(status)).isEqualTo(kind);
        assertThat(ErrorKind.isRetryable(status)).isEqualTo(retryable);
    }

    @ParameterizedTest
    @EnumSource(ErrorKind.class)
    void hasAKindForEveryStatus(ErrorKind kind) {
        assertThat(java.util.stream.IntStream.range(300, 600).mapToObj(ErrorKind::of))
                .contains(kind);
    }

    @Test
    void neverShowsTheKey() {
        Credential key = new Credential.ApiKey(KEY);

        assertThat(key.toString()).isEqualTo("ApiKey[hidden]");
        assertThat(new Connection(Optional.empty(), key).toString()).doesNotContain(KEY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Credential.ApiKey(KEY + "\n"))
                .withMessage("an API key is printable ASCII without spaces; check ROBLOX_API_KEY"
                        + " (a line break copied along is the usual reason)");
    }

    @Test
    void neverShowsAPasswordPutBeforeTheHost() {
        URI uri = URI.create("https://me:" + KEY + "@host.example/x");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Connection(Optional.of(uri), new Credential.ApiKey(KEY)))
                .withMessage("a base URL looks like https://host or http://127.0.0.1:8090/path,"
                        + " found \"https://...@host.example/x\"");
    }

    private static Refusal refusal(int repeats) {
        return new Refusal(GET, FixedProofs.of(new Credential.ApiKey(KEY)), repeats);
    }

    private static String refused(int status, String body, int repeats) {
        Answer answer = Answer.of(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
        OpenCloudException.Refused refused = refusal(repeats).of(answer);
        assertThat(refused.status()).isEqualTo(status);
        return String.valueOf(refused.getMessage());
    }

    private static RuntimeException brokenBy(String json) {
        try {
            throw new AssertionError(
                    Json.parseObject(json.getBytes(StandardCharsets.UTF_8)).toString());
        } catch (RuntimeException broken) {
            return broken;
        }
    }
}
