package dev.gantry.sink.jdbc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.gantry.database.DatabaseFailed;
import dev.gantry.database.Product;
import dev.gantry.job.UserMistake;
import dev.gantry.sink.Staged;
import dev.gantry.sink.jdbc.JdbcOptions.Mode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What every database does alike. */
class JdbcSinkIT {

    @TempDir
    private Path temp;

    @ParameterizedTest
    @EnumSource
    void createsATableOfTheTypesThatTheRowsHave(Product product) throws Exception {
        Loads loads = Loads.of(product, temp);
        loads.load(
                "1-1",
                Loads.sink(Mode.APPEND, "id"),
                "{\"id\":9007199254740993,\"name\":\"Zoë \\\"🦊\\\" \\\\ tab\\t line\\n\",\"ratio\":0.1,\"is\":true,"
                        + "\"price\":12345678901234567890.5,\"at\":\"2026-11-01T10:20:30.123456Z\","
                        + "\"items\":[{\"a\":1},null],\"never\":null}",
                "{\"id\":-1,\"name\":\"\",\"ratio\":1e300,\"is\":false,\"price\":0.25,\"at\":\"0999-01-01T00:00:00Z\"}",
                "{\"id\":2}");
        assertThat(loads.all("id", "name", "ratio", "price"))
                .hasSize(3)
                .anyMatch(row -> row.startsWith("-1||") && row.endsWith("|0.25"))
                .anyMatch(row -> row.startsWith("2|null|null|null"))
                .anyMatch(row ->
                        row.startsWith("9007199254740993|Zoë \"🦊\" \\ tab\t line\n|0.1|12345678901234567890.5"));
        assertThat(loads.all("id", "items").getLast()).contains("\"a\"");
        assertThat(loads.tables()).contains("saves", "gantry_loads");
    }

    @ParameterizedTest
    @EnumSource
    void appendsEachRunOnceHoweverOftenItIsPublished(Product product) throws Exception {
        Loads loads = Loads.of(product, temp);
        JdbcSink sink = Loads.sink(Mode.APPEND);
        List<Staged> staged =
                List.of(loads.stage(sink, Loads.numbered(0, 25)), loads.stage(sink, Loads.numbered(25, 47)));
        assertThat(loads.load("1-1", sink, staged).rows()).isEqualTo(47);
        assertThat(loads.load("1-1", Loads.sink(Mode.APPEND), staged).rows()).isEqualTo(47);
        assertThat(loads.all("id", "name")).hasSize(47).doesNotHaveDuplicates();
        loads.load("2-2", Loads.sink(Mode.APPEND), staged);
        assertThat(loads.all("id", "name")).hasSize(94);
    }

    @ParameterizedTest
    @EnumSource
    void upsertsByKeyAndTheLastRowOfAKeyWins(Product product) throws Exception {
        Loads loads = Loads.of(product, temp);
        loads.load("1-1", Loads.sink(Mode.UPSERT, "id"), "{\"id\":1,\"name\":\"a\"}", "{\"id\":2,\"name\":\"b\"}");
        List<String> rows = new ArrayList<>(Loads.numbered(10, 30));
        rows.add(0, "{\"id\":2,\"name\":\"first\"}");
        rows.add(1, "{\"id\":2,\"name\":\"second\"}");
        rows.add("{\"id\":10,\"name\":\"later\"}");
        rows.add("{\"id\":11}");
        loads.load("2-2", Loads.sink(Mode.UPSERT, "id"), rows.toArray(String[]::new));
        assertThat(loads.all("id", "name"))
                .hasSize(22)
                .contains("1|a", "2|second", "10|later", "11|null", "12|name 12");
    }

    @ParameterizedTest
    @EnumSource
    void upsertsByTextsThatMostCollationsTakeForOne(Product product) throws Exception {
        Loads loads = Loads.of(product, temp);
        JdbcSink sink = Loads.sink(Mode.UPSERT, "name", "scope");
        loads.load(
                "1-1",
                sink,
                "{\"name\":\"a\",\"scope\":\"g\",\"n\":1}",
                "{\"name\":\"A\",\"scope\":\"g\",\"n\":2}",
                "{\"name\":\"a \",\"scope\":\"g\",\"n\":3}",
                "{\"name\":\"á\",\"scope\":\"g\",\"n\":4}",
                "{\"name\":\"a\",\"scope\":\"g\",\"n\":5}");
        assertThat(loads.all("n", "name")).containsExactly("2|A", "3|a ", "4|á", "5|a");
    }

