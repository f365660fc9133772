package dev.gantry.emulator;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryStoresIT {
    private static final String STORE = "/cloud/v2/universes/1/memory-store";
    private static final String ITEMS = STORE + "/sorted-maps/Map/items";
    private static final String QUEUE = STORE + "/queues/Queue/items";

    private final SettableClock clock = new SettableClock("2026-03-01T10:10:00Z");
    private final Emulator emulator = Emulator.start(
            EmulatorOptions.defaults().withPlayers(0).withConcurrentUsers(0).withClock(clock));
    private final Caller caller = Caller.of(emulator);

    @AfterEach
    void close() {
        emulator.close();
    }

    private void item(String id, String sortKey) {
        assertThat(caller.send("POST", ITEMS + "?id=" + id, "{\"value\":1" + sortKey + "}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void ordersByNumericKeyThenTextThenNoneTiesById() {
        item("none", "");
        item("text-b", ",\"stringSortKey\":\"b\"");
        item("ten", ",\"numericSortKey\":10");
        item("text-a", ",\"stringSortKey\":\"a\"");
        item("two", ",\"numericSortKey\":2");
        item("ten-too", ",\"numericSortKey\":10");
        assertThat(caller.allIds(ITEMS, "maxPageSize=2"))
                .containsExactly("two", "ten", "ten-too", "text-a", "text-b", "none");
        assertThat(caller.allIds(ITEMS, "orderBy=id%20desc"))
                .containsExactly("none", "text-b", "text-a", "ten-too", "ten", "two");
        assertThat(caller.allIds(ITEMS, "filter=sortKey%20%3E%202")).containsExactly("ten", "ten-too");
        assertThat(caller.allIds(ITEMS, "filter=id%20%3E%20%22text%22%20%26%26%20id%20%3C%20%22text-b%22"))
                .containsExactly("text-a");
    }

    @Test
    void anItemExpiresByItsTtlWhichIsNeverTold() {
        Caller.Reply created = caller.send("POST", ITEMS + "?id=a", "{\"value\":{\"n\":1e400},\"ttl\":\"30s\"}");
        assertThat(created.json().get("expireTime").asString()).isEqualTo("2026-03-01T10:10:30Z");
        assertThat(created.json().has("ttl")).isFalse();
        assertThat(caller.get(ITEMS + "/a").text()).contains("\"value\":{\"n\":1e400}");
        clock.passes(Duration.ofSeconds(30));
        assertThat(caller.get(ITEMS + "/a").status()).isEqualTo(404);
    }

    @Test
    void anUpdateHoldsToTheEtagAndMakesWhatIsMissingOnlyIfAllowed() {
        assertThat(caller.send("PATCH", ITEMS + "/a", "{\"value\":1}").status()).isEqualTo(404);
        String etag = caller.send("PATCH", ITEMS + "/a?allowMissing=true", "{\"value\":1}")
                .json()
                .get("etag")
                .asString();
        String conditional = "{\"value\":2,\"etag\":\"" + etag + "\"}";
        assertThat(caller.send("PATCH", ITEMS + "/a", conditional).status()).isEqualTo(200);
        assertThat(caller.send("PATCH", ITEMS + "/a", conditional).status()).isEqualTo(409);
        assertThat(caller.send("POST", ITEMS + "?id=a", "{\"value\":3}").status())
                .isEqualTo(409);
        assertThat(caller.send("DELETE", ITEMS + "/a", "").status()).isEqualTo(200);
        assertThat(caller.send("DELETE", ITEMS + "/a", "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"value":1,"ttl":"0s"}                               | ttl must be seconds, more than 0 and at most 3888000, such as 30s, not 0s
            {"value":1,"ttl":30}                                 | ttl must be a string
            {"value":1,"numericSortKey":"x"}                     | numericSortKey must be a number, not "x"
            {"value":1,"numericSortKey":1,"stringSortKey":"a"}   | An item has one sort key: numericSortKey or stringSortKey, not both
            """)
    void malformedItemsAreRefused(String body, String message) {
        Caller.Reply reply = caller.send("POST", ITEMS + "?id=a", body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("message").asString()).isEqualTo(message);
    }

    private void enqueue(String data, String more) {
        assertThat(caller.send("POST", QUEUE, "{\"data\":" + data + more + "}").status())
                .isEqualTo(200);
    }

    private List<String> read(String query) {
        return caller.get(QUEUE + ":read?" + query)
                .json()
                .get("items")
                .valueStream()
                .map(item -> item.get("data").toString())
                .toList();
    }

    @Test
    void aQueueIsReadByPriorityThenArrivalAndALeaseHidesItems() {
        enqueue("1", "");
        enqueue("2", ",\"priority\":5");
        enqueue("3", "");
        assertThat(read("count=2")).containsExactly("2", "1");
        assertThat(read("count=9&invisibilityWindow=10s")).containsExactly("3");
        assertThat(read("count=9")).isEmpty();
        clock.passes(Duration.ofSeconds(10));
        assertThat(read("")).containsExactly("3");
        clock.passes(Duration.ofSeconds(20));
        assertThat(read("count=300")).containsExactly("2", "1");
    }

    @Test
    void whatIsDiscardedIsGone() {
        enqueue("1", "");
        enqueue("2", "");
        JsonNode read = caller.get(QUEUE + ":read").json();
        assertThat(caller.send("POST", QUEUE + ":discard", "{\"readId\":" + read.get("readId") + "}")
                        .status())
                .isEqualTo(200);
        clock.passes(Duration.ofMinutes(1));
        assertThat(read("count=9")).containsExactly("2");
        assertThat(caller.get(QUEUE + ":read?count=2&allOrNothing=true").status())
                .isEqualTo(404);
    }

    @Test
    void aFlushEmptiesEverythingAndIsDoneAfterAWhile() {
        item("a", "");
        enqueue("1", "");
        Caller.Reply flush = caller.send("POST", STORE + ":flush", "");
        String path = "/" + flush.json().get("path").asString();
        assertThat(path).startsWith("/cloud/v2/universes/1/memory-store/operations/");
        assertThat(flush.json().get("done").asBoolean()).isFalse();
        assertThat(caller.get(path).json().get("done").asBoolean()).isFalse();
        clock.passes(Duration.ofSeconds(2));
        assertThat(caller.get(path).json().get("done").asBoolean()).isTrue();
        assertThat(caller.allIds(ITEMS, "maxPageSize=10")).isEmpty();
        assertThat(read("count=9")).isEmpty();
    }

    @Test
    void everyItemThatIsReturnedIsARequestUnit() {
        for (int i = 0; i < 100; i++) {
            item("i" + i, "");
        }
        Caller.Reply list = caller.get(ITEMS + "?maxPageSize=100");
        assertThat(list.header("x-ratelimit-limit")).isEqualTo("1000, 1000;w=60");
        assertThat(caller.get(ITEMS + "/i1").header("x-ratelimit-remaining")).isEqualTo("799");
    }
}
