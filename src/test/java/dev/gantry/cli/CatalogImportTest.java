package dev.gantry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CatalogImportTest {

    private static final String DOCUMENT = """
            {"openapi": "3.0.4", "paths": {
              "/v1/shops/{shopId}/things": {"get": {
                "operationId": "ListThings", "tags": ["Shops"],
                "security": [{"roblox-api-key": []}],
                "x-roblox-scopes": [{"name": "shop:read"}],
                "x-roblox-rate-limits": {"perApiKeyOwner": {"maxInPeriod": 300, "period": "MINUTE"}},
                "parameters": [{"name": "pageToken", "in": "query"}, {"name": "filter", "in": "query"}],
                "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}}}
              }},
              "/v1/shops/{shopId}": {"get": {"operationId": "GetShop", "tags": ["Shops"]}},
              "/v1/fairs/{fairId}": {"get": {"operationId": "GetFair", "tags": ["Fairs"]}}},
             "components": {"schemas": {"Page": {"properties": {
               "things": {"type": "array"}, "nextPageToken": {"type": "string"}}}}}}
            """;

    @TempDir
    private Path folder;

    private Path document;
    private Path to;

    @BeforeEach
    void firstImport() throws IOException {
        document = folder.resolve("openapi.json");
        to = Files.createDirectory(folder.resolve("catalog"));
        Files.writeString(to.resolve("names.txt"), "# lists\nthings ListThings\n");
        imported(DOCUMENT).with(ExitCode.DONE);
    }

    private Commanded imported(String text) throws IOException {
        Files.writeString(document, text);
        return Commanded.gantry("catalog", "import", document, "--to", to);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(to)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void writesAFileAFeature() throws IOException {
        assertThat(files()).containsExactly("fairs.yml", "features.txt", "names.txt", "shops.yml");
        assertThat(Files.readString(to.resolve("features.txt"))).isEqualTo("fairs\nshops\n");
        assertThat(Files.readString(to.resolve("shops.yml")))
                .startsWith("- {id: \"ListThings\", get: \"/v1/shops/{shopId}/things\", takes: [\"key\"], scopes:"
                        + " [\"shop:read\"], owner: \"300/minute\", query: [\"pageToken\", \"filter\"], resource:"
                        + " \"things\", page: {rows: \"things\", from: \"pageToken\", next: \"nextPageToken\"}}\n");
    }

    @Test
    void saysThatNothingChanged() throws IOException {
        assertThat(imported(DOCUMENT).with(ExitCode.DONE).lines())
                .containsExactly("3 operations in " + to
                        + ", none changed. What this program uses changes when it is built anew.");
    }

    @Test
    void saysWhichFactsOfWhichOperationChanged() throws IOException {
        String newer = DOCUMENT.replace("300", "150")
                .replace("\"name\": \"filter\"", "\"required\": true, \"name\": \"filter\"")
                .replace("GetShop", "GetStore");
        assertThat(imported(newer).with(ExitCode.DONE).lines())
                .startsWith(
                        "added    GetStore",
                        "removed  GetShop",
                        "changed  ListThings: owner 300/minute -> 150/minute",
                        "changed  ListThings: parameter filter optional -> needed");
    }

    @Test
    void saysWhichListsNobodyNamed() throws IOException {
        assertThat(imported(DOCUMENT.replace("ListThings", "ListGoods"))
                        .with(ExitCode.DONE)
                        .lines())
                .contains(
                        "named    shop-things, by its path, lists ListGoods; names.txt can name it better",
                        "unused   names.txt names ListThings, which is no list of it");
    }

    @Test
    void takesAFeatureAwayThatIsNoMore() throws IOException {
        imported(DOCUMENT.replace("Fairs", "Shops")).with(ExitCode.DONE);
        assertThat(files()).containsExactly("features.txt", "names.txt", "shops.yml");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `` | is empty. It should be Roblox's OpenAPI document as JSON.
            {"paths" | is not JSON: Unexpected end-of-input
            [] | holds no operation: an OpenAPI 3 document has them under "paths". Nothing was written.
            {"paths": {}} | holds no operation: an OpenAPI 3 document has them under "paths". Nothing was written.
            {"paths": {"/a": {"summary": "x"}}} | holds no operation under its paths. Nothing was written.
            {"paths": {"/a": {"get": {"x": {"$ref": "#/no"}}}}} | refers to "#/no", which leads nowhere. Nothing was written.
            {"paths": {"/a": {"get": {"x": {"$ref": "other.json#/a"}}}}} | refers to "other.json#/a", which leads nowhere. Nothing was written.
            {"paths": {"/a": {"get": {"$ref": "#/b"}}}, "b": {"$ref": "#/b"}} | refers to "#/b", which leads back to itself. Nothing was written.
            {"paths": {"/a": {"get": {"operationId": "A"}, "put": {"operationId": "A"}}}} | calls two operations "A". Nothing was written.
            {"paths": {"a": {"get": {"operationId": "A"}}}} | has a path that does not begin with /: "a". Nothing was written.
            {"paths": {"/a": {"get": {"operationId": "A\\"B"}}}} | holds a name that the catalogue cannot keep. Nothing was written.
            """)
    void refusesWhatIsNoDocumentAndWritesNothing(String text, String message) throws IOException {
        Commanded refused = imported(text).with(ExitCode.MISTAKE);
        assertThat(refused.err()).startsWith(document + " " + message).hasLineCount(1);
        assertThat(refused.out()).isEmpty();
        assertThat(files()).containsExactly("fairs.yml", "features.txt", "names.txt", "shops.yml");
        assertThat(imported(DOCUMENT).out()).contains("none changed");
    }

    @Test
    void refusesWhatIsNoFile() {
        assertThat(Commanded.gantry("catalog", "import", folder, "--to", to)
                        .with(ExitCode.MISTAKE)
                        .err())
                .startsWith(folder + " cannot be read: ");
        assertThat(Commanded.gantry("catalog", "import", folder.resolve("none.json"), "--to", to)
                        .with(ExitCode.MISTAKE)
                        .err())
                .startsWith("There is no file " + folder.resolve("none.json"));
        assertThat(Commanded.gantry("catalog", "import", document, "--to", folder.resolve("none"))
                        .with(ExitCode.MISTAKE)
                        .err())
                .startsWith("There is no directory " + folder.resolve("none"));
    }
}
