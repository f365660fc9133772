package dev.gantry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code gantry run JOB --for FROM..TO}. */
class BackfillIT {

    @TempDir
    private Path folder;

    @Test
    void runsForEachFireTimeStopsAtAFailureAndGoesOnThere() throws IOException {
        Gantries gantry = Gantries.in(folder.resolve("work"), folder).job("saves.yml", """
                job: saves
                schedule: {cron: "0 0 22 * * ?", zone: America/New_York}
                source: {csv: {path: "in-${date}.csv"}}
                sink: {jsonl: {path: "out/${date}_${time}"}}
                """);
        Files.writeString(gantry.file("in-2026-11-01.csv"), "id\n1\n");
        Files.writeString(gantry.file("in-2026-11-03.csv"), "id\n1\n2\n3\n");

        Gantries.Ended cut = gantry.run("run", "saves.yml", "--for", "2026-11-01..2026-11-03");
        assertThat(cut.code()).isNotZero();
        assertThat(cut.out())
                .contains("For 2026-11-01 22:00:00 -05:00, 1 of 3:", "For 2026-11-02 22:00:00 -05:00, 2 of 3:");
        assertThat(cut.out()).doesNotContain("3 of 3");
        assertThat(gantry.file("out/2026-11-01_22-00-00")).isDirectory();

        Files.writeString(gantry.file("in-2026-11-02.csv"), "id\n1\n2\n");
        assertThat(gantry.run("run", "saves.yml", "--for", "2026-11-01..2026-11-03")
                        .with(ExitCode.DONE)
                        .out())
                .contains("For 2026-11-02 22:00:00 -05:00, 1 of 2:", "For 2026-11-03 22:00:00 -05:00, 2 of 2:");
        assertThat(gantry.file("out/2026-11-02_22-00-00")).isDirectory();
        assertThat(gantry.file("out/2026-11-03_22-00-00")).isDirectory();
    }

    @Test
    void saysWhatADayIs() throws IOException {
        Path job = Files.writeString(
                folder.resolve("job.yml"),
                "job: a\nschedule: {cron: '0 0 3 1 1 ?'}\nsource: {csv: {path: in.csv}}\nsink: {jsonl: {path: out}}\n");
        assertThat(Commanded.gantry("run", job, "--for", "yesterday")
                        .with(ExitCode.MISTAKE)
                        .err())
                .isEqualToIgnoringNewLines(
                        "--for takes two days such as 2026-11-01..2026-11-07, or one, found \"yesterday\".");
        assertThat(Commanded.gantry("run", job, "--for", "2026-11-01..2026-11-07")
                        .with(ExitCode.MISTAKE)
                        .err())
                .contains("--for 2026-11-01..2026-11-07: the schedule has no fire time on these days in UTC");
    }
}
