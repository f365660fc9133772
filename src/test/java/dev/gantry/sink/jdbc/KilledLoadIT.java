package dev.gantry.sink.jdbc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.gantry.database.Product;
import dev.gantry.sink.jdbc.JdbcOptions.Mode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.gantry.sink.jdbc.KilledLoad.ROWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A load that is killed before and after each of its commits loses no row and doubles none. */
class KilledLoadIT {

    private static final String BEFORE = "{\"id\":-1,\"name\":\"before\"}";

    private static final Map<Product, KilledLoad> APPENDS = new EnumMap<>(Product.class);
    private static final Map<Product, KilledLoad> UPSERTS = new EnumMap<>(Product.class);
    private static final Map<Product, KilledLoad> REPLACES = new EnumMap<>(Product.class);
    private static final Map<Product, KilledLoad> REPLACES_NOTHING = new EnumMap<>(Product.class);

    /** A process and its drivers take longer to start than all of these to load, so the same kills hit all of them. */
    @BeforeAll
    static void killAll(@TempDir Path temp) throws Exception {
        for (Product product : Product.values()) {
            if (product.isHere()) {
                plan(product, temp);
            }
        }
        List<KilledLoad> all = new ArrayList<>(APPENDS.values());
        all.addAll(UPSERTS.values());
        all.addAll(REPLACES.values());
        all.addAll(REPLACES_NOTHING.values());
        KilledLoad.killUntilAllAreDone(all);
    }

    private static void plan(Product product, Path temp) throws Exception {
        if (product != Product.H2 && product != Product.DUCKDB) {
            APPENDS.put(
                    product,
                    KilledLoad.of(
                            product, Mode.APPEND, "", List.of(BEFORE), temp, loads -> holdsWhatItSays(product, loads)));
        }
        UPSERTS.put(
                product,
                KilledLoad.of(
                        product,
                        Mode.UPSERT,
                        "id",
                        List.of(BEFORE, "{\"id\":3,\"name\":\"old\"}"),
                        temp,
                        loads -> assertThat(loads.all("id", "name"))
                                .hasSizeBetween(2, ROWS + 1)
                                .doesNotHaveDuplicates()));
        REPLACES.put(
                product,
                KilledLoad.of(
                        product,
                        Mode.REPLACE,
                        "id",
                        List.of(BEFORE),
                        temp,
                        loads -> assertThat(loads.all("id", "name").size()).isIn(1, ROWS)));
        if (product == Product.MARIADB || product == Product.H2) {
            REPLACES_NOTHING.put(
                    product,
                    KilledLoad.of(
                            product,
                            Mode.REPLACE,
                            "",
                            List.of(),
                            temp,
                            loads -> assertThat(
                                            loads.tables().contains("saves")
                                                    ? loads.all("id", "name").size()
                                                    : ROWS)
                                    .isEqualTo(ROWS)));
        }
    }

    private static void holdsWhatItSays(Product product, Loads loads) {
        List<String> standing = loads.query("SELECT rows_loaded FROM " + product.quote("gantry_loads")
                + " WHERE run = '2-2' UNION ALL SELECT 0 FROM " + product.quote("gantry_loads")
                + " WHERE run = '1-1' ORDER BY 1 DESC");
        assertThat(loads.all("id", "name")).hasSize(1 + Integer.parseInt(standing.getFirst()));
    }

    private static KilledLoad done(Map<Product, KilledLoad> loads, Product product) {
        assumeTrue(product.isHere(), "no mariadbd here: install Debian's mariadb-server");
        return Objects.requireNonNull(loads.get(product));
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "SQLITE"})
    void appendsEveryRowOnce(Product product) {
        KilledLoad load = done(APPENDS, product);
        assertThat(load.kills()).isGreaterThan(4);
        assertThat(load.loads().all("id", "name")).hasSize(ROWS + 1).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void upsertsTheLastOfEachKeyAndKeepsOtherRows(Product product) {
        KilledLoad load = done(UPSERTS, product);
        assertThat(load.kills()).isGreaterThan(1);
        assertThat(load.loads().all("id", "name"))
                .hasSize(ROWS + 1)
                .doesNotHaveDuplicates()
                .contains("-1|before", "3|name 3");
    }

    @ParameterizedTest
    @EnumSource
    void replacesTheOldRowsByTheLastOfEachKey(Product product) throws Exception {
        KilledLoad load = done(REPLACES, product);
        assertThat(load.kills()).isGreaterThan(4);
        assertThat(load.loads().all("id", "name"))
                .hasSize(ROWS)
                .doesNotHaveDuplicates()
                .doesNotContain("-1|before");
        assertThat(load.loads().tables()).containsExactlyInAnyOrder("saves", "gantry_loads");
    }

    /** Made by a replacement, there is no old table to rename; and in these, a rename is a transaction of its own. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "H2"})
    void makesTheTableOfAReplacement(Product product) throws Exception {
        KilledLoad load = done(REPLACES_NOTHING, product);
        assertThat(load.kills()).isPositive();
        assertThat(load.loads().all("id", "name")).hasSize(ROWS).doesNotHaveDuplicates();
        assertThat(load.loads().tables()).containsExactlyInAnyOrder("saves", "gantry_loads");
    }
}
