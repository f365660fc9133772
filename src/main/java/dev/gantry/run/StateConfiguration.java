package dev.gantry.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.gantry.job.UserMistake;
import dev.gantry.run.state.FileLocks;
import dev.gantry.run.state.JobLocks;
import dev.gantry.run.state.PostgresState;
import dev.gantry.run.state.ProcessToken;
import dev.gantry.run.state.SharedFolder;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.incrementer.H2SequenceMaxValueIncrementer;
import org.springframework.jdbc.support.incrementer.PostgresSequenceMaxValueIncrementer;

/** The state's database, and the locks of those who share it. */
@Configuration(proxyBeanMethods = false)
class StateConfiguration {

    private static final int CONNECTIONS = 16;

    @Bean
    ProcessToken processToken() {
        return ProcessToken.ofThis();
    }

    /** Closed after the database, which takes it. */
    @Bean
    StateInUse stateInUse(Settings settings, ProcessToken process) {
        return postgres(settings, process).isPresent() ? StateInUse.ofNothing() : StateInUse.by(stateFolder(settings));
    }

    /** The database that several machines may share, where there is one. */
    static Optional<PostgresState> postgres(Settings settings, ProcessToken process) {
        return settings.postgres(process, System.getenv());
    }

    private static Path stateFolder(Settings settings) {
        Path folder = settings.state().toAbsolutePath().normalize();
        try {
            return Files.createDirectories(folder);
        } catch (IOException refused) {
            throw new UserMistake(
                    "The state folder " + folder + " cannot be made: " + refused.getMessage()
                            + ". Run Gantry where it may write, or name another folder as gantry.state in config/application.yml.");
        }
    }

    @Bean
    HikariDataSource connectionPool(Settings settings, ProcessToken process, StateInUse use) {
        // Whatever its age, a connection is tried before it is handed out: see dataSource.
        System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "0");
        Path folder = stateFolder(settings);
        Optional<PostgresState> postgres = postgres(settings, process);
        return postgres.isPresent() ? onPostgres(postgres.get(), folder) : onH2(folder);
    }

    /**
     * An H2 file. Every commit is handed to the operating system before it returns, so that a killed process loses none;
     * the first process serves others over loopback, so that {@code stop} and {@code show} reach a running one. Its trace is not
     * kept: statements are in it, and players' keys in these.
     */
    private static HikariDataSource onH2(Path folder) {
        System.setProperty("h2.bindAddress", "127.0.0.1");
        HikariConfig hikari = new HikariConfig();
        // Not by its URL, for which the drivers of all other databases would be loaded first.
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:file:" + folder.resolve("gantry") + ";AUTO_SERVER=TRUE;WRITE_DELAY=0;TRACE_LEVEL_FILE=0");
        h2.setUser("sa");
        hikari.setDataSource(h2);
        hikari.setMaximumPoolSize(CONNECTIONS);
        hikari.setMinimumIdle(1);
        try {
            HikariDataSource dataSource = new HikariDataSource(hikari);
            StateSchema.bringUpToDate(dataSource);
            return dataSource;
        } catch (HikariPool.PoolInitializationException | FlywayException | SQLException refused) {
            throw new StateUnusable(
                    "The state in " + folder + " cannot be opened: "
                            + innermost(refused).getMessage()
                            + ". If another version of Gantry made it, use that; if the file is damaged, move "
                            + folder.resolve("gantry.mv.db")
                            + " away (unfinished runs are then lost, published data is not).",
                    refused);
        }
    }

    private static HikariDataSource onPostgres(PostgresState postgres, Path folder) {
        try {
            HikariDataSource dataSource = postgres.pool();
            StateSchema.bringUpToDate(dataSource);
            SharedFolder.ensure(dataSource, folder);
            return dataSource;
        } catch (HikariPool.PoolInitializationException | FlywayException | SQLException | IOException refused) {
            throw new StateUnusable(
                    "The state's database " + postgres.shown()
                            + " (gantry.database of config/application.yml) cannot be" + " opened: "
                            + firstLine(innermost(refused)) + ". Check that it runs, its url, user and password.",
                    refused);
        }
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("\\.$", "");
    }

    private static Throwable innermost(Throwable failure) {
        return failure.getCause() == null ? failure : innermost(failure.getCause());
    }

    /**
     * Takes a connection at a transaction's first statement, not at its beginning. A chunk is read within its
     * transaction, and meanwhile the process that serves the database may end: a connection held all that time would
     * break, one taken afterwards opens the database anew.
     */
    @Bean
    @Primary
    LazyConnectionDataSourceProxy dataSource(HikariDataSource connectionPool) {
        return new LazyConnectionDataSourceProxy(connectionPool);
    }

    @Bean
    JdbcTransactionManager transactionManager(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    @Bean
    JdbcClient jdbcClient(DataSource dataSource) {
        return JdbcClient.create(dataSource);
    }

    @Bean
    JobLocks jobLocks(Settings settings, ProcessToken process, HikariDataSource connectionPool) {
        return postgres(settings, process)
                .<JobLocks>map(postgres ->
                        postgres.locks(connectionPool, settings.cluster().patience()))
                .orElseGet(() -> new FileLocks(settings.state()));
    }

    @Bean
    ServiceLock serviceLock(Settings settings, ProcessToken process, JobLocks locks) {
        return new ServiceLock(locks, process, settings.state().toString());
    }

    /** The state's sequences of numbers. */
    @Bean
    Sequences sequences(DataSource dataSource, Settings settings, ProcessToken process) {
        return postgres(settings, process).isPresent()
                ? name -> new PostgresSequenceMaxValueIncrementer(dataSource, name)
                : name -> new H2SequenceMaxValueIncrementer(dataSource, name);
    }
}
