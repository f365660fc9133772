package dev.gantry.run.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A PostgreSQL that keeps the state.
 *
 * @param url of JDBC
 * @param process whose sessions are opened
 */
public record PostgresState(String url, Optional<String> user, Optional<String> password, ProcessToken process) {

    private static final int CONNECTIONS = 10;
    private static final Duration TO_CONNECT = Duration.ofSeconds(20);
    private static final int SECONDS_OF_LOCKS = 8;
    private static final int CONNECTIONS_OF_BUDGETS = 3;
    private static final int SECONDS_OF_BUDGETS = 3;
    private static final Duration TO_WAIT = Duration.ofSeconds(3);
    private static final Duration IDLE = Duration.ofSeconds(30);

    /** The server notices within half a minute that a machine is gone, and lets go of what that held. */
    private static final String NOTICES_THE_DEAD = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5;"
            + " SET tcp_keepalives_count = 3; SET tcp_user_timeout = 25000";

    @Override
    public String toString() {
        return "PostgresState[" + shown() + "]";
    }

    /** The URL up to where passwords are written. */
    public String shown() {
        return url.replaceFirst("[?;].*", "").replaceFirst("//[^/@]*@", "//");
    }

    /** Connects once: @throws com.zaxxer.hikari.pool.HikariPool.PoolInitializationException if that cannot be done */
    public HikariDataSource pool() {
        HikariConfig hikari = new HikariConfig();
        hikari.setDataSource(source(process.application()));
        hikari.setConnectionInitSql(NOTICES_THE_DEAD);
        hikari.setMaximumPoolSize(CONNECTIONS);
        hikari.setMinimumIdle(1);
        hikari.setConnectionTimeout(TO_CONNECT.toMillis());
        hikari.setInitializationFailTimeout(1);
        hikari.setPoolName("state");
        return new HikariDataSource(hikari);
    }

    /** Of a session that is kept as long as the process lives; it finds out soon when the server is out of reach. */
    DataSource ofLocks() {
        PGSimpleDataSource source = source(process.locks());
        source.setSocketTimeout(SECONDS_OF_LOCKS);
        return new DelegatingDataSource(source) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection opened = super.getConnection();
                try (Statement setting = opened.createStatement()) {
                    setting.execute(NOTICES_THE_DEAD);
                }
                return opened;
            }
        };
    }

    /** For the budgets that machines share: few at a time, soon given up when the server is out of reach, none while idle. */
    public HikariDataSource poolOfBudgets() {
        PGSimpleDataSource source = source(process.application());
        source.setConnectTimeout(SECONDS_OF_BUDGETS);
        source.setSocketTimeout(SECONDS_OF_BUDGETS);
        HikariConfig hikari = new HikariConfig();
        hikari.setDataSource(source);
        hikari.setConnectionInitSql(NOTICES_THE_DEAD);
        hikari.setMaximumPoolSize(CONNECTIONS_OF_BUDGETS);
        hikari.setMinimumIdle(0);
        hikari.setIdleTimeout(IDLE.toMillis());
        hikari.setConnectionTimeout(TO_WAIT.toMillis());
        hikari.setInitializationFailTimeout(-1);
        hikari.setPoolName("budgets");
        return new HikariDataSource(hikari);
    }

    private PGSimpleDataSource source(String application) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        user.ifPresent(source::setUser);
        password.ifPresent(source::setPassword);
        source.setApplicationName(application);
        source.setTcpKeepAlive(true);
        source.setConnectTimeout(SECONDS_OF_LOCKS);
        return source;
    }

    /**
     * The locks of this process.
     *
     * @param patience for how long a process may not be heard of before others take its locks
     */
    public AdvisoryLocks locks(DataSource database, Duration patience) {
        return new AdvisoryLocks(ofLocks(), database, process, patience);
    }
}
