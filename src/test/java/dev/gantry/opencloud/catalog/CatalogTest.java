package dev.gantry.opencloud.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Holds the catalogue's files against Roblox's OpenAPI document, where that lies beside the repository. With {@code
 * -Dcatalogue.write=true} it writes them anew first.
 */
class CatalogTest {
    private static final Path DOCUMENT = Path.of("../shared/opencloud/openapi.json");
    private static final Path CATALOGUE = Path.of("src/main/resources/catalog");

    @Test
    void holdsTheFactsOfTheDocument() throws IOException {
        assumeTrue(Files.exists(DOCUMENT), "Roblox's document is not part of the repository");
        Map<String, String> files = new OpenApiDocument(JsonMapper.shared().readTree(DOCUMENT.toFile())).files();
        if (Boolean.getBoolean("catalogue.write")) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(CATALOGUE.resolve(file.getKey()), file.getValue());
            }
        }
        Map<String, String> kept = kept();
        assertThat(kept.keySet()).isEqualTo(files.keySet());
        files.forEach((file, text) -> assertThat(kept.get(file)).as(file).isEqualTo(text));
    }

    private static Map<String, String> kept() throws IOException {
        Map<String, String> kept = new TreeMap<>();
        try (Stream<Path> files = Files.list(CATALOGUE)) {
            for (Path file : files.filter(each -> !each.endsWith("names.txt")).toList()) {
                kept.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return kept;
    }

    @Test
    void holdsEveryOperation() {
        Catalog catalog = Catalog.ofProgram();
        assertThat(catalog.operations()).hasSize(826);
        assertThat(catalog.operations().stream()
                        .filter(operation -> operation.paging().isPresent()))
                .hasSizeGreaterThan(100);
        assertThat(catalog.operations()).allSatisfy(operation -> {
            assertThat(operation.path()).startsWith("/");
            assertThat(operation.host()).endsWith(".roblox.com");
        });
    }

    @Test
    void everyListHasANameThatSomebodyChose() {
        Catalog catalog = Catalog.ofProgram();
        assertThat(catalog.operations().stream()
                        .filter(operation -> operation.paging().isPresent())
                        .map(ApiOperation::id))
                .containsExactlyInAnyOrderElementsOf(ResourceNames.ofProgram().operations());
        assertThat(catalog.resources().keySet()).allMatch(name -> name.matches("[a-z0-9]+(-[a-z0-9]+)*s?"));
    }

    @Test
    void tellsAllOfOne() {
        ApiOperation list =
                Catalog.ofProgram().find("cloud_listgroupmemberships").orElseThrow();
        assertThat(list.path()).isEqualTo("/cloud/v2/groups/{group_id}/memberships");
        assertThat(list.access().takes()).containsExactly("key", "token");
        assertThat(list.limits().owner()).isEqualTo("300/minute");
        assertThat(list.query())
                .extracting(ApiOperation.Parameter::name)
                .contains("maxPageSize", "pageToken", "filter");
        assertThat(list.paging())
                .contains(new ApiOperation.Paging(
                        "group-memberships",
                        "groupMemberships",
                        "pageToken",
                        "nextPageToken",
                        "maxPageSize",
                        10,
                        100,
                        1,
                        false));
        assertThat(list.writes()).isFalse();
        assertThat(Catalog.ofProgram()
                        .find("Cloud_FlushMemoryStore")
                        .orElseThrow()
                        .isLongRunning())
                .isTrue();
    }

    @Test
    void tellsWhatChanged() {
        String one = "- {id: \"A\", get: \"/a\", takes: [\"key\"]}\n- {id: \"B\", get: \"/b\", takes: [\"key\"]}\n";
        String other =
                "- {id: \"A\", get: \"/a\", takes: [\"cookie\"]}\n- {id: \"C\", get: \"/c\", takes: [\"key\"]}\n";
        CatalogChanges changes =
                CatalogChanges.between(Catalog.of(Map.of("x.yml", one)), Catalog.of(Map.of("x.yml", other)));
        assertThat(changes)
                .isEqualTo(new CatalogChanges(
                        List.of("C"),
                        List.of("B"),
                        List.of(new CatalogChanges.Changed("A", List.of("credentials key -> cookie")))));
        assertThat(CatalogChanges.between(Catalog.ofProgram(), Catalog.ofProgram())
                        .isEmpty())
                .isTrue();
    }
}
