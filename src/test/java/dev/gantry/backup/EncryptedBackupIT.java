package dev.gantry.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import dev.gantry.backup.repository.Backup;
import dev.gantry.backup.repository.BackupDamaged;
import dev.gantry.backup.repository.CompareBackups;
import dev.gantry.backup.repository.FileRef;
import dev.gantry.backup.repository.Keys;
import dev.gantry.backup.repository.Manifest;
import dev.gantry.backup.repository.Repository;
import dev.gantry.backup.repository.StoreCount;
import dev.gantry.backup.repository.Verified;
import dev.gantry.backup.repository.VerifyBackups;
import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.files.Durable;
import dev.gantry.files.EncryptionKey;
import dev.gantry.files.Location;
import dev.gantry.job.Secret;
import dev.gantry.job.UserMistake;
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

/** Who has the key of a backup has all of it, and who has not has nothing. */
@Timeout(60)
class EncryptedBackupIT {
    private static final List<String> MARKERS = List.of("Sesame", "Player_77", "users/77", "Saves");
    private static final List<String> VALUES = List.of(
            "{\"word\":\"Sesame\",\"n\":9007199254740993}",
            "1e400",
            "-0",
            "0.10",
            "[{},[],null]",
            "\"Sesame \\ud83c\\udfe0 \\u0000 ç 🏠\"",
            "\"" + "Sesame".repeat(50_000) + "\"",
            "true");

    @TempDir
    private Path temp;

    private final HandSetTime time = HandSetTime.passingBySleep();
    private final Emulator emulator = Emulator.start(
            EmulatorOptions.defaults().withPlayers(0).withLimits(false).withClock(time::now));
    private final OpenCloud cloud = Clients.of(emulator, time);

    @SuppressWarnings("NullAway.Init") // before each test
    private Backups backups;

    @BeforeEach
    void begin() throws IOException {
        backups = new Backups(temp, cloud);
        key("one", (byte) 1);
        key("other", (byte) 2);
        for (int i = 0; i < VALUES.size(); i++) {
            put("Player_7" + i, VALUES.get(i));
        }
        put("a/b @100% 🏠 Sesame", "7");
    }

    @AfterEach
    void end() {
        cloud.close();
        emulator.close();
    }

    private void put(String id, String value) {
        emulator.dataStores().put(1, "Saves", "global", id, value, List.of("users/77"), "{\"word\":\"Sesame\"}");
    }

    private void key(String name, byte bits) throws IOException {
        byte[] key = new byte[32];
        Arrays.fill(key, bits);
        Files.writeString(temp.resolve(name), Base64.getEncoder().encodeToString(key) + "\n");
    }

    private EncryptionKey key(String name) throws IOException {
        return EncryptionKey.of(Secret.of(Files.readString(temp.resolve(name))));
    }

    private String job(String encrypt) {
        return "job: night\nbackup: {universe: \"1\", data-stores: [Saves], to: \"" + temp.resolve("repository") + "\""
                + encrypt + "}\n";
    }

    private Manifest take(String key) throws Exception {
        Manifest made = backups.take(job(", encrypt: \"file:" + temp.resolve(key) + "\""));
        time.passes(Duration.ofDays(1));
        return made;
    }

    private Repository repository(String... keys) throws IOException {
        List<EncryptionKey> all = new ArrayList<>();
        for (String each : keys) {
            all.add(key(each));
        }
        return backups.repository(new Location.Local(temp.resolve("repository").toString()))
                .with(Keys.of(all));
    }

    private Map<String, List<String>> contents(String id, String... keys) throws IOException {
        return Backups.contents(repository(keys).open(id));
    }

    @Test
    void everythingComesBackToTheLetterAndNothingIsInPlainOnDisk() throws Exception {
        Manifest plain = backups.take(job(""));
        time.passes(Duration.ofDays(1));
        String parts = plain.id() + "/entries-00000.parquet: ";
        assertThat(Traces.of(MARKERS, temp.resolve("repository")))
                .contains(
                        parts + "Sesame",
                        parts + "Player_77",
                        parts + "users/77",
                        plain.id() + "/manifest.json: Saves");
        Map<String, List<String>> before = contents(plain.id());
        assertThat(before).hasSize(VALUES.size() + 1);
        Durable.deleteTree(temp.resolve("repository"));

        emulator.dataStores().remove(1, "Saves", "global", "Player_77");
        Manifest made = take("one");
        put("Player_77", "true");
        Manifest next = take("one");

        assertThat(Traces.of(MARKERS, temp.resolve("repository"))).isEmpty();
        assertThat(contents(next.id(), "one")).isEqualTo(before);
        assertThat(next.ledger().unchanged()).isEqualTo(VALUES.size());
        assertThat(next.stores()).extracting(StoreCount::name).containsExactly("Saves");
        assertThat(CompareBackups.of(
                                repository("one").open(made.id()),
                                repository("one").open(next.id()))
                        .size())
                .isOne();
        assertThat(new VerifyBackups(repository("one")).of(next).damages()).isEmpty();
    }

