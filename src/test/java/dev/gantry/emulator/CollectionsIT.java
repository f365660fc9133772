package dev.gantry.emulator;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.gantry.emulator.wire.Fact;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CollectionsIT {
    /** Their answers have nothing that leads to a second page. */
    private static final Set<String> OF_ONE_PAGE = Set.of(
            "get_legacy_develop_v1_places__placeId__teamcreate_active_session_members",
            "develop_get_v1_places__placeId__teamcreate_active_session_members");

    private static final String HISTORY =
            "/legacy-game-internationalization/v1/name-description/games/translation-history";
    private static final String NOTIFICATIONS = "/notifications.roblox.com/v2/stream-notifications/get-recent";

    private final Emulator emulator = Emulator.start(EmulatorOptions.defaults()
            .withPlayers(ContractIT.PLAYERS)
            .withLimits(false)
            .withClock(new SettableClock("2026-03-01T10:10:00Z")));
    private final Caller caller = Caller.of(emulator);

    @AfterAll
    void close() {
        emulator.close();
    }

    static Stream<Fact> lists() {
        return CollectionsWalk.lists().stream().filter(list -> !OF_ONE_PAGE.contains(list.id()));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void everyRowComesOnceWhateverThePageSize(Fact list) {
        assertThat(CollectionsWalk.rows(caller, list, Optional.of(25)))
                .hasSize(137)
                .doesNotHaveDuplicates()
                .isEqualTo(CollectionsWalk.rows(caller, list, Optional.of(50)));
    }

    @Test
    void sortOrderTurnsTheListAround() {
        String path = "/games.roblox.com/v2/users/5/games?limit=50&sortOrder=";
        Caller anyone = caller.withoutKey().with("cookie", ".ROBLOSECURITY=" + EmulatorOptions.DEMO_COOKIE);
        String first = anyone.get(path + "Asc").json().at("/data/0").toString();
        String last = anyone.get(path + "Desc").json().at("/data/0").toString();
        assertThat(first).isNotEqualTo(last);
        assertThat(anyone.get(path + "Up").status()).isEqualTo(400);
        assertThat(anyone.get("/games.roblox.com/v2/users/5/games?limit=7").status())
                .isEqualTo(400);
    }

    @Test
    void aListAskedForByItsBodyReadsItAsOthersReadTheirQuery() {
        String first = history("{\"count\":3}").json().get("history").toString();
        assertThat(history("{\"count\":3,\"cursor\":null,\"languageCode\":\"\"}")
                        .json()
                        .get("history")
                        .toString())
                .isEqualTo(first);
        assertThat(history("{\"count\":3,\"sortOrder\":\"Desc\"}")
                        .json()
                        .get("history")
                        .toString())
                .isNotEqualTo(first);
        assertThat(history("").status()).isEqualTo(400);
        assertThat(history("[]").status()).isEqualTo(400);
        assertThat(history("{\"count\":-1}").status()).isEqualTo(400);
        assertThat(history("{\"contentType\":\"Poems\"}").text()).contains("UniverseDisplayNames");
    }

    @Test
    void aTokenInABodyIsBoundToTheRestOfTheBody() {
        String token = history("{\"count\":3,\"languageCode\":\"pl\"}")
                .json()
                .get("lastEvaluatedId")
                .asString();
        String cursor = "\"cursor\":\"" + token + "\"";
        assertThat(history("{" + cursor + ",\"languageCode\":\"pl\",\"count\":3}")
                        .status())
                .isEqualTo(200);
        assertThat(history("{" + cursor + ",\"languageCode\":\"pl\",\"count\":4}")
                        .status())
                .isEqualTo(400);
        assertThat(history("{" + cursor + ",\"languageCode\":\"de\",\"count\":3}")
                        .status())
                .isEqualTo(400);
        assertThat(history("{" + cursor + ",\"count\":3}").status()).isEqualTo(400);
    }

    private Caller.Reply history(String body) {
        return caller.send("POST", HISTORY, body);
    }

    @Test
    void theRowsOfAListWithoutANameAreABareArray() {
        Caller anyone = caller.withoutKey().with("cookie", ".ROBLOSECURITY=" + EmulatorOptions.DEMO_COOKIE);
        JsonNode all = anyone.get(NOTIFICATIONS + "?maxRows=100").json();
        assertThat(all.isArray()).isTrue();
        assertThat(anyone.get(NOTIFICATIONS).json()).hasSize(10);
        assertThat(anyone.get(NOTIFICATIONS + "?startIndex=7&maxRows=2").json())
                .containsExactly(all.get(7), all.get(8));
        assertThat(anyone.get(NOTIFICATIONS + "?startIndex=137").json()).isEmpty();
    }

    @Test
    void anEmptyPageIsTheEndForOneWhoCounts() {
        Caller anyone = caller.withoutKey().with("cookie", ".ROBLOSECURITY=" + EmulatorOptions.DEMO_COOKIE);
        emulator.faults(Faults.parse("empty-page=100%"));
        assertThat(anyone.get(NOTIFICATIONS).json()).hasSize(10);
        emulator.faults(Faults.none());
    }

    @Test
    void aTokenInABodyExpiresAsOthersDo() {
        emulator.faults(Faults.parse("expired-token=100%"));
        assertThat(history("{\"count\":3}").status()).isEqualTo(200);
        assertThat(history("{\"count\":3,\"cursor\":\"x\"}").text()).contains("expired");
        emulator.faults(Faults.none());
    }

    @Test
    void aParameterThatIsNeededIsAskedFor() {
        Caller anyone = caller.withoutKey().with("cookie", ".ROBLOSECURITY=" + EmulatorOptions.DEMO_COOKIE);
        Caller.Reply reply = anyone.get("/users.roblox.com/v1/users/search");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).contains("keyword");
    }

    @Test
    void aListNeedsTheCredentialThatItsOperationTakes() {
        assertThat(caller.withoutKey()
                        .get("/economy.roblox.com/v2/groups/7/transactions?transactionType=Sale")
                        .status())
                .isEqualTo(401);
    }
}
