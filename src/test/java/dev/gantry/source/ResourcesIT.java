package dev.gantry.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.job.Row;
import dev.gantry.job.jq.Template;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.opencloud.catalog.ParameterName;
import dev.gantry.source.walk.ReadBounds;
import dev.gantry.source.walk.RowReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.batch.infrastructure.item.ExecutionContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Every list that Open Cloud pages, read to its end, and again with a kill after every few rows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResourcesIT {
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
    private final OpenCloud cloud = Clients.of(emulator);

    @AfterAll
    void close() {
        cloud.close();
        emulator.close();
    }

    static Stream<Named<ApiOperation>> lists() {
        return Catalog.ofProgram().resources().values().stream()
                .flatMap(List::stream)
                .filter(list ->
                        list.access().takes().contains("key") && list.method().equals("GET"))
                .map(list -> Named.of(list.paging().orElseThrow().resource() + " " + list.id(), list));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lists")
    void readsEveryRowOnceHoweverOftenItIsKilled(ApiOperation list) throws InterruptedException {
        Chain source = new Chain(List.of(resource(list)));
        List<String> unbroken = read(source, 1_000);
        assertThat(unbroken).isNotEmpty();
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
        assertThat(lists()).hasSizeGreaterThan(40);
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
        if (list.id().startsWith("Entries_ListKeys") || list.id().startsWith("Entries_ListEntryVersions")) {
            values.put("datastore-name", List.of(Template.plain("PlayerData")));
        }
        return new Resource(
                list.paging().orElseThrow().resource(),
                list,
                new Arguments(values),
                java.util.Optional.empty(),
                Tolerance.NONE);
    }

    private String value(ApiOperation list, String key) {
        return key.equals("user") && list.path().contains("inventory") ? "1" : VALUES.getOrDefault(key, "1");
    }

    /** All rows, with a kill after every batch. */
    private List<String> read(Chain source, int batch) throws InterruptedException {
        ReadBounds bounds =
                new ReadBounds(batch, 100_000_000, java.time.Duration.ofSeconds(30), 64, 100_000_000, Long.MAX_VALUE);
        ExecutionContext context = new ExecutionContext();
        List<String> rows = new ArrayList<>();
        while (true) {
            RowReader reader = source.reader(source.partitions(cloud).getFirst(), cloud, bounds, () -> false);
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
