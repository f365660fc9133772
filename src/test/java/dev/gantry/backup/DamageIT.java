package dev.gantry.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.gantry.backup.repository.BackupDamaged;
import dev.gantry.backup.repository.CompareBackups;
import dev.gantry.backup.repository.CompareBackups.Kind;
import dev.gantry.backup.repository.EntryKey;
import dev.gantry.backup.repository.FileRef;
import dev.gantry.backup.repository.Manifest;
import dev.gantry.backup.repository.Repository;
import dev.gantry.backup.repository.Verified;
import dev.gantry.backup.repository.Verified.Damage;
import dev.gantry.backup.repository.VerifyBackups;
import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.files.Location;
import dev.gantry.opencloud.HandSetTime;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.source.Clients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Whatever happens to the files of a repository is found and named. */
@Timeout(60)
class DamageIT {
    private static final int ENTRIES = 40;

    @TempDir
    private Path temp;

    private final HandSetTime time = HandSetTime.passingBySleep();
    private final Emulator emulator = Emulator.start(
            EmulatorOptions.defaults().withPlayers(0).withLimits(false).withClock(time::now));
    private final OpenCloud cloud = Clients.of(emulator, time);

    @SuppressWarnings("NullAway.Init") // before each test
    private Backups backups;

    @SuppressWarnings("NullAway.Init") // before each test
    private Manifest first;

    @SuppressWarnings("NullAway.Init") // before each test
    private Manifest second;

    @BeforeEach
    void begin() throws Exception {
        backups = new Backups(temp, cloud);
        for (int i = 0; i < ENTRIES; i++) {
            emulator.dataStores().put(1, "Saves", "global", "k" + i, "{\"n\":" + i + "}");
        }
        emulator.dataStores().remove(1, "Saves", "global", "k39");
        first = backups.take(job());
        time.passes(Duration.ofDays(1));
        emulator.dataStores().put(1, "Saves", "global", "k7", "7");
        emulator.dataStores().put(1, "Saves", "global", "new", "8");
        emulator.dataStores().remove(1, "Saves", "global", "k8");
        second = backups.take(job());
    }

    @AfterEach
    void end() {
        cloud.close();
        emulator.close();
    }

    private String job() {
        return "job: night\nbackup: {universe: \"1\", data-stores: [Saves], to: \"" + temp.resolve("repository")
                + "\"}\n";
    }

    private Repository repository() {
        return backups.repository(new Location.Local(temp.resolve("repository").toString()));
    }

    private Verified verify(Manifest manifest) {
        return new VerifyBackups(repository()).of(manifest);
    }

    private Path file(FileRef file) {
        return temp.resolve("repository").resolve(file.name());
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[Math.floorMod(at, bytes.length)] ^= 0x10;
        Files.write(file, bytes);
    }

    @Test
    void whatIsWholeIsSaidToBe() {
        assertThat(verify(first)).isEqualTo(new Verified(first.id(), ENTRIES - 1, bytes(first), List.of(), ""));
        assertThat(verify(second)).isEqualTo(new Verified(second.id(), ENTRIES - 1, bytes(second), List.of(), ""));
        assertThat(second.ledger().unchanged()).isEqualTo(ENTRIES - 3);
    }

    private static long bytes(Manifest manifest) {
        return manifest.files().stream().mapToLong(FileRef::bytes).sum();
    }

    @Test
    void aFlippedByteOfAnyFileIsFoundWithTheKeysThatAreLost() throws IOException {
        for (FileRef file : second.files()) {
            for (int at : new int[] {0, 5, -1, (int) file.bytes() / 2, (int) file.bytes() / 3}) {
                flip(file(file), at);
                List<Damage> damages = verify(second).damages();
                assertThat(damages).extracting(Damage::file).containsExactly(file.name());
                assertThat(damages.getFirst().why()).contains("its SHA-256 is");
                boolean holdsEntries = file.name().contains("entries-");
                boolean isFirst = file.name().startsWith(first.id());
                assertThat(damages.getFirst().keys().stream().map(EntryKey::id).toList())
                        .hasSize(!holdsEntries && !file.name().contains("keys-") ? 0 : isFirst ? ENTRIES - 3 : 2);
                flip(file(file), at);
            }
        }
        assertThat(verify(second).isWhole()).isTrue();
    }

