package dev.gantry.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Stream;

import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class StateSchemaTest {

    @TempDir
    private Path temp;

    private JdbcDataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:file:" + temp.resolve("state"));
        return database;
    }

    @Test
    void theNewestIsOfTheNewestScript() throws IOException {
        try (Stream<Path> scripts = Files.list(Path.of("src/main/resources/db"))) {
            assertThat(scripts.filter(script ->
                                    String.valueOf(script.getFileName()).startsWith("V"))
                            .mapToInt(script -> Integer.parseInt(
                                    script.getFileName().toString().replaceFirst("^V(\\d+)__.*", "$1")))
                            .max())
                    .hasValue(Integer.parseInt(StateSchema.NEWEST));
        }
    }

    @Test
    void aNewStateGetsAllScripts() throws SQLException {
        StateSchema.bringUpToDate(database());
        assertThat(newestOf(database())).isEqualTo(StateSchema.NEWEST);
        StateSchema.bringUpToDate(database());
        assertThat(newestOf(database())).isEqualTo(StateSchema.NEWEST);
    }

    @Test
    void anOlderStateGetsTheNewerScripts() throws SQLException {
        Flyway.configure()
                .dataSource(database())
                .locations("classpath:db")
                .target("1")
                .load()
                .migrate();
        assertThat(newestOf(database())).isEqualTo("1");
        StateSchema.bringUpToDate(database());
        assertThat(newestOf(database())).isEqualTo(StateSchema.NEWEST);
    }

    private static String newestOf(JdbcDataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                ResultSet found = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT \"version\" FROM \"flyway_schema_history\" ORDER BY \"installed_rank\" DESC")) {
            assertThat(found.next()).isTrue();
            return found.getString(1);
        }
    }
}
