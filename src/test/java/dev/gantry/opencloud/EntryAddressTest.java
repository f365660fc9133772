package dev.gantry.opencloud;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EntryAddressTest {
    private static final UniverseId UNIVERSE = new UniverseId(5);
    private static final DataStoreId STORE = new DataStoreId("My/Store");

    @ParameterizedTest
    @CsvSource({
        "Player_1, Player_1",
        "a/b, a%2Fb",
        "100%, 100%25",
        "key:increment, key%3Aincrement",
        "two words, two%20words",
        "🏠, %F0%9F%8F%A0",
        "me@home, me%40home%40latest",
        "a@latest, a%40latest%40latest",
        "@, %40%40latest",
        "., .%40latest",
        ".., ..%40latest",
        "..., ..."
    })
    void asksForAnEntryByItsEncodedIdAndMarksTheIdsThatWouldBeReadAsSomethingElse(String id, String segment) {
        EntryAddress address = new EntryAddress(UNIVERSE, STORE, new ScopeId("season 1"), new EntryId(id));

        assertThat(address.path())
                .isEqualTo("/cloud/v2/universes/5/data-stores/My%2FStore/scopes/season%201/entries/" + segment);
    }

    @Test
    void keepsTheScopeThatWasListed() {
        EntryAddress address = EntryAddress.ofListed(UNIVERSE, STORE, ScopeId.GLOBAL, new EntryId("a/b"));

        assertThat(address.scope()).isEqualTo(ScopeId.GLOBAL);
        assertThat(address.id()).isEqualTo(new EntryId("a/b"));
    }

    @ParameterizedTest
    @CsvSource({"global/a, global, a", "s 1/a/b, s 1, a/b", "s//x, s, /x", "s/@, s, @"})
    void takesTheScopeFromAnIdListedOverAllScopes(String listed, String scope, String id) {
        EntryAddress address = EntryAddress.ofListed(UNIVERSE, STORE, ScopeId.ALL, new EntryId(listed));

        assertThat(address.scope()).isEqualTo(new ScopeId(scope));
        assertThat(address.id()).isEqualTo(new EntryId(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"noslash", "/key", "scope/"})
    void refusesAnIdWithoutScopeListedOverAllScopes(String listed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntryAddress.ofListed(UNIVERSE, STORE, ScopeId.ALL, new EntryId(listed)))
                .withMessage("an entry listed over all scopes is named scope/key, found \"" + listed + "\"");
    }

    @Test
    void refusesNamesThatOpenCloudHasNot() {
        String longest = "🏠".repeat(50);
        assertThat(new DataStoreId(longest).value()).isEqualTo(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataStoreId(longest + "x"))
                .withMessage("a data store name has 1 to 50 characters, found \"" + longest + "x\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScopeId(""))
                .withMessage("a scope has 1 to 50 characters, found \"\"");
        assertThatIllegalArgumentException().isThrownBy(() -> new EntryId("")).withMessage("an entry id is not empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UniverseId.parse("my game"))
                .withMessage("a universe id is a positive number such as 123456, found \"my game\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UniverseId.parse("-1"))
                .withMessage("a universe id is a positive number, found -1");
    }
}
