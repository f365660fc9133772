package dev.gantry.backup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.gantry.backup.repository.Backup;
import dev.gantry.backup.repository.Locked;
import dev.gantry.backup.repository.Manifest;
import dev.gantry.backup.repository.Repository;
import dev.gantry.backup.repository.RepositoryLocked;
import dev.gantry.backup.repository.VerifyBackups;
import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.files.Location;
import dev.gantry.files.s3.S3Server;
import dev.gantry.opencloud.HandSetTime;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.source.Clients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A repository in an object store is what one in a folder is. */
@Timeout(60)
class S3BackupIT {
    private static final String AT = "s3://" + S3Server.BUCKET + "/game/backups";

    @TempDir
    private Path temp;

    @Test
    void backupsAreMadeProvedAndRemovedByOneAtATime() throws Exception {
        HandSetTime time = HandSetTime.passingBySleep();
        try (S3Server server = S3Server.in(Files.createDirectory(temp.resolve("objects")));
                Emulator emulator = Emulator.start(EmulatorOptions.defaults()
                        .withPlayers(0)
                        .withLimits(false)
                        .withClock(time::now));
                OpenCloud cloud = Clients.of(emulator, time)) {
            Backups backups = new Backups(Files.createDirectory(temp.resolve("runs")), cloud, server.s3());
            for (int i = 0; i < 20; i++) {
                emulator.dataStores().put(1, "Saves", "global", "k" + i, "{\"n\":" + i + "}");
            }
            String job = "job: night\nbackup: {universe: \"1\", data-stores: [Saves], to: \"" + AT + "\"}\n";
            Manifest first = backups.take(job);
            time.passes(Duration.ofDays(1));
            emulator.dataStores().put(1, "Saves", "global", "k3", "3");
            Manifest second = backups.take(job);
            Repository repository = backups.repository(Location.parse(AT));

            assertThat(second.ledger().unchanged()).isEqualTo(19);
            VerifyBackups verify = new VerifyBackups(repository);
            assertThat(List.of(verify.of(first), verify.of(second))).allMatch(verified -> verified.isWhole());
            Backup opened = repository.open("latest");
            Map<String, List<String>> contents = Backups.contents(opened);
            assertThat(contents).hasSize(20).containsEntry("Saves/global/k3", List.of("3", "[]", "{}"));
            try (Locked locked = repository.lock("a test", Duration.ZERO)) {
                assertThatExceptionOfType(RepositoryLocked.class)
                        .isThrownBy(() -> repository.lock("another", Duration.ZERO));
                locked.remove(List.of(first));
            }
            assertThat(repository.manifests()).containsExactly(second);
            assertThat(Backups.contents(repository.open(second))).isEqualTo(contents);
            assertThat(server.names("game/backups"))
                    .contains(first.id() + "/entries-00000.parquet", second.id() + "/manifest.json")
                    .doesNotContain(first.id() + "/manifest.json", ".lock");
        }
    }
}
