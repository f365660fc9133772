package dev.gantry.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gantry.job.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server of this JVM's, which ends with it. */
public final class PostgreSqlServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable PostgreSqlServer running;

    private final EmbeddedPostgres server;

    private PostgreSqlServer(EmbeddedPostgres server) {
        this.server = server;
    }

    public static synchronized PostgreSqlServer running() {
        if (running == null) {
            try {
                EmbeddedPostgres started = EmbeddedPostgres.start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(started)));
                running = new PostgreSqlServer(started);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return running;
    }

    /** An empty database of its own; its URL, for the user and password {@code postgres}. */
    public String newDatabase() {
        String name = "own" + DATABASES.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
            return address(name).url();
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    DatabaseAddress address(String database) {
        return new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database,
                Optional.of("postgres"),
                Optional.of(Secret.of("postgres")));
    }

    private static void close(EmbeddedPostgres started) {
        try {
            started.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
