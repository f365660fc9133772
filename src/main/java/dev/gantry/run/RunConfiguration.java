package dev.gantry.run;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.gantry.job.Row;
import dev.gantry.opencloud.limits.Budgets;
import dev.gantry.run.budget.BudgetSharing;
import dev.gantry.run.state.JobLocks;
import dev.gantry.run.state.PostgresState;
import dev.gantry.run.state.ProcessToken;
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
import org.springframework.context.annotation.Import;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Isolation;

/** The job repository on the state's database, and what runs jobs on it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Settings.class)
@Import(StateConfiguration.class)
public class RunConfiguration {

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
        return BudgetSharing.by(
                StateConfiguration.postgres(settings, process).map(PostgresState::poolOfBudgets), process.token());
    }

    /** What limits the requests of all runs, and tells how much of it is used. */
    @Bean
    Budgets budgets(BudgetSharing sharing) {
        return sharing.budgets();
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
