package dev.gantry.cli;

import java.nio.file.Path;

import dev.gantry.backup.repository.Repository;
import dev.gantry.files.Location;
import dev.gantry.files.s3.S3;
import dev.gantry.job.UserMistake;
import dev.gantry.run.Settings;
import picocli.CommandLine.Option;

/** Where backups are. */
final class RepositoryOption {

    static final String DEFAULT = "backups";

    @Option(
            names = "--repository",
            paramLabel = "PATH",
            defaultValue = DEFAULT,
            description =
                    "The folder or s3://bucket/prefix that the backups are in; ${DEFAULT-VALUE} unless told otherwise.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    String path;

    /** A repository and the way to it. */
    record Opened(Repository repository, S3 s3) implements AutoCloseable {
        @Override
        public void close() {
            s3.close();
        }
    }

    Opened open() {
        Settings settings = Application.settings();
        S3 s3 = S3.of(settings.s3());
        Path scratch = settings.state().resolve("uploads");
        try {
            return new Opened(Repository.at(Location.parse(path), s3, scratch), s3);
        } catch (IllegalArgumentException wrong) {
            s3.close();
            throw new UserMistake("--repository " + path + ": " + wrong.getMessage() + ".");
        }
    }
}
