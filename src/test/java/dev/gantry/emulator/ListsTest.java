package dev.gantry.emulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Holds the types of the lists' rows against Roblox's OpenAPI document, where that lies beside the repository. With {@code
 * -Dlists.write=true} it writes them anew first.
 */
class ListsTest {
    private static final Path KEPT = Path.of("src/main/resources/emulator/lists.jsonl");

    @Test
    void holdsTheRowsOfTheDocument() throws IOException {
        assumeTrue(Files.exists(Document.FILE), "Roblox's document is not part of the repository");
        String lines = new ListsOfTheDocument(JsonMapper.shared().readTree(Document.FILE.toFile())).lines();
        if (Boolean.getBoolean("lists.write")) {
            Files.createDirectories(KEPT.getParent());
            Files.writeString(KEPT, lines);
        }
        assertThat(Files.readString(KEPT)).isEqualTo(lines);
    }
}
