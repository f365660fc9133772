package dev.gantry.database;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.gantry.files.Durable;
import dev.gantry.job.Secret;
import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/** A MariaDB server of this JVM's, in a folder and on a port of its own, which ends with it. */
final class MariaDbServer {
    private static final String PASSWORD = "a password of tests";
    private static @Nullable MariaDbServer running;

    private final int port;

    private MariaDbServer(int port) {
        this.port = port;
    }

    static boolean isInstalled() {
        return find("mariadbd").isPresent() && find("mariadb-install-db").isPresent();
    }

    static synchronized MariaDbServer running() {
        if (running == null) {
            try {
                running = started();
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        }
        return running;
    }

    DatabaseAddress address(String database) {
        return new DatabaseAddress(
                "jdbc:mariadb://127.0.0.1:" + port + "/" + database,
                Optional.of("gantry"),
                Optional.of(Secret.of(PASSWORD)));
    }

    private static MariaDbServer started() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("gantry-mariadb");
        Path log = folder.resolve("install.log");
        Path data = folder.resolve("data");
        Process install = new ProcessBuilder(
                        find("mariadb-install-db").orElseThrow(),
                        "--no-defaults",
                        "--user=" + System.getProperty("user.name"),
                        "--datadir=" + data,
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (install.waitFor() != 0) {
            throw new IOException("mariadb-install-db failed: " + Files.readString(log));
        }
        Path setup = Files.writeString(
                folder.resolve("setup.sql"),
                "CREATE USER 'gantry'@'127.0.0.1' IDENTIFIED BY '" + PASSWORD
                        + "';\nGRANT ALL ON *.* TO 'gantry'@'127.0.0.1';\n");
        int port = freePort();
        Process server = new ProcessBuilder(List.of(
                        find("mariadbd").orElseThrow(),
                        "--no-defaults",
                        "--user=" + System.getProperty("user.name"),
                        "--datadir=" + data,
                        "--socket=" + folder.resolve("socket"),
                        "--pid-file=" + folder.resolve("pid"),
                        "--bind-address=127.0.0.1",
                        "--skip-name-resolve",
                        "--port=" + port,
                        "--init-file=" + setup,
                        "--innodb-flush-log-at-trx-commit=2"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, folder)));
        MariaDbServer started = new MariaDbServer(port);
        await().atMost(Duration.ofSeconds(60)).until(() -> started.answers(server, folder));
        return started;
    }

    private boolean answers(Process server, Path folder) throws IOException {
        if (!server.isAlive()) {
            throw new IOException("mariadbd ended: " + Files.readString(folder.resolve("server.log")));
        }
        try {
            Product.connect(address("mysql")).close();
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static void end(Process server, Path folder) {
        server.destroyForcibly();
        try {
            server.waitFor();
            Durable.deleteTree(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Optional<String> find(String program) {
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
