package dev.gantry.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.gantry.backup.BackupKey;
import dev.gantry.backup.repository.Keys;
import dev.gantry.backup.repository.Manifest;
import dev.gantry.backup.repository.Repository;
import dev.gantry.files.Location;
import dev.gantry.files.s3.S3;
import dev.gantry.job.SecretName;
import dev.gantry.job.UserMistake;
import dev.gantry.run.Settings;
import picocli.CommandLine.Option;

/** Where backups are. */
final class RepositoryOption {

    static final String DEFAULT = "backups";

    private static final String VARIABLE = "GANTRY_BACKUP_KEY";

    @Option(
            names = "--repository",
            paramLabel = "PATH",
            defaultValue = DEFAULT,
            description =
                    "The folder or s3://bucket/prefix that the backups are in; ${DEFAULT-VALUE} unless told otherwise.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    String path;

    @Option(
            names = "--key",
            paramLabel = "SECRET",
            description =
                    "The key of encrypted backups: file:/path, or '$${NAME}' of the environment; GANTRY_BACKUP_KEY of the"
                            + " environment unless told otherwise. Repeatable, where backups have several.")
    private List<String> keys = new ArrayList<>();

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
            return new Opened(Repository.at(Location.parse(path), s3, scratch).with(keys()), s3);
        } catch (IllegalArgumentException wrong) {
            s3.close();
            throw new UserMistake("--repository " + path + ": " + wrong.getMessage() + ".");
        } catch (UserMistake noKey) {
            s3.close();
            throw noKey;
        }
    }

    /** Where the key of a backup is; empty: nobody said, or the backup is not encrypted. */
    Optional<SecretName> keyOf(Manifest manifest) {
        return named().stream()
                .filter(key -> key.read().fingerprint().equals(manifest.encryptedBy()))
                .map(BackupKey::name)
                .findFirst();
    }

    private Keys keys() {
        return Keys.of(named().stream().map(BackupKey::read).toList());
    }

    private List<BackupKey> named() {
        if (keys.isEmpty()) {
            return System.getenv().containsKey(VARIABLE)
                    ? List.of(new BackupKey(new SecretName("${" + VARIABLE + "}")))
                    : List.of();
        }
        return keys.stream().map(RepositoryOption::key).toList();
    }

    private static BackupKey key(String text) {
        try {
            return new BackupKey(new SecretName(text));
        } catch (IllegalArgumentException plain) {
            // It is not repeated: it may be the key itself.
            throw new UserMistake("--key " + plain.getMessage() + ".");
        }
    }
}
