package dev.gantry.backup.repository;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a manifest says is what it was told to say, and those of before are still read. */
class ManifestTextTest {
    private static final Manifest MADE = new Manifest(
            "a",
            "night",
            "1-1",
            "1",
            "2026-01-01T00:00:00Z",
            "snapshot",
            "2026-01-01T00:00:00Z",
            "test",
            List.of("something"),
            Keep.ALL,
            new Ledger(3, 1, 1, 1, 0, 0, 0),
            List.of(new StoreCount("S", false, "", "", false, 2)),
            List.of(),
            List.of(),
            List.of(),
            "");

    @Test
    void comesBackAsItWas() {
        assertThat(ManifestText.parse("a", ManifestText.of(MADE, Optional.empty()), Keys.NONE))
                .isEqualTo(MADE);
    }

    @Test
    void oneOfBeforeThereWasErasingIsRead() {
        String text = new String(ManifestText.of(MADE, Optional.empty()), StandardCharsets.UTF_8);
        String body = text.substring(0, text.lastIndexOf(",\n  \"sha256\"")).replace(",\n    \"erased\" : 0", "");
        assertThat(body).doesNotContain("erased");
        String sealed =
                body + ",\n  \"sha256\" : \"" + Digests.sha256(body.getBytes(StandardCharsets.UTF_8)) + "\"\n}\n";

        assertThat(ManifestText.parse("a", sealed.getBytes(StandardCharsets.UTF_8), Keys.NONE))
                .isEqualTo(MADE);
    }
}