    @Test
    void aPartThatIsGoneIsFoundWithItsKeysInEveryBackupThatNeedsIt() throws IOException {
        FileRef part = first.parts().getFirst().entries();
        Files.delete(file(part));

        Damage inFirst = verify(first).damages().getFirst();
        assertThat(inFirst.file()).isEqualTo(part.name());
        assertThat(inFirst.why()).contains("it is not there");
        assertThat(inFirst.keys()).hasSize(ENTRIES - 1).contains(new EntryKey("Saves", "global", "k8"));
        assertThat(verify(second).damages().getFirst().keys())
                .hasSize(ENTRIES - 3)
                .doesNotContain(new EntryKey("Saves", "global", "k8"));
        assertThatExceptionOfType(BackupDamaged.class)
                .isThrownBy(() -> backups.begin("job: restore\nrestore: {backup: " + first.id()
                                + ", universe: \"1\", from: \"" + temp.resolve("repository") + "\"}\n")
                        .restore())
                .withMessageContaining(part.name() + " is damaged: it is not there");
    }

    @Test
    void aManifestThatIsCutOffOrChangedAnywhereIsFound() throws IOException {
        Path manifest = temp.resolve("repository").resolve(first.id()).resolve("manifest.json");
        byte[] whole = Files.readAllBytes(manifest);
        List<byte[]> spoilt = new ArrayList<>();
        for (int length : new int[] {0, 1, 100, whole.length / 2, whole.length - 1}) {
            spoilt.add(Arrays.copyOf(whole, length));
        }
        for (int at = 0; at < whole.length; at += whole.length / 50) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x04;
            spoilt.add(flipped);
        }
        for (byte[] each : spoilt) {
            Files.write(manifest, each);
            assertThat(repository().list().getLast())
                    .isInstanceOfSatisfying(Repository.Listed.Damaged.class, damaged -> {
                        assertThat(damaged.id()).isEqualTo(first.id());
                        assertThat(damaged.why())
                                .startsWith("The manifest " + first.id() + "/manifest.json is damaged: ");
                    });
        }
        assertThatExceptionOfType(BackupDamaged.class)
                .isThrownBy(() -> repository().open(first.id()));
    }

    @Test
    void aDamagedPartIsNotReferredToAgain() throws Exception {
        flip(file(first.parts().getFirst().keys()), 50);
        time.passes(Duration.ofDays(1));

        Manifest third = backups.take(job());

        assertThat(verify(third).isWhole()).isTrue();
        assertThat(third.ledger().stored()).isEqualTo(ENTRIES - 3);
        assertThat(third.parts()).extracting("backup").containsExactlyInAnyOrder(second.id(), third.id());
    }

    @Test
    void twoBackupsAreCompared() {
        CompareBackups compared =
                CompareBackups.of(repository().open(first), repository().open(second));

        assertThat(compared.first(10))
                .extracting(each -> each.kind() + " "
                        + each.before().or(each::after).orElseThrow().key().id())
                .containsExactly("CHANGED k7", "REMOVED k8", "ADDED new");
        assertThat(compared.counts().get("Saves")).containsEntry(Kind.ADDED, 1L).containsEntry(Kind.CHANGED, 1L);
        assertThat(compared.first(1).getFirst().before().orElseThrow().value()).isEqualTo("{\"n\":7}");
        assertThat(compared.first(1).getFirst().after().orElseThrow().value()).isEqualTo("7");
        assertThat(CompareBackups.of(repository().open(first), repository().open(first))
                        .size())
                .isZero();
    }
}
