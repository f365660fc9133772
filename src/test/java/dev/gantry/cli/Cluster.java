package dev.gantry.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.gantry.database.PostgreSqlServer;
import dev.gantry.emulator.Emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Services of one cluster: processes of their own on one PostgreSQL and one folder, as on one volume. */
final class Cluster implements AutoCloseable {

    private final String url = PostgreSqlServer.running().newDatabase();
    private final Gantries gantry;
    private final List<Gantries.Started> services = new ArrayList<>();

    /** @param patience as {@code gantry.cluster.patience} */
    Cluster(Path folder, Emulator emulator, String patience) throws IOException {
        gantry = Gantries.in(folder.resolve("work"), folder)
                .against(emulator)
                .with("STATE_PASSWORD", "postgres")
                .withChunks(10, 5);
        Files.createDirectories(gantry.file("jobs"));
        Files.createDirectories(gantry.file("config"));
        configure("", patience);
    }

    /** @param more of gantry: */
    Cluster configure(String more, String patience) {
        gantry.job("config/application.yml", """
                gantry:
                  database: {url: "%s", user: postgres, password: "${STATE_PASSWORD}"}
                  cluster: {patience: %s}
                %s""".formatted(url, patience, more));
        return this;
    }

    Gantries gantry() {
        return gantry;
    }

    /** So many more services, ready. */
    void serve(int more) {
        List<Gantries.Started> started = new ArrayList<>();
        for (int i = 0; i < more; i++) {
            started.add(gantry.start("serve"));
        }
        services.addAll(started);
        started.forEach(each -> await().until(() -> each.out().contains("Serving")));
    }

    /** Those that have not ended. */
    List<Gantries.Started> living() {
        return services.stream().filter(each -> each.process().isAlive()).toList();
    }

    /** Has the cluster run a job now, as {@code gantry schedule run}; returns the firing. */
    long fire(String job) {
        return number("INSERT INTO gantry_firing (id, job, cause, fire_time, due, state, failures) VALUES"
                + " (nextval('gantry_firing_seq'), '" + job + "', 'MANUAL', now(), now(), 'WAITING', 0) RETURNING id");
    }

    String state(long firing) {
        return texts("SELECT state FROM gantry_firing WHERE id = " + firing).getFirst();
    }

    long run(long firing) {
        return number("SELECT COALESCE(run, 0) FROM gantry_firing WHERE id = " + firing);
    }

    /** The service that has a run in hand: the last to have begun with it. */
    Optional<Gantries.Started> managerOf(long run) {
        return living().stream()
                .filter(each -> each.err().contains("run " + run + " starts")
                        || each.err().contains("run " + run + " goes on"))
                .filter(each -> !each.err().contains("run " + run + " stopped"))
                .findFirst();
    }

    /** The process ids of those that work on partitions of a run. */
    List<String> workersOf(long run) {
        return texts("SELECT DISTINCT regexp_replace(worker, '.* process ', '') FROM gantry_spread"
                + " WHERE worker IS NOT NULL AND outcome IS NULL AND run = " + run);
    }

    /** How many attempts at its partitions a run's present try has seen. */
    long attemptsOf(long run) {
        return number("SELECT COUNT(*) FROM gantry_spread WHERE run = " + run);
    }

    long number(String sql) {
        return Long.parseLong(texts(sql).getFirst());
    }

    List<String> texts(String sql) {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** All lines that were published below a folder. */
    List<String> published(String folder) {
        try (Stream<Path> files = Files.walk(gantry.file(folder))) {
            List<String> lines = new ArrayList<>();
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
            return lines;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What all services have logged, to be shown where something is not as it should be. */
    String logs() {
        StringBuilder logs = new StringBuilder();
        services.forEach(each -> logs.append("--- process ")
                .append(each.process().pid())
                .append('\n')
                .append(each.out())
                .append(each.err()));
        return logs.toString();
    }

    @Override
    public void close() {
        services.forEach(Gantries.Started::kill);
        services.forEach(each -> assertThat(each.await().code()).isNotEqualTo(-1));
    }
}
