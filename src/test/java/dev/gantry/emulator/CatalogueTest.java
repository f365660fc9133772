package dev.gantry.emulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
class CatalogueTest {
    private static final Path DOCUMENT = Path.of("../shared/opencloud/openapi.json");
    private static final Path CATALOGUE = Path.of("src/main/resources/catalog");

    @Test
    void holdsTheFactsOfTheDocument() throws IOException {
        assumeTrue(Files.exists(DOCUMENT), "Roblox's document is not part of the repository");
        Map<String, String> files =
                new CatalogueOfTheDocument(JsonMapper.shared().readTree(DOCUMENT.toFile())).files();
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
            for (Path file : files.toList()) {
                kept.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return kept;
    }
}
