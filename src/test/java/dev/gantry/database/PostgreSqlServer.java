package dev.gantry.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

import dev.gantry.job.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server of this JVM's, which ends with it. */
public final class PostgreSqlServer {
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

    DatabaseAddress address(String database) {
        return new DatabaseAddress(
                url(database),
                Optional.of("postgres"),
                Optional.of(Secret.of("postgres")));
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }

    private static void close(EmbeddedPostgres started) {
        try {
            started.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
