package dev.gantry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class DoctorCommandIT {

    private static final String LIST = "universe-datastores.objects:list";
    private static final String READ = "universe-datastores.objects:read";
    private static final String JOB = """
            job: saves
            source:
              data-store-entries: {universe: "1", data-store: PlayerData}
            sink:
              parquet: {path: out}
            """;

    @TempDir
    private Path temp;

    private final Emulator emulator = Emulator.start(EmulatorOptions.defaults().withPlayers(20));
    private Gantries gantry;

    @BeforeEach
    void work() throws IOException {
        Path folder = temp.resolve("work");
        Files.createDirectories(folder.resolve("jobs"));
        gantry = Gantries.in(folder, temp).against(emulator).job("jobs/saves.yml", JOB);
    }

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void findsAllWell() {
        String out = gantry.run("doctor").with(ExitCode.DONE).out();
        assertThat(out)
                .contains("ok    jobs         1 of 1 in jobs/ valid\n")
                .contains("ok    credentials  connection default has an API key\n")
                .containsPattern("ok    reach        http://127.0.0.1:[0-9]+ answered in [0-9]+ ms\n")
                .containsPattern("ok    players      universe 1: 2,000 online, told in [0-9]+ ms\n")
                .contains("ok    key          \"Emulator key\" is enabled and may be used from here\n")
                .contains("ok    expiry       no date\n")
                .contains("ok    scopes       \"Emulator key\" has all that the job needs\n")
                .contains("ok    state        .gantry/ can be written and its database opens\n")
                .containsPattern("ok    disk         [0-9.]+ .B free for .gantry\n")
                .doesNotContain("warn", "fail", emulator.apiKey());
    }

    @Test
    void tellsAWrongKey() {
        assertThat(gantry.with("ROBLOX_API_KEY", "s3cr3t")
                        .run("doctor")
                        .with(ExitCode.CREDENTIAL)
                        .out())
                .contains("fail  key          the server refuses it (HTTP 401, Invalid API Key)")
                .doesNotContain("s3cr3t");
    }

    @Test
    void tellsTheScopeThatAJobLacks() {
        emulator.addKey("lister", Set.of(LIST));
        assertThat(gantry.with("ROBLOX_API_KEY", "lister")
                        .run("doctor")
                        .with(ExitCode.CREDENTIAL)
                        .out())
                .contains(
                        "fail  scopes       saves needs universe-datastores.objects:read; add it to \"Emulator key\" at");
    }

    @Test
    void tellsAnExpiredKey() {
        emulator.addKey("old", Set.of(LIST, READ), emulator.clock().instant().minus(Duration.ofDays(1)));
        assertThat(gantry.with("ROBLOX_API_KEY", "old")
                        .run("doctor")
                        .with(ExitCode.CREDENTIAL)
                        .out())
                .contains(
                        "fail  key          \"Emulator key\" has expired; give it a later date, or regenerate it, at");
    }

    @Test
    void tellsADeadAddress() {
        assertThat(gantry.run("doctor", "--base-url", "http://127.0.0.1:1")
                        .with(ExitCode.FAILED)
                        .out())
                .contains("fail  reach        http://127.0.0.1:1 does not answer (")
                .contains("ok    state");
    }

    @Test
    void tellsAStateFolderThatCannotBeMade() throws IOException {
        Files.writeString(gantry.file("taken"), "a file");
        assertThat(gantry.withJvm("-Dgantry.state=taken/state")
                        .run("doctor")
                        .with(ExitCode.FAILED)
                        .out())
                .contains("fail  state        The state folder ")
                .contains("ok    disk");
    }

    @Test
    void tellsTheSameAsJson() {
        assertThat(gantry.run("doctor", "--json").with(ExitCode.DONE).out())
                .contains(
                        "{\"status\":\"ok\",\"check\":\"credentials\",\"text\":\"connection default has an API key\"}\n");
    }

    @Test
    void refusesAConnectionThatIsNotThere() {
        assertThat(gantry.run("doctor", "--connection", "staging")
                        .with(ExitCode.MISTAKE)
                        .err())
                .contains("connection: \"staging\" is not among gantry.connections");
    }
}
