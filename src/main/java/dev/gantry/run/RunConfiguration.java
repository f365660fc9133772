package dev.gantry.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.gantry.job.Row;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.limits.Budgets;
import dev.gantry.run.budget.BudgetSharing;
import dev.gantry.run.state.FileLocks;
import dev.gantry.run.state.JobLocks;
import dev.gantry.run.state.PostgresState;
import dev.gantry.run.state.ProcessToken;
import dev.gantry.run.state.SharedFolder;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.incrementer.H2SequenceMaxValueIncrementer;
import org.springframework.jdbc.support.incrementer.PostgresSequenceMaxValueIncrementer;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Isolation;

/** The job repository on the state folder's database, and what runs jobs on it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Settings.class)
public class RunConfiguration {

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

    private static Optional<PostgresState> postgres(Settings settings, ProcessToken process) {
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
    JdbcJobRepositoryFactoryBean jobRepository(
            Settings settings, DataSource dataSource, PlatformTransactionManager transactions) {
        JdbcJobRepositoryFactoryBean repository = new JdbcJobRepositoryFactoryBean();
        repository.setDataSource(dataSource);
        repository.setTransactionManager(transactions);
        if (settings.isOnPostgres()) {
            // Our locks see to it that a run is started once. Serializable, PostgreSQL refuses what others do at the
            // same time.
            repository.setIsolationLevelForCreateEnum(Isolation.READ_COMMITTED);
        }
        return repository;
    }

    @Bean
    JobOperator jobOperator(JobRepository repository) throws Exception {
        TaskExecutorJobOperator operator = new TaskExecutorJobOperator();
        operator.setJobRepository(repository);
        operator.setJobRegistry(new MapJobRegistry());
        operator.setTaskExecutor(new SyncTaskExecutor());
        operator.afterPropertiesSet();
        return operator;
    }

    @Bean
    BudgetSharing budgetSharing(Settings settings, ProcessToken process) {
        return BudgetSharing.by(postgres(settings, process).map(PostgresState::poolOfBudgets), process.token());
    }

    /** What limits the requests of all runs, and tells how much of it is used. */
    @Bean
    Budgets budgets(BudgetSharing sharing) {
        return sharing.budgets();
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

    @Bean
    RunLedger runLedger(Sequences sequences, JdbcClient jdbc, JobRepository repository, JobLocks locks) {
        return new RunLedger(jdbc, repository, sequences.of("gantry_run_seq"), locks);
    }

    @Bean
    SpreadLedger spreadLedger(JdbcClient jdbc) {
        return new SpreadLedger(jdbc);
    }

    /**
     * @param listeners whoever is to be told of chunks; a test adds one that ends the process at a chunk's boundary, by
     *     {@code -Dspring.main.sources}
     */
    @Bean
    PipelineJob pipelineJob(
            Settings settings,
            JobRepository repository,
            PlatformTransactionManager transactions,
            SpreadLedger spreading,
            ObjectProvider<ChunkListener<List<Row>, Processed>> listeners) {
        return new PipelineJob(
                repository,
                transactions,
                settings.read().partitions(),
                spreading,
                settings.isOnPostgres(),
                listeners.orderedStream().toList());
    }

    @Bean
    Tries tries(
            Settings settings,
            RunLedger ledger,
            JobRepository repository,
            JobOperator operator,
            PipelineJob pipeline,
            Executions executions,
            JobLocks locks,
            SpreadLedger spreading,
            ObjectProvider<Spread> spread) {
        return new Tries(
                settings,
                ledger,
                repository,
                operator,
                pipeline,
                executions,
                locks,
                spreading,
                Optional.ofNullable(spread.getIfAvailable()));
    }

    @Bean
    SpreadWork spreadWork(
            Runner runner,
            Tries tries,
            PipelineJob pipeline,
            SpreadLedger spreading,
            JobRepository repository,
            JobLocks locks,
            ProcessToken process) {
        return new SpreadWork(runner, tries, pipeline, spreading, repository, locks, process);
    }

    @Bean
    Executions executions(RunLedger ledger, JobRepository repository, JobOperator operator) {
        return new Executions(ledger, repository, operator);
    }

    @Bean
    Erasure erasure(Settings settings, Budgets budgets, RunLedger ledger, JobRepository repository, JdbcClient jdbc) {
        EraseState state = new EraseState(settings, ledger, repository, jdbc);
        return new Erasure(settings, budgets, state, jdbc, Clock.systemUTC());
    }

    @Bean
    Figures figures(HikariDataSource connectionPool, RunLedger ledger) {
        return new Figures(connectionPool, ledger);
    }

    @Bean
    Runner runner(Settings settings, Budgets budgets, RunLedger ledger, JobLocks locks, Tries tries) {
        return new Runner(settings, budgets, ledger, locks, tries);
    }
}
