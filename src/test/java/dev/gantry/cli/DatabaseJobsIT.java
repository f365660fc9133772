package dev.gantry.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.gantry.database.DatabaseAddress;
import dev.gantry.database.Product;
import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.job.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Jobs into databases and out of them, as people run them. */
class DatabaseJobsIT {
    private static final String SAVES = """
            job: saves
            source:
              data-store-entries: {universe: "1", data-store: PlayerData}
            transform:
              - map: '{id, level: .value.level, coins: .value.coins, value, updated: .revisionCreateTime}'
            sink:
              %s
            limits: {read: none, list: none}
            """;

    private static final String BACK = """
            job: back
            source:
              jdbc: {database: warehouse, table: saves}
            sink:
              parquet: {path: back, key: [id]}
            """;

    @TempDir
    private Path temp;

    /** What went through a database and back is what goes into Parquet without it. */
    @ParameterizedTest
    @EnumSource
    void savesComeBackAsTheyWere(Product product) throws Exception {
        try (Emulator emulator = Emulator.start(
                        EmulatorOptions.defaults().withPlayers(300).withLimits(false));
                OneProcess process = new OneProcess()) {
            Gantries gantry = with(
                            product.fresh(temp),
                            Gantries.in(temp.resolve("work"), temp)
                                    .against(emulator)
                                    .in(process))
                    .job(
                            "saves.yml",
                            SAVES.formatted("jdbc: {database: warehouse, table: saves, mode: upsert, key: id}"))
                    .job(
                            "direct.yml",
                            SAVES.replace("job: saves", "job: direct").formatted("parquet: {path: direct, key: [id]}"))
                    .job("back.yml", BACK);
            assertThat(gantry.run("run", "saves.yml").with(ExitCode.DONE).out())
                    .contains("table saves of database warehouse");
            gantry.run("run", "saves.yml").with(ExitCode.DONE);
            gantry.run("run", "direct.yml").with(ExitCode.DONE);
            gantry.run("run", "back.yml").with(ExitCode.DONE);
            assertThat(rows(gantry.file("back")))
                    .hasSizeGreaterThanOrEqualTo(300)
                    .containsExactlyElementsOf(rows(gantry.file("direct")));
        }
    }

    private static List<String> rows(Path published) throws Exception {
        return PublishedRows.query(
                "SELECT id, level, coins, to_json(value)->>'$.level', updated::VARCHAR FROM read_parquet('" + published
                        + "/*.parquet') ORDER BY id");
    }

    @Test
    void saysWhatIsWrongWithADatabaseBeforeItReads() throws Exception {
        DatabaseAddress address = Product.POSTGRESQL.fresh(temp);
        String job = SAVES.formatted("jdbc: {database: warehose, table: saves}");
        Gantries gantry = with(address, Gantries.in(temp.resolve("work"), temp)).job("saves.yml", job);
        assertThat(gantry.run("run", "saves.yml").with(ExitCode.MISTAKE).err())
                .contains("database: \"warehose\" is not among gantry.databases of config/application.yml; did you mean"
                        + " \"warehouse\"?");

        gantry.job("saves.yml", job.replace("warehose", "warehouse"));
        assertThat(gantry.with("WAREHOUSE_USER", "nobody")
                        .run("run", "saves.yml")
                        .with(ExitCode.CREDENTIAL)
                        .err())
                .contains("Database warehouse (jdbc:postgresql://127.0.0.1:", "cannot be opened", "Check its user:")
                .doesNotContain("\tat ");
        assertThat(gantry.with("WAREHOUSE_URL", "jdbc:postgresql://127.0.0.1:1/games")
                        .run("run", "saves.yml")
                        .with(ExitCode.FAILED)
                        .err())
                .contains("Database warehouse (jdbc:postgresql://127.0.0.1:1/games) cannot be opened: Connection to"
                        + " 127.0.0.1:1 refused.")
                .doesNotContain("\tat ");
        assertThat(gantry.run("runs").out()).doesNotContain("saves");
    }

    private static Gantries with(DatabaseAddress address, Gantries gantry) throws Exception {
        Files.createDirectories(gantry.file("config"));
        Files.writeString(gantry.file("config/application.yml"), """
                gantry:
                  databases:
                    warehouse: {url: "${WAREHOUSE_URL}", user: "${WAREHOUSE_USER:}", password: "${WAREHOUSE_PASSWORD:}"}
                """);
        return gantry.with("WAREHOUSE_URL", address.url())
                .with("WAREHOUSE_USER", address.user().orElse(""))
                .with(
                        "WAREHOUSE_PASSWORD",
                        address.password().map(Secret::reveal).orElse(""));
    }
}