    @ParameterizedTest
    @EnumSource
    void replacesAllRowsAndKeepsTheTable(Product product) throws Exception {
        Loads loads = Loads.of(product, temp);
        loads.load("1-1", Loads.sink(Mode.REPLACE, "id"), Loads.numbered(0, 25).toArray(String[]::new));
        loads.execute("CREATE INDEX saves_name ON " + product.quote("saves") + " (" + product.quote("id") + ")");
        loads.load(
                "2-2",
                Loads.sink(Mode.REPLACE, "id"),
                "{\"id\":24,\"name\":\"x\",\"more\":1.5}",
                "{\"id\":3,\"name\":\"y\"}",
                "{\"id\":3,\"name\":\"z\"}");
        assertThat(loads.all("id", "name", "more")).hasSize(2).anyMatch(row -> row.startsWith("24|x|1.5"));
        assertThat(loads.all("id", "name")).containsExactly("3|z", "24|x");
        assertThat(loads.tables()).containsExactlyInAnyOrder("saves", "gantry_loads");
        loads.load("3-3", Loads.sink(Mode.UPSERT, "id"), "{\"id\":3,\"name\":\"still a key\"}");
        assertThat(loads.all("id", "name")).containsExactly("3|still a key", "24|x");
        loads.load("4-4", Loads.sink(Mode.REPLACE, "id"));
        assertThat(loads.all("id", "name")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void addsColumnsThatAreNewAndDropsNone(Product product) throws Exception {
        Loads loads = Loads.of(product, temp);
        loads.load("1-1", Loads.sink(Mode.UPSERT, "id"), "{\"id\":1,\"name\":\"a\",\"old\":1}");
        loads.load("2-2", Loads.sink(Mode.UPSERT, "id"), "{\"id\":1,\"fresh\":[1]}", "{\"id\":2,\"fresh\":[]}");
        assertThat(loads.all("id", "old", "fresh")).containsExactly("1|1|[1]", "2|null|[]");
    }

    @ParameterizedTest
    @EnumSource
    void refusesAColumnThatWouldChangeAValueBeforeAnyRow(Product product) throws Exception {
        Loads loads = Loads.of(product, temp);
        loads.load("1-1", Loads.sink(Mode.APPEND), "{\"id\":1,\"coins\":5}");
        assertThatExceptionOfType(DatabaseFailed.class)
                .isThrownBy(() -> loads.load("2-2", Loads.sink(Mode.APPEND), "{\"id\":2,\"coins\":\"many\"}"))
                .withMessageContainingAll(
                        "Nothing was loaded into table saves of database warehouse: column coins is ",
                        ", which does not hold texts of up to 4 characters exactly (",
                        "gantry resume");
        assertThat(loads.all("id", "coins")).containsExactly("1|5");
    }

    @ParameterizedTest
    @EnumSource
    void refusesToUpsertWithoutAUniqueKeyAndSaysWhatWouldMakeOne(Product product) throws Exception {
        Loads loads = Loads.of(product, temp);
        loads.load("1-1", Loads.sink(Mode.APPEND), "{\"id\":1,\"name\":\"a\"}");
        String index = "CREATE UNIQUE INDEX " + product.quote("saves_key") + " ON " + product.quote("saves") + " ("
                + product.quote("id") + ")";
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> loads.load("2-2", Loads.sink(Mode.UPSERT, "id"), "{\"id\":1,\"name\":\"b\"}"))
                .withMessageContaining("lets rows agree in id, so upsert by this key cannot be done. Add: " + index);
        loads.execute(index);
        loads.load("3-3", Loads.sink(Mode.UPSERT, "id"), "{\"id\":1,\"name\":\"b\"}");
        assertThat(loads.all("id", "name")).containsExactly("1|b");
    }

    @ParameterizedTest
    @EnumSource
    void refusesAMissingTableThatIsNotToBeCreated(Product product) {
        Loads loads = Loads.of(product, temp);
        JdbcSink sink = new JdbcSink(new JdbcOptions("warehouse", "saves", Mode.APPEND, List.of(), false, List.of()));
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> loads.load("1-1", sink, List.of()))
                .withMessage(
                        "Database warehouse has no table saves, and the job says create: false. Create it, or leave"
                                + " create: out.");
    }

    @ParameterizedTest
    @EnumSource
    void quotesWhateverNamesTheRowsHave(Product product) throws Exception {
        Loads loads = Loads.of(product, temp);
        JdbcSink sink = new JdbcSink(
                new JdbcOptions("warehouse", "select \"a`b\".c; drop", Mode.UPSERT, List.of("order"), true, List.of()));
        String row = "{\"order\":1,\"a.b\":2,\"quote\\\"`'\":3,\"group by\":\"x\",\"ünïcode\":[1]}";
        loads.load("1-1", sink, row);
        loads.load("2-2", sink, row);
        String table = product == Product.MARIADB ? "`select \"a``b\".c; drop`" : "\"select \"\"a`b\"\".c; drop\"";
        assertThat(loads.query("SELECT COUNT(*) FROM " + table)).containsExactly("1");
    }
}
