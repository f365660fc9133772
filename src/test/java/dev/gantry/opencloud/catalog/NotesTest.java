package dev.gantry.opencloud.catalog;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NotesTest {

    private static final Catalog CATALOG = Catalog.of(Map.of("x.yml", """
            - {id: "Old", get: "/v1/a/{aId}", takes: ["key"], deprecated: true, instead: ["GET /v2/a/{a_id}", "GET games.roblox.com/v1/gone"]}
            - {id: "New", get: "/v2/a/{a_id}", takes: ["key"], resource: "as", page: {rows: "as", from: "pageToken"}}
            - {id: "Dead", get: "/v1/b", takes: ["key"], deprecated: true}
            - {id: "Cookie", get: "/v1/c", takes: ["cookie"], instead: ["GET /v1/b"]}
            - {id: "Open", get: "/v1/d", takes: ["cookie"], open: true}
            - {id: "Increment", post: "/v1/e", takes: ["key", "token"], scopes: ["e:update", "e:create"]}
            - {id: "Read", get: "/v1/e", takes: ["key"], scopes: ["e.f:read"]}
            """));

    private static List<String> notes(String id) {
        return Notes.of(CATALOG.operation(id), CATALOG);
    }

    private static NeededAccess needed(String... ids) {
        return NeededAccess.of(List.of(ids).stream().map(CATALOG::operation).toList());
    }

    @Test
    void nameTheAlternativeAsAJobDoes() {
        assertThat(notes("Old")).containsExactly("Old is deprecated: use as or GET games.roblox.com/v1/gone.");
    }

    @Test
    void sayThatThereIsNoAlternative() {
        assertThat(notes("Dead")).containsExactly("Dead is deprecated; Roblox names nothing in its place.");
    }

    @Test
    void sayThatOnlyACookieOpensIt() {
        assertThat(notes("Cookie"))
                .containsExactly(
                        "Cookie takes no API key and no token, only the cookie of an account (ROBLOSECURITY).",
                        "Roblox recommends Dead instead of Cookie.");
    }

    @Test
    void sayNothingOfWhatIsAllRight() {
        assertThat(notes("New")).isEmpty();
        assertThat(notes("Open")).isEmpty();
    }

    @Test
    void scopesAreAddedUpBySystem() {
        assertThat(needed("Read", "Increment", "Dead"))
                .hasToString("NeededAccess[scopes={e=[create, update], e.f=[read]}, takesKey=true, withoutKey=[]]");
    }

    @Test
    void whatNoKeyOpensIsKeptApart() {
        NeededAccess needed = needed("Cookie", "Open");
        assertThat(needed.withoutKey()).extracting(ApiOperation::id).containsExactly("Cookie");
        assertThat(needed.takesKey()).isFalse();
    }
}
