package dev.gantry.emulator.datastore;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.gantry.emulator.world.Population;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SeededPlayersTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SeededPlayers players = new SeededPlayers(new Population(1, 20_000));

    private static List<String> ids(SeededPlayers players) {
        List<String> ids = new ArrayList<>();
        for (@Nullable String id = players.ceiling(""); id != null; id = players.higher(id)) {
            ids.add(id);
        }
        return ids;
    }

    private static List<Object> save(SeededPlayers players, String id) {
        Revision revision = players.find(id).orElseThrow().latest();
        return List.of(revision.id(), revision.time(), revision.content());
    }

    @Test
    void listsEveryPlayerOnceInOrder() {
        assertThat(ids(players))
                .hasSize(20_000)
                .doesNotHaveDuplicates()
                .isSorted()
                .allMatch(id -> players.find(id).isPresent());
    }

    @Test
    void knowsNobodyElse() {
        assertThat(players.find("Player_1")).isEmpty();
        assertThat(players.find("Player_1000000000x")).isEmpty();
        assertThat(players.find("Player_9999999999")).isEmpty();
        assertThat(ids(SeededPlayers.none())).isEmpty();
    }

    @Test
    void findsItsPlaceFromAnyId() {
        List<String> ids = ids(players);
        assertThat(players.ceiling("A")).isEqualTo(ids.getFirst());
        assertThat(players.ceiling("Z")).isNull();
        assertThat(players.higher(ids.getLast())).isNull();
        assertThat(players.higher(ids.get(7) + "!")).isEqualTo(ids.get(8));
    }

    @Test
    void makesTheSameSaveForTheSameSeedAndAnotherForAnother() {
        String id = ids(players).get(1_234);
        assertThat(save(new SeededPlayers(new Population(1, 20_000)), id)).isEqualTo(save(players, id));
        assertThat(save(players, id)).isEqualTo(save(players, id));
        assertThat(ids(new SeededPlayers(new Population(2, 20_000))))
                .doesNotContainSequence(ids(players).subList(0, 3));
    }

    @Test
    void savesLookLikeThoseOfALiveGame() {
        List<JsonNode> values = new ArrayList<>();
        List<String> owners = new ArrayList<>();
        long bytes = 0;
        for (String id : ids(players)) {
            Revision revision = players.find(id).orElseThrow().latest();
            owners.addAll(revision.content().users());
            bytes += revision.content().value().length();
            values.add(JSON.readTree(revision.content().value()));
        }
        assertThat(ids(players))
                .isEqualTo(values.stream()
                        .map(value -> "Player_" + value.get("userId").asLong())
                        .toList());
        assertThat(owners)
                .isEqualTo(values.stream()
                        .map(value -> "users/" + value.get("userId").asLong())
                        .toList());
        assertThat(values).allMatch(value -> value.get("level").asInt() >= 1);
        assertThat(values.stream()
                        .mapToInt(value -> value.get("version").asInt())
                        .distinct())
                .containsOnly(1, 2, 3);
        assertThat(values).anyMatch(value -> value.get("guild").isNull());
        assertThat(values).anyMatch(value -> value.get("lastLogin").isNumber());
        assertThat(values).anyMatch(value -> value.get("lastLogin").isString());
        assertThat(values).anyMatch(value -> value.get("inventory").size() > 250);
        assertThat(values).anyMatch(value -> value.get("displayName").asString().contains("🐉"));
        assertThat(bytes / 20_000).isBetween(400L, 800L);
    }

    @Test
    void savesAreOf200BytesTo200KilobytesAndAFewOfFourMegabytes() {
        List<Integer> sizes = new ArrayList<>();
        SeededPlayers many = new SeededPlayers(new Population(1, 100_000));
        for (String id : ids(many)) {
            sizes.add(many.find(id).orElseThrow().latest().content().value().length());
        }
        assertThat(sizes.stream().filter(size -> size < 250).count()).isGreaterThan(1_000);
        assertThat(sizes).anyMatch(size -> size > 100_000 && size < 250_000);
        assertThat(sizes.stream().filter(size -> size > 4_000_000)).hasSize(2);
        assertThat(sizes).allMatch(size -> size >= 180 && size <= 4_194_304);
    }

    @Test
    void emptyTablesAreArraysAsLuauWritesThem() {
        List<JsonNode> quests = new ArrayList<>();
        for (String id : ids(players)) {
            quests.add(JSON.readTree(
                            players.find(id).orElseThrow().latest().content().value())
                    .path("quests"));
        }
        assertThat(quests)
                .anyMatch(JsonNode::isArray)
                .anyMatch(JsonNode::isObject)
                .anyMatch(JsonNode::isMissingNode);
    }

    @Test
    void wereSavedAfterTheyWereCreatedAndBefore2026() {
        assertThat(ids(new SeededPlayers(new Population(1, 500)))).allSatisfy(id -> {
            Revision revision = players.find(id).orElseThrow().latest();
            assertThat(revision.time())
                    .isAfterOrEqualTo(revision.createTime())
                    .isBefore(Instant.parse("2026-01-01T00:00:00Z"));
        });
    }

    @Test
    void aMillionTakeNoTimeToSeed() {
        SeededPlayers million = new SeededPlayers(new Population(1, 1_000_000));
        String last = million.ceiling("Player_1999999");
        assertThat(last)
                .isNotNull()
                .satisfies(id -> assertThat(million.find(id)).isPresent());
    }
}