    @Test
    void anotherKeyOrNoneIsOneClearLine() throws Exception {
        Manifest made = take("one");
        String first = key("one").fingerprint();

        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> contents(made.id()))
                .withMessage("Backup " + made.id() + " is encrypted with key " + first
                        + ", and none was given. Name the one it was made with: --key file:/path, key: of a restore's"
                        + " job, or the environment's GANTRY_BACKUP_KEY.");
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> contents(made.id(), "other"))
                .withMessageContaining("is encrypted with key " + first + ", and another, "
                        + key("other").fingerprint() + " was given");
        Files.writeString(temp.resolve("other"), "a word");
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> take("other"))
                .withMessage("The key of the backup, file:" + temp.resolve("other") + ": what it holds is no key; "
                        + EncryptionKey.RULE + ".");
        assertThat(repository().open(made.id()).manifest().stores()).isEmpty();
        assertThat(repository().open(made.id()).manifest().ledger()).isEqualTo(made.ledger());
    }

    @Test
    void withoutTheKeyFilesAreStillHashedAndWhatIsNotProvedIsSaid() throws Exception {
        Manifest made = take("one");

        Verified verified =
                new VerifyBackups(repository()).of(repository().open(made.id()).manifest());
        assertThat(verified.isWhole()).isTrue();
        assertThat(verified.unproved())
                .contains("its rows and ledger were not read, for want of key "
                        + key("one").fingerprint());

        FileRef part = made.parts().getFirst().entries();
        flip(part);
        assertThat(new VerifyBackups(repository())
                        .of(repository().open(made.id()).manifest())
                        .damages())
                .singleElement()
                .satisfies(damage -> assertThat(damage.file()).isEqualTo(part.name()));
    }

    private void flip(FileRef file) throws IOException {
        Path path = temp.resolve("repository").resolve(file.name());
        byte[] bytes = Files.readAllBytes(path);
        bytes[bytes.length / 2] ^= 4;
        Files.write(path, bytes);
    }

    /** A part and a manifest that somebody changes who has not the key, hashes mended and all. */
    @Test
    void whatSomebodyWithoutTheKeyChangedIsRefused() throws Exception {
        Manifest made = take("one");
        Path path = temp.resolve("repository").resolve(made.id()).resolve("manifest.json");
        String text = Files.readString(path);
        String changed = text.replace("\"listed\" : " + made.ledger().listed(), "\"listed\" : 1");
        String body = changed.substring(0, changed.lastIndexOf(",\n  \"sha256\""));
        String seal = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
        Files.writeString(path, body + ",\n  \"sha256\" : \"" + seal + "\"\n}\n");

        assertThatExceptionOfType(BackupDamaged.class)
                .isThrownBy(() -> repository("one").open(made.id()))
                .withMessageContaining("it was changed by somebody who has not its key");
    }

    @Test
    void anotherKeyBeginsAnotherChainAndBothCanBeRead() throws Exception {
        Manifest plain = backups.take(job(""));
        time.passes(Duration.ofDays(1));
        Manifest first = take("one");
        Manifest second = take("other");
        Manifest third = take("one");

        assertThat(first.ledger().unchanged()).isZero();
        assertThat(second.ledger().unchanged()).isZero();
        assertThat(third.ledger().stored()).isZero();
        assertThat(third.parts()).extracting("backup").containsExactly(first.id());
        Repository both = repository("one", "other");
        assertThat(new VerifyBackups(both).of(second).isWhole()).isTrue();
        assertThat(Backups.contents(both.open(second.id()))).isEqualTo(Backups.contents(both.open(third.id())));
        assertThat(Backups.contents(both.open(plain.id()))).isEqualTo(Backups.contents(both.open(third.id())));
        assertThat(CompareBackups.of(both.open(second.id()), both.open(third.id()))
                        .size())
                .isZero();
    }

    @Test
    void itIsRestoredWithItsKey() throws Exception {
        Manifest made = take("one");
        put("Player_70", "\"ruined\"");

        String job = "job: restore\nrestore: {backup: " + made.id() + ", universe: \"1\", from: \""
                + temp.resolve("repository") + "\"";
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> backups.begin(job + "}\n"))
                .withMessageContaining("is encrypted with key");
        assertThat(backups.begin(job + ", key: \"file:" + temp.resolve("one") + "\"}\n")
                        .restore()
                        .changed())
                .isOne();
        assertThat(emulator.dataStores().value(1, "Saves", "global", "Player_70"))
                .hasValue(VALUES.getFirst());
    }

    @Test
    void duckDbReadsPartsWithTheKey() throws Exception {
        Manifest made = take("one");
        Backup backup = repository("one").open(made.id());
        String part = temp.resolve("repository")
                .resolve(made.parts().getFirst().entries().name())
                .toString();
        String key = Files.readString(temp.resolve("one")).strip();

        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA add_parquet_key('backup', '" + key + "')");
            // It does not find its way to pages that it passes over for a filter.
            statement.execute("SET disabled_optimizers = 'filter_pushdown'");
            assertThat(ask(
                            statement,
                            "SELECT value FROM read_parquet('" + part
                                    + "', encryption_config = {footer_key: 'backup'}) WHERE id = 'Player_70'"))
                    .isEqualTo(VALUES.getFirst());
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> ask(statement, "SELECT value FROM '" + part + "'"))
                    .withMessageContaining("encrypted");
        }
        assertThat(Backups.contents(backup)).hasSize(VALUES.size() + 1);
    }

    private static String ask(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
