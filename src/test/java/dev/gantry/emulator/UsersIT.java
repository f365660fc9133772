package dev.gantry.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.gantry.emulator.world.Population;
import dev.gantry.emulator.world.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class UsersIT {
    private static final String MINE = "/cloud/v2/users/" + World.OWNER + "/inventory-items";

    private final Population population = new Population(1, 300);
    private final Emulator emulator = Emulator.start(EmulatorOptions.defaults()
            .withPlayers(300)
            .withLimits(false)
            .withClock(new SettableClock("2026-03-01T10:10:00Z")));
    private final Caller caller = Caller.of(emulator);

    @AfterEach
    void close() {
        emulator.close();
    }

    private List<JsonNode> items(String query) {
        List<JsonNode> items = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Caller.Reply page = caller.get(
                    MINE + "?" + query + token.map(next -> "&pageToken=" + next).orElse(""));
            page.json().get("inventoryItems").forEach(items::add);
            token = page.nextPageToken();
        } while (token.isPresent());
        return items;
    }

    @Test
    void aPlayerIsAUserAndNobodyElse() {
        assertThat(caller.get("/cloud/v2/users/" + population.userId(7))
                        .json()
                        .get("name")
                        .asString())
                .isEqualTo(population.name(7));
        assertThat(caller.get("/cloud/v2/users/5").status()).isEqualTo(404);
        assertThat(caller.get("/cloud/v2/users/x").status()).isEqualTo(400);
    }

    @Test
    void someInventoriesArePrivate() {
        List<Integer> statuses = IntStream.range(0, 200)
                .mapToObj(player -> caller.get("/cloud/v2/users/" + population.userId(player) + "/inventory-items")
                        .status())
                .distinct()
                .sorted()
                .toList();
        assertThat(statuses).containsExactly(200, 403);
    }

    @Test
    void aFilterShowsKindsOrIds() {
        List<JsonNode> all = items("maxPageSize=7");
        assertThat(all).hasSizeGreaterThan(20).doesNotHaveDuplicates();
        assertThat(items("maxPageSize=100&filter=badges=true")).isNotEmpty().allMatch(item -> item.has("badgeDetails"));
        assertThat(items("filter=inventoryItemAssetTypes=HAT,GEAR"))
                .isNotEmpty()
                .allMatch(item -> List.of("HAT", "GEAR")
                        .contains(
                                item.at("/assetDetails/inventoryItemAssetType").asString()));
        String badge = items("filter=badges=true")
                .getFirst()
                .at("/badgeDetails/badgeId")
                .asString();
        assertThat(items("filter=badgeIds=" + badge)).hasSize(1);
        assertThat(caller.get(MINE + "?filter=badges=true;assetIds=1").status()).isEqualTo(400);
        assertThat(caller.get(MINE + "?filter=hats").status()).isEqualTo(400);
    }

    @Test
    void aNotificationNeedsTheUniverseThatTheKeyIsFor() {
        String body = "{\"source\":{\"universe\":\"universes/2\"},\"payload\":{\"messageId\":\"m\"}}";
        assertThat(caller.send("POST", "/cloud/v2/users/" + World.OWNER + "/notifications", body)
                        .status())
                .isEqualTo(403);
    }
}
