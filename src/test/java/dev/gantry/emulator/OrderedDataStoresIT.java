package dev.gantry.emulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.gantry.emulator.wire.OperationClass;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class OrderedDataStoresIT {
    private static final String V2 = "/cloud/v2/universes/1/ordered-data-stores/";
    private static final String V1 = "/ordered-data-stores/v1/universes/1/orderedDataStores/";
    private static final String SCORES = V2 + "Scores/scopes/global/entries";

    private final Emulator emulator = Emulator.start(EmulatorOptions.defaults()
            .withPlayers(300)
            .withLimits(false)
            .withClock(new SettableClock("2026-03-01T10:10:00Z")));
    private final Caller caller = Caller.of(emulator);

    @AfterEach
    void close() {
        emulator.close();
    }

    private void fill() {
        for (int i = 0; i < 30; i++) {
            caller.send("POST", SCORES + "?id=p" + i, "{\"value\":" + (i % 10) * 10 + "}");
        }
    }

    private List<Long> values(String path, String rows, String query, String tokenName) {
        List<Long> values = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Caller.Reply reply = caller.get(path + "?" + query
                    + token.map(value -> "&" + tokenName + "=" + Caller.encode(value))
                            .orElse(""));
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            for (JsonNode entry : reply.json().get(rows)) {
                values.add(entry.get("value").asLong());
            }
            token = reply.nextPageToken();
        } while (token.isPresent());
        return values;
    }

    private List<Long> values(String query) {
        return values(SCORES, "orderedDataStoreEntries", query, "pageToken");
    }

    @Test
    void listsByValueUpwardsOrDownwards() {
        fill();
        assertThat(values("maxPageSize=7")).hasSize(30).isSorted();
        assertThat(values("maxPageSize=7&orderBy=value%20desc"))
                .hasSize(30)
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(values("orderBy=").subList(0, 4)).containsExactly(0L, 0L, 0L, 10L);
    }

    @ParameterizedTest
    @CsvSource({
        "entry%20%3E%3D%2010%20%26%26%20entry%20%3C%3D%2020, 6",
        "entry%20%3C%3D%2020%20%26%26%20entry%20%3E%3D%2010, 6",
        "entry%20%3C%3D%2010, 6",
        "entry%3E%3D80, 6",
        "entry%20%3E%3D%2011%20%26%26%20entry%20%3C%3D%2019, 0"
    })
    void filtersByABoundOrTwoInEitherOrder(String filter, int found) {
        fill();
        assertThat(values("maxPageSize=2&filter=" + filter)).hasSize(found);
        assertThat(values("maxPageSize=2&orderBy=value%20desc&filter=" + filter))
                .hasSize(found);
    }

    @Test
    void bothVersionsSeeTheSameEntries() {
        String old = V1 + "Scores/scopes/global/entries";
        caller.send("POST", old + "?id=a", "{\"value\":5}");
        assertThat(caller.get(SCORES + "/a").json().get("value").asLong()).isEqualTo(5);
        caller.send("PATCH", SCORES + "/b?allowMissing=true", "{\"value\":7}");
        assertThat(values(old, "entries", "max_page_size=1&order_by=desc", "page_token"))
                .containsExactly(7L, 5L);
        assertThat(caller.send("POST", old + "/a:increment", "{\"amount\":-6}").text())
                .isEqualTo("{\"path\":\"universes/1/ordered-data-stores/Scores/scopes/global/entries/a\","
                        + "\"value\":-1,\"id\":\"a\"}");
        assertThat(caller.send("DELETE", old + "/a", "").status()).isEqualTo(200);
        assertThat(caller.send("DELETE", old + "/a", "").status()).isEqualTo(200);
        assertThat(caller.send("DELETE", SCORES + "/a", "").status()).isEqualTo(404);
    }

    @Test
    void aCreateOfAnExistingIdIs400() {
        caller.send("POST", SCORES + "?id=a", "{\"value\":1}");
        assertThat(caller.send("POST", SCORES + "?id=a", "{\"value\":2}").status())
                .isEqualTo(400);
        assertThat(caller.get(SCORES + "/a").json().get("value").asLong()).isEqualTo(1);
    }

    @Test
    void anUpdateOfWhatIsMissingIs404UnlessAllowed() {
        assertThat(caller.send("PATCH", SCORES + "/a", "{\"value\":1}").status())
                .isEqualTo(404);
        assertThat(caller.send("PATCH", SCORES + "/a?allowMissing=true", "{\"value\":1}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anIncrementMakesWhatIsMissingAndStaysWithin64Bits() {
        assertThat(caller.send("POST", SCORES + "/a:increment", "{\"amount\":9223372036854775807}")
                        .json()
                        .get("value")
                        .asLong())
                .isEqualTo(Long.MAX_VALUE);
        assertThat(caller.send("POST", SCORES + "/a:increment", "{\"amount\":1}")
                        .json()
                        .get("value")
                        .asLong())
                .isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"value":1.5}                 | value must be an integer of 64 bits, not 1.5
            {"value":9223372036854775808} | value must be an integer of 64 bits, not 9223372036854775808
            {"value":"x"}                 | value must be an integer, not "x"
            {"value":null}                | value must be an integer, not null
            {}                            | value must be an integer, not
            [1]                           | The body must be a JSON object
            """)
    void onlyIntegersAreTaken(String body, String message) {
        Caller.Reply reply = caller.send("POST", SCORES + "?id=a", body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("message").asString().strip()).isEqualTo(message);
    }

    @Test
    void aSeededLeaderboardHoldsThePlayers() {
        assertThat(values(
                        V2 + "Coins/scopes/global/entries", "orderedDataStoreEntries", "maxPageSize=100", "pageToken"))
                .hasSize(300);
    }

    @Test
    void orderedAndStandardEntriesAreCountedApart() {
        caller.get(SCORES);
        assertThat(emulator.stats().of(OperationClass.ORDERED_LIST)).isEqualTo(1);
        assertThat(emulator.stats().of(OperationClass.LIST)).isZero();
    }
}
