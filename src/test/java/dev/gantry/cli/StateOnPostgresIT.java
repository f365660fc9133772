package dev.gantry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import dev.gantry.database.PostgreSqlServer;
import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands on a state that is kept in PostgreSQL, and what they say where it cannot be used. */
class StateOnPostgresIT {

    private static final String JOB = """
            job: saves
            source:
              data-store-entries: {universe: "1", data-store: PlayerData}
            transform:
              - map: '{id}'
            sink:
              jsonl: {path: "out"}
            limits: {read: none, list: none, write: none, remove: none}
            """;

    @TempDir
    private Path folder;

    @Test
    void keepsRunsThereAndTellsWhatIsWrongInOneLine() throws IOException, SQLException {
        String url = PostgreSqlServer.running().newDatabase();
        try (Emulator emulator = Emulator.start(
                        EmulatorOptions.defaults().withPlayers(50).withLimits(false));
                OneProcess shared = new OneProcess()) {
            Gantries gantry = Gantries.in(folder.resolve("work"), folder)
                    .against(emulator)
                    .with("STATE_PASSWORD", "postgres")
                    .in(shared)
                    .job("saves.yml", JOB);
            configure(gantry, url);
            gantry.run("run", "saves.yml").with(ExitCode.DONE);
            assertThat(gantry.run("runs").with(ExitCode.DONE).out()).contains("saves", "done");
            assertThat(gantry.run("show", "1").with(ExitCode.DONE).out()).contains("50 rows");
            assertThat(gantry.run("resume").with(ExitCode.MISTAKE).err()).contains("No run waits to be resumed");
            gantry.run("erase", "1000000001", "--backups", "--repository", "backups")
                    .with(ExitCode.DONE);
            assertThat(gantry.file(".gantry/gantry.mv.db")).doesNotExist();

            Path id = gantry.file(".gantry/cluster");
            String known = Files.readString(id);
            Files.writeString(id, "0".repeat(32));
            assertThat(gantry.run("runs").with(ExitCode.MISTAKE).err())
                    .contains(
                            "is not the cluster's: its file cluster names another one. Mount the same volume as gantry.state");
            Files.delete(id);
            assertThat(gantry.run("runs").with(ExitCode.MISTAKE).err()).contains("it has no file cluster");
            Files.writeString(id, known);

            newer(url);
            assertThat(gantry.run("runs").with(ExitCode.MISTAKE).err()).contains("by a newer version of Gantry");
            configure(gantry, url.replaceFirst(":[0-9]+/", ":1/"));
            String unreachable = gantry.run("runs").with(ExitCode.FAILED).err();
            assertThat(unreachable)
                    .contains("cannot be opened: ", "(gantry.database of config/application.yml)", "Connection refused")
                    .doesNotContain("\tat ");
            configure(gantry, "jdbc:mariadb://127.0.0.1/state");
            assertThat(gantry.run("runs").with(ExitCode.MISTAKE).err())
                    .contains("url must begin with jdbc:postgresql:");
        }
    }

    private static void configure(Gantries gantry, String url) throws IOException {
        Files.createDirectories(gantry.file("config"));
        gantry.job(
                "config/application.yml",
                "gantry: {database: {url: \"" + url + "\", user: postgres, password: \"${STATE_PASSWORD}\"}}\n");
    }

    private static void newer(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE flyway_schema_history SET version = '999' WHERE installed_rank ="
                    + " (SELECT MAX(installed_rank) FROM flyway_schema_history)");
        }
    }
}
