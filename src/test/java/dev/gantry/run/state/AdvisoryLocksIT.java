package dev.gantry.run.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

import com.zaxxer.hikari.HikariDataSource;
import dev.gantry.database.PostgreSqlServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Two processes' locks on a real PostgreSQL, in one process. */
class AdvisoryLocksIT {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String url = PostgreSqlServer.running().newDatabase();
    private final ProcessToken here = ProcessToken.ofThis();
    private final ProcessToken there = ProcessToken.ofThis();
    private HikariDataSource pool;
    private HikariDataSource otherPool;
    private AdvisoryLocks mine;
    private AdvisoryLocks others;

    @BeforeEach
    void open() throws SQLException {
        pool = state(here).pool();
        otherPool = state(there).pool();
        execute("CREATE TABLE gantry_process (token VARCHAR(40) PRIMARY KEY, host VARCHAR(255), pid BIGINT,"
                + " seen TIMESTAMP(3) WITH TIME ZONE, changing INTEGER)");
        mine = state(here).locks(pool, PATIENCE);
        others = state(there).locks(otherPool, PATIENCE);
    }

    private PostgresState state(ProcessToken process) {
        return new PostgresState(url, Optional.of("postgres"), Optional.of("postgres"), process);
    }

    @AfterEach
    void close() {
        mine.close();
        others.close();
        pool.close();
        otherPool.close();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void oneHasWhatNobodyElseHas() {
        JobLocks.Held held = mine.take("saves").orElseThrow();
        assertThat(mine.take("saves")).isEmpty();
        assertThat(others.take("saves")).isEmpty();
        assertThat(others.isHeld("saves")).isTrue();
        assertThat(others.isHeld("others")).isFalse();
        held.check();
        held.close();
        assertThat(others.isHeld("saves")).isFalse();
        assertThat(others.take("saves")).isPresent();
    }

    @Test
    void manyShareWhatIsTakenToBeShared() {
        JobLocks.Held held = mine.takeShared("serve").orElseThrow();
        assertThat(others.takeShared("serve")).isPresent();
        held.close();
        assertThat(mine.isHeld("serve")).isTrue();
    }

    @Test
    void keepsItsLocksWhenItsSessionBreaks() throws SQLException {
        JobLocks.Held held = mine.take("saves").orElseThrow();
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '" + here.locks()
                + "'");
        await().until(() -> others.isHeld("saves"));
        held.check();
        assertThat(others.take("saves")).isEmpty();
    }

    @Test
    void losesThemForGoodWhenItWasNotHeardOfForTooLong() throws SQLException {
        JobLocks.Held held = mine.take("saves").orElseThrow();
        await().until(() -> {
            execute("UPDATE gantry_process SET seen = seen - INTERVAL '1' HOUR WHERE token = '" + here.token() + "'");
            return !others.evict().isEmpty();
        });
        await().until(() -> others.take("saves").isPresent());
        await().until(() -> !held.isSure());
        assertThatExceptionOfType(TakenOver.class).isThrownBy(held::check).withMessageContaining("saves");
        held.close();
        assertThat(mine.take("saves")).isEmpty();
        assertThat(mine.take("another")).isPresent();
    }

    @Test
    void isLetBeWhileItChangesWhatCannotBeFenced() throws SQLException {
        try (JobLocks.Changing changing = mine.whileChanging()) {
            JobLocks.Held held = mine.take("refund").orElseThrow();
            execute("UPDATE gantry_process SET seen = seen - INTERVAL '1' HOUR");
            assertThat(others.evict()).isEmpty();
            held.check();
        }
    }
}
