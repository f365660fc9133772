package dev.gantry.emulator.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RouterTest {
    private final Router router = new Router(List.of(
            operation("things", "apis.roblox.com", "GET", "/v2/things"),
            operation("snapshot", "apis.roblox.com", "POST", "/v2/things:snapshot"),
            operation("thing", "apis.roblox.com", "GET", "/v2/things/{thing}"),
            operation("increment", "apis.roblox.com", "POST", "/v2/things/{thing}:increment"),
            operation("parts", "apis.roblox.com", "GET", "/v2/things/{thing}/parts"),
            operation("one", "apis.roblox.com", "GET", "/v2/things/one"),
            operation("games", "games.roblox.com", "GET", "/v1/games")));

    private static Operation operation(String id, String host, String method, String template) {
        Fact fact = new Fact(
                id, host, method, template, Set.of(), Set.of(), Rate.UNLIMITED, Rate.UNLIMITED, Optional.empty());
        return Operation.of(fact, call -> {
            throw new AssertionError(id + " is only looked for");
        });
    }

    private Router.Match match(String method, String uri) {
        return router.match(RequestTarget.parse(uri, "localhost:8090"), method);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /v2/things,                          things",
        "GET,  /v2/things?a=b/c,                    things",
        "GET,  http://localhost:8090/v2/things,     things",
        "GET,  /apis.roblox.com/v2/things,          things",
        "GET,  /v2/things/one,                      one",
        "GET,  /v2/things/two,                      thing",
        "GET,  /v2/things/one/parts,                parts",
        "POST, /v2/things:snapshot,                 snapshot",
        "POST, /v2/things/two:increment,            increment",
        "GET,  /games.roblox.com/v1/games,          games",
        "GET,  /GAMES.roblox.com/v1/games,          games"
    })
    void findsTheOperation(String method, String uri, String id) {
        assertThat(match(method, uri).operation().id()).isEqualTo(id);
    }

    @Test
    void decodesVariablesButFindsVerbsAsTheyWereSent() {
        assertThat(match("GET", "/v2/things/a%2Fb%20%F0%9F%8F%A0+").path()).isEqualTo(Map.of("thing", "a/b 🏠+"));
        assertThat(match("POST", "/v2/things/a:b:increment").path()).isEqualTo(Map.of("thing", "a:b"));
        assertThat(match("GET", "/v2/things/a%3Aincrement").path()).isEqualTo(Map.of("thing", "a:increment"));
        assertThat(match("GET", "/v2/things/a:other").path()).isEqualTo(Map.of("thing", "a:other"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "/v2",
                "/v2/things/",
                "/v2/things/a/b",
                "/v1/games",
                "/games.roblox.com",
                "*",
                "/v2//things"
            })
    void knowsNoOtherPath(String uri) {
        assertThatThrownBy(() -> match("GET", uri)).isInstanceOf(Refused.class).hasMessage("NotFound");
    }

    @Test
    void aMethodThatNoOperationTakesIsNotAllowed() {
        assertThatThrownBy(() -> match("DELETE", "/v2/things")).hasMessage("MethodNotAllowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/things/%", "/v2/things/%4", "/v2/things/%zz", "/v2/things/%ff", "/v2/things?a=%C3%28"})
    void refusesWhatIsNotPercentEncodedUtf8(String uri) {
        assertThatThrownBy(() -> match("GET", uri))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.answer(ErrorShape.V2).status())
                                .isEqualTo(400));
    }

    @Test
    void takesTheHostFromTheHeaderWhenItIsOneOfRoblox() {
        assertThat(RequestTarget.parse("/v1/games", "games.roblox.com:443").host())
                .isEqualTo("games.roblox.com");
        assertThat(RequestTarget.parse("/v1/games", "example.com").host()).isEqualTo("apis.roblox.com");
    }

    @Test
    void readsAQueryWhereAPlusIsASpace() {
        assertThat(RequestTarget.parse("/x?b=1+%2B&a&&c==&a=2", "").query())
                .isEqualTo(Map.of("a", List.of("", "2"), "b", List.of("1 +"), "c", List.of("=")));
    }
}
