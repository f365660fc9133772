package dev.gantry.sink.jdbc;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.gantry.database.Databases;
import dev.gantry.database.FaultyDriver;
import dev.gantry.database.FaultyDriver.Instant;
import dev.gantry.database.Product;
import dev.gantry.sink.Publishing;
import dev.gantry.sink.Staged;
import dev.gantry.sink.jdbc.JdbcOptions.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What becomes of a load whose connection breaks, and of one that is asked to stop. */
class LostConnectionIT {
    private static final int ROWS = 47;

    @TempDir
    private Path temp;

    /** The server ends it before each commit, which is not done then, or after it, when nobody hears that it is. */
    @Test
    void goesOnFromWhatTheDatabaseHas() throws Exception {
        for (Instant lost : Instant.values()) {
            Loads loads = Loads.of(Product.POSTGRESQL, temp);
            JdbcSink sink = Loads.sink(Mode.APPEND);
            List<Staged> staged =
                    List.of(loads.stage(sink, Loads.numbered(0, 20)), loads.stage(sink, Loads.numbered(20, ROWS)));
            AtomicInteger losses = new AtomicInteger();
            FaultyDriver.happens(loads.address(), (instant, commit) -> {
                if (instant == lost && commit % 5 == 0) {
                    losses.incrementAndGet();
                    loads.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
                            + " current_database() AND pid <> pg_backend_pid()");
                    if (lost == Instant.AFTER) {
                        throw new SQLException("the answer was lost", "08006");
                    }
                }
            });
            AtomicLong told = new AtomicLong();
            try (Databases databases = Product.databases(FaultyDriver.through(loads.address()))) {
                sink.publish(
                        staged,
                        new Publishing(Loads.run("1-1"), told::addAndGet, () -> false, Loads.outside(databases)));
            }
            assertThat(losses.get()).isGreaterThan(0);
            assertThat(loads.all("id", "name")).hasSize(ROWS).doesNotHaveDuplicates();
            assertThat(told).hasValue(ROWS);
        }
    }

    @Test
    void stopsBetweenChunksAndGoesOnLater() throws Exception {
        Loads loads = Loads.of(Product.SQLITE, temp);
        JdbcSink sink = Loads.sink(Mode.APPEND);
        List<Staged> staged = List.of(loads.stage(sink, Loads.numbered(0, ROWS)));
        AtomicLong told = new AtomicLong();
        try (Databases databases = Product.databases(loads.address())) {
            Publishing stopping =
                    new Publishing(Loads.run("1-1"), told::addAndGet, () -> told.get() >= 20, Loads.outside(databases));
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> sink.publish(staged, stopping));
        }
        assertThat(loads.all("id", "name")).hasSize(20);
        assertThat(loads.load("1-1", Loads.sink(Mode.APPEND), staged).rows()).isEqualTo(ROWS);
        assertThat(loads.all("id", "name")).hasSize(ROWS).doesNotHaveDuplicates();
    }
}
