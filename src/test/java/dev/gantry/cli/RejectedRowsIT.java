package dev.gantry.cli;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class RejectedRowsIT {
    private static final String JOB = """
            job: mixed
            source:
              data-store-entries: {universe: "1", data-store: Mixed}
            transform:
              - map: '{id, n: (.value.n + 1)}'
            sink:
              parquet: {path: published}
            limits: {read: none, list: none, write: none, remove: none}
            """;

    @TempDir
    private Path temp;

    @Test
    void areSetAsideWhereTheJobAllowsSomeAndEndTheRunWhereItDoesNot() throws Exception {
        try (Emulator emulator = Emulator.start(EmulatorOptions.defaults().withPlayers(0));
                OneProcess process = new OneProcess()) {
            emulator.dataStores().put(1, "Mixed", "global", "good", "{\"n\":1}");
            emulator.dataStores().put(1, "Mixed", "global", "bad", "{\"n\":{\"one\":1}}");
            Gantries gantry = Gantries.in(temp.resolve("work"), temp)
                    .against(emulator)
                    .in(process)
                    .job("strict.yml", JOB)
                    .job("lenient.yml", JOB + "errors: {skip: 1, rejects: rejected.jsonl}\n");

            Gantries.Ended strict = gantry.run("run", "strict.yml").with(ExitCode.FAILED);
            assertThat(strict.out()).contains("row Mixed/global/bad: jq {id, n: (.value.n + 1)} failed");
            assertThat(gantry.file("published")).doesNotExist();

            Gantries.Ended lenient = gantry.run("run", "lenient.yml").with(ExitCode.REJECTED_ROWS);
            assertThat(lenient.out())
                    .contains("2 rows, 1 row rejected")
                    .contains("the rejected rows and why are in rejected.jsonl");
            assertThat(PublishedRows.query("SELECT id FROM read_parquet('" + gantry.file("published") + "/*.parquet')"))
                    .containsExactly("good");
            assertThat(Files.readString(gantry.file("rejected.jsonl")))
                    .startsWith("{\"id\":\"Mixed/global/bad\"")
                    .contains("\"value\":{\"n\":{\"one\":1}}")
                    .endsWith("}\n");
        }
    }
}
