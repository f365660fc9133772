package dev.gantry.sink.jdbc;

import java.nio.file.Path;
import java.util.List;

import dev.gantry.database.FaultyDriver;
import dev.gantry.database.Product;
import dev.gantry.sink.Staged;
import dev.gantry.sink.jdbc.JdbcOptions.Mode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A load that is killed before and after each of its commits loses no row and doubles none. */
class KilledLoadIT {
    private static final int ROWS = 21;

    /** More than any load of these has. */
    private static final int MOST_COMMITS = 30;

    @TempDir
    private Path temp;

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "SQLITE"})
    void appendsEveryRowOnce(Product product) throws Exception {
        Loads loads = Loads.of(product, temp);
        loads.load("1-1", Loads.sink(Mode.APPEND), "{\"id\":-1,\"name\":\"before\"}");
        int kills = killedUntilItIsDone(loads, Mode.APPEND, "", () -> {
            List<String> standing = loads.query("SELECT rows_loaded FROM " + product.quote("gantry_loads")
                    + " WHERE run = '2-2' UNION ALL SELECT 0 FROM " + product.quote("gantry_loads")
                    + " WHERE run = '1-1' ORDER BY 1 DESC");
            assertThat(loads.all("id", "name")).hasSize(1 + Integer.parseInt(standing.getFirst()));
        });
        assertThat(kills).isGreaterThan(4);
        assertThat(loads.all("id", "name")).hasSize(ROWS + 1).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void upsertsTheLastOfEachKeyAndKeepsOtherRows(Product product) throws Exception {
        Loads loads = Loads.of(product, temp);
        loads.load(
                "1-1", Loads.sink(Mode.UPSERT, "id"), "{\"id\":-1,\"name\":\"before\"}", "{\"id\":3,\"name\":\"old\"}");
        int kills = killedUntilItIsDone(
                loads,
                Mode.UPSERT,
                "id",
                () -> assertThat(loads.all("id", "name"))
                        .hasSizeBetween(2, ROWS + 1)
                        .doesNotHaveDuplicates());
        assertThat(kills).isGreaterThan(1);
        assertThat(loads.all("id", "name"))
                .hasSize(ROWS + 1)
                .doesNotHaveDuplicates()
                .contains("-1|before", "3|name 3");
    }

    @ParameterizedTest
    @EnumSource
    void replacesTheOldRowsByTheLastOfEachKey(Product product) throws Exception {
        Loads loads = Loads.of(product, temp);
        loads.load("1-1", Loads.sink(Mode.REPLACE, "id"), "{\"id\":-1,\"name\":\"before\"}");
        int kills = killedUntilItIsDone(
                loads,
                Mode.REPLACE,
                "id",
                () -> assertThat(loads.all("id", "name").size()).isIn(1, ROWS));
        assertThat(kills).isGreaterThan(4);
        assertThat(loads.all("id", "name"))
                .hasSize(ROWS)
                .doesNotHaveDuplicates()
                .doesNotContain("-1|before");
        assertThat(loads.tables()).containsExactlyInAnyOrder("saves", "gantry_loads");
    }

    /** Made by a replacement, there is no old table to rename; and in these, a rename is a transaction of its own. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "H2"})
    void makesTheTableOfAReplacement(Product product) throws Exception {
        Loads loads = Loads.of(product, temp);
        killedUntilItIsDone(
                loads,
                Mode.REPLACE,
                "",
                () -> assertThat(
                                loads.tables().contains("saves")
                                        ? loads.all("id", "name").size()
                                        : ROWS)
                        .isEqualTo(ROWS));
        assertThat(loads.all("id", "name")).hasSize(ROWS).doesNotHaveDuplicates();
        assertThat(loads.tables()).containsExactlyInAnyOrder("saves", "gantry_loads");
    }

    private interface Check {
        void hold() throws Exception;
    }

    /** The tries are killed around their second commit, their third and so on, so that each gets a little further. */
    private int killedUntilItIsDone(Loads loads, Mode mode, String key, Check afterEach) throws Exception {
        JdbcSink sink = Loads.sink(mode, key.isEmpty() ? new String[0] : new String[] {key});
        List<Staged> staged =
                List.of(loads.stage(sink, Loads.numbered(0, 9)), loads.stage(sink, Loads.numbered(9, ROWS)));
        int kills = 0;
        for (int commit = 2; commit < MOST_COMMITS; commit++) {
            for (FaultyDriver.Instant instant : instants(mode, commit)) {
                if (!LoadInAProcess.isKilled(loads.address(), mode, key, "2-2", instant, commit, staged)) {
                    return kills;
                }
                kills++;
                afterEach.hold();
            }
        }
        throw new AssertionError("not done after " + kills + " kills");
    }

    /** An upsert's commits are all alike, so it is killed before some and after the others. */
    private static List<FaultyDriver.Instant> instants(Mode mode, int commit) {
        List<FaultyDriver.Instant> both = List.of(FaultyDriver.Instant.values());
        return mode == Mode.UPSERT ? List.of(both.get(commit % both.size())) : both;
    }
}
