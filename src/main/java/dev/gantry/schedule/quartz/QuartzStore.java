package dev.gantry.schedule.quartz;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;

import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.impl.jdbcjobstore.StdJDBCDelegate;
import org.quartz.spi.ThreadPool;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/**
 * Where Quartz keeps its jobs and triggers.
 *
 * @param instance who this process is in a cluster; empty: it is alone
 * @param patience for how long one of a cluster may not be heard of
 */
public record QuartzStore(DataSource database, Optional<String> instance, Duration patience) {

    /** Of so many looks at each other that Quartz's machines have in that time, some may come late. */
    private static final int CHECKS = 3;

    /** Quartz looks this often, in milliseconds, for what other machines have brought in. */
    private static final String BETWEEN_LOOKS = "2000";

    private static final String BETWEEN_LOOKS_FOR_PARTITIONS = "1000";

    /** A scheduler that does nothing yet. */
    Scheduler scheduler(String name, Class<? extends ThreadPool> threads) throws SchedulerException {
        DBConnectionManager.getInstance().addConnectionProvider(name, new Connections(database));
        return new StdSchedulerFactory(properties(name, threads)).getScheduler();
    }

    /** The same, of which this machine carries out only so many jobs at once. */
    Scheduler few(String name, int most) throws SchedulerException {
        DBConnectionManager.getInstance().addConnectionProvider(name, new Connections(database));
        Properties properties = properties(name, FewThreads.class);
        properties.setProperty("org.quartz.threadPool.most", Integer.toString(most));
        properties.setProperty("org.quartz.scheduler.idleWaitTime", BETWEEN_LOOKS_FOR_PARTITIONS);
        return new StdSchedulerFactory(properties).getScheduler();
    }

    private Properties properties(String name, Class<? extends ThreadPool> threads) {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", name);
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        properties.setProperty("org.quartz.threadPool.class", threads.getName());
        properties.setProperty("org.quartz.jobStore.class", JobStoreTX.class.getName());
        properties.setProperty("org.quartz.jobStore.driverDelegateClass", StdJDBCDelegate.class.getName());
        properties.setProperty("org.quartz.jobStore.dataSource", name);
        properties.setProperty("org.quartz.jobStore.tablePrefix", "qrtz_");
        properties.setProperty("org.quartz.jobStore.useProperties", "true");
        instance.ifPresent(each -> {
            properties.setProperty("org.quartz.scheduler.instanceId", each);
            properties.setProperty("org.quartz.scheduler.idleWaitTime", BETWEEN_LOOKS);
            properties.setProperty("org.quartz.jobStore.isClustered", "true");
            properties.setProperty(
                    "org.quartz.jobStore.clusterCheckinInterval", Long.toString(patience.toMillis() / CHECKS));
            properties.setProperty("org.quartz.jobStore.driverDelegateClass", PostgreSQLDelegate.class.getName());
        });
        return properties;
    }

    private record Connections(DataSource database) implements ConnectionProvider {

        @Override
        public Connection getConnection() throws SQLException {
            return database.getConnection();
        }

        @Override
        public void shutdown() {
            // Whoever opened the database closes it.
        }

        @Override
        public void initialize() {
            // It is open.
        }
    }
}
