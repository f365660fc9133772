package dev.gantry.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.gantry.call.Arguments;
import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.emulator.world.World;
import dev.gantry.job.Row;
import dev.gantry.job.jq.Template;
import dev.gantry.opencloud.Connection;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.Request;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.opencloud.catalog.ParameterName;
import dev.gantry.opencloud.credential.Credential;
import dev.gantry.opencloud.http.Wire;
import dev.gantry.source.walk.ReadBounds;
import dev.gantry.source.walk.RowReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Every list that Open Cloud pages, read to its end, and again with a kill after every few rows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResourcesIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ASSET = "{\"assetType\":\"Decal\",\"displayName\":\"Hat\",\"description\":\"\","
            + "\"creationContext\":{\"creator\":{\"userId\":\"900000001\"}}}";
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("universe", "1"),
            Map.entry("place", "10"),
            Map.entry("group", "7"),
            Map.entry("data-store", "PlayerData"),
            Map.entry("datastore-name", "PlayerData"),
            Map.entry("ordered-data-store", "Coins"),
            Map.entry("scope", "global"),
            Map.entry("instance", "root"),
            Map.entry("trade-status-type", "1"),
            Map.entry("group-relationship-type", "Allies"),
            Map.entry("bundle-type", "1"),
            Map.entry("role", "translator"),
            Map.entry("repository", "InExperienceConfig"),
            Map.entry("keyword", "lantern"),
            Map.entry("asset-types", "8"),
            Map.entry("asset-type", "8"),
            Map.entry("campaign-target-type", "1"),
            Map.entry("places-tab", "0"),
            Map.entry("table", "6f1de2a8-0000-4000-8000-000000000002"),
            Map.entry("is-truncated-results-enabled", "false"));

    private final Emulator emulator =
            Emulator.start(EmulatorOptions.defaults().withPlayers(300).withLimits(false));
    private final Map<String, String> seeded = new HashMap<>();
    private final OpenCloud cloud = Clients.of(new Connection(
            "all",
            Optional.of(emulator.baseUri()),
            List.of(new Credential.ApiKey(emulator.apiKey()), new Credential.Cookie(EmulatorOptions.DEMO_COOKIE)),
            Wire.defaults()));

    @AfterAll
    void close() {
        cloud.close();
        emulator.close();
    }

    static Stream<Named<ApiOperation>> lists() {
        return Catalog.ofProgram().resources().values().stream()
                .flatMap(List::stream)
                .map(list -> Named.of(list.paging().orElseThrow().resource() + " " + list.id(), list));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lists")
    void readsEveryRowOnceHoweverOftenItIsKilled(ApiOperation list) throws InterruptedException {
        Chain source = new Chain(List.of(resource(list)));
        List<String> unbroken = read(source, 1_000);
        assertThat(unbroken).as(list.id()).isNotEmpty();
        for (int batch : new int[] {3, 50}) {
            if (unbroken.size() / batch < 60) {
                assertThat(read(source, batch))
                        .as("killed after every " + batch)
                        .isEqualTo(unbroken);
            }
        }
    }

    @Test
    void thereAreMoreThanAHundred() {
        assertThat(lists()).hasSizeGreaterThan(100);
    }

    private Resource resource(ApiOperation list) {
        Map<String, List<Template>> values = new LinkedHashMap<>();
        Stream<String> needed = Stream.concat(
                list.variables().stream().map(ParameterName::of),
                Stream.concat(list.query().stream(), list.headers().stream())
                        .filter(parameter -> parameter.isRequired()
                                && !parameter
                                        .name()
                                        .equals(list.paging().orElseThrow().from())
                                && !parameter
                                        .name()
                                        .equals(list.paging().orElseThrow().size()))
                        .map(ApiOperation.Parameter::key));
        needed.forEach(key -> values.put(key, List.of(Template.plain(value(list, key)))));
        if (list.id().startsWith("Entries_List")) {
            values.put("datastore-name", List.of(Template.plain("PlayerData")));
        }
        if (list.id().startsWith("Entries_ListEntryVersions")) {
            values.put("entry-key", List.of(Template.plain(value(list, "entry-key"))));
        }
        return new Resource(
                list.paging().orElseThrow().resource(), list, new Arguments(values), Optional.empty(), Tolerance.NONE);
    }

    private String value(ApiOperation list, String key) {
        String own = list.paging().orElseThrow().resource() + "." + key;
        return seeded.getOrDefault(own, seeded.getOrDefault(key, VALUES.getOrDefault(key, "1")));
    }

    /** What the fresh emulator does not have, and the ids of what it has. */
    @BeforeAll
    void seed(@TempDir Path temp) throws Exception {
        String entry = emulator.dataStores().ids(1, "PlayerData", "global").getFirst();
        seeded.put("entry", entry);
        seeded.put("entry-key", entry);
        for (int i = 0; i < 110; i++) {
            cloud.call(Request.of(operation("Cloud_CreateMemoryStoreSortedMapItem"))
                    .withVariable("universe_id", "1")
                    .withVariable("sorted_map_id", "1")
                    .withQuery("id", "item" + i)
                    .withBody(JSON.readTree("{\"value\": " + i + "}")));
        }
        Path file = Files.writeString(temp.resolve("hat.png"), "no real hat");
        Request upload = Request.of(operation("Assets_CreateAsset"))
                .withPart("request", JSON.readTree(ASSET))
                .withFilePart("fileContent", file, "image/png");
        seeded.put(
                "asset-versions.asset",
                cloud.callAndAwait(upload).json().path("assetId").asString());
        seeded.put("inventory-items.user", firstId("group-memberships: {group: 7}", "/user", "users/" + World.OWNER));
        String post = firstId("""
                group-forum-categories: {group: 7}
                for-each:
                  group-forum-posts: {group: 7, forum-category: "{.path}"}
                  for-each: {group-forum-comments: {group: 7, forum-category: "{.parent.path}", post: "{.path}"}}
                """, "/parent/path", "");
        seeded.put("post", post);
        seeded.put("forum-category", post.replaceFirst("/posts/.*", ""));
        JsonNode task = cloud.call(Request.of(operation("Cloud_CreateLuauExecutionSessionTask__Using_Universes"))
                        .withVariable("universe_id", "1")
                        .withVariable("place_id", "10")
                        .withBody(JSON.readTree("{\"script\": \"print(1)\"}")))
                .json();
        String[] path = task.path("path").asString().split("/", -1);
        seeded.put("luau-execution-session-task-logs.version", path[5]);
        seeded.put("luau-execution-session-task-logs.luau-execution-session", path[7]);
        seeded.put("luau-execution-session-task-logs.task", path[9]);
    }

    private String firstId(String source, String pointer, String exact) throws InterruptedException {
        return WrittenSource.of(source).read(cloud).rows().stream()
                .map(row -> row.json().at(pointer).asString())
                .filter(found -> exact.isEmpty() || found.equals(exact))
                .findFirst()
                .orElseThrow();
    }

    private static ApiOperation operation(String id) {
        return Catalog.ofProgram().operation(id);
    }

    /** All rows, with a kill after every batch. */
    private List<String> read(Chain source, int batch) throws InterruptedException {
        ReadBounds bounds =
                new ReadBounds(batch, 100_000_000, java.time.Duration.ofSeconds(30), 64, 100_000_000, Long.MAX_VALUE);
        ExecutionContext context = new ExecutionContext();
        List<String> rows = new ArrayList<>();
        while (true) {
            RowReader reader = source.reader(
                    source.partitions(new Access(cloud)).getFirst(), new Access(cloud), bounds, () -> false);
            reader.open(context);
            @Nullable List<Row> read = reader.read();
            reader.update(context);
            reader.close();
            if (read == null) {
                return rows;
            }
            read.forEach(row -> rows.add(row.json().toString()));
        }
    }
}
