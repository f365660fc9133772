package dev.gantry.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.files.s3.S3Server;
import dev.gantry.run.HaltAtChunk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Jobs that publish to object storage, as their users run them. */
class S3RunIT {

    private static final int PLAYERS = 300;
    private static final int FILES = 15;

    private static final String JOB = """
            job: saves
            source:
              data-store-entries: {universe: "1", data-store: PlayerData, partitions: none}
            transform:
              - map: '{id, value, revisionId, etag, saved: .revisionCreateTime}'
            sink:
              parquet: {path: "%s", key: [id], rows-per-file: 20}
            limits: {read: none, list: none, write: none, remove: none}
            """;

    @TempDir
    private Path temp;

    private S3Server server;
    private Emulator emulator;

    @BeforeEach
    void start() throws Exception {
        server = S3Server.in(Files.createDirectory(temp.resolve("objects")));
        emulator =
                Emulator.start(EmulatorOptions.defaults().withPlayers(PLAYERS).withLimits(false));
    }

    @AfterEach
    void stop() {
        emulator.close();
        server.close();
    }

    /** Without credentials for S3, and with none to be found on the machine. */
    private Gantries gantry(String path) {
        return Gantries.in(temp.resolve("work"), temp)
                .against(emulator)
                .with("AWS_ENDPOINT_URL_S3", server.uri().toString())
                .with("AWS_EC2_METADATA_DISABLED", "true")
                .with("AWS_CONFIG_FILE", temp.resolve("none").toString())
                .with("AWS_SHARED_CREDENTIALS_FILE", temp.resolve("none").toString())
                .job("saves.yml", JOB.formatted(path));
    }

    private static Gantries known(Gantries gantry) {
        return gantry.with("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY).with("AWS_SECRET_ACCESS_KEY", S3Server.SECRET);
    }

    private List<String> rows(String prefix) throws Exception {
        Path copy = Files.createTempDirectory(temp, "copy");
        server.download(prefix, copy);
        return PublishedRows.of(copy);
    }

    private List<String> unbroken() throws Exception {
        Gantries gantry = gantry("local");
        gantry.run("run", "saves.yml").with(ExitCode.DONE);
        return PublishedRows.of(gantry.file("local"));
    }

    @Test
    void publishesWhatAFolderWouldHold() throws Exception {
        List<String> expected = unbroken();
        Gantries.Ended ended =
                known(gantry("s3://archive/saves")).run("run", "saves.yml").with(ExitCode.DONE);
        assertThat(ended.out()).contains("300 rows in 15 files", "s3://archive/saves");
        assertThat(ended.err()).doesNotContain("WARN");
        assertThat(rows("saves")).hasSize(PLAYERS).isEqualTo(expected);
        assertThat(server.names("saves")).hasSize(FILES + 2).contains("_SUCCESS", "_schema.json");
        assertThat(temp.resolve("work/.gantry/uploads")).isEmptyDirectory();
    }

    @Test
    void takesTheStoreFromItsSettings() throws Exception {
        known(gantry("s3://archive/saves"))
                .with("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1")
                .withJvm("-Dgantry.s3.endpoint=" + server.uri(), "-Dgantry.s3.region=eu-central-1")
                .withJvm("-Dgantry.s3.path-style=true")
                .run("run", "saves.yml")
                .with(ExitCode.DONE);
        assertThat(rows("saves")).hasSize(PLAYERS);
    }

    @Test
    void refusesBeforeItReadsAnything() {
        assertThat(gantry("s3://archive/saves")
                        .run("run", "saves.yml")
                        .with(ExitCode.MISTAKE)
                        .err())
                .contains("cannot list s3://archive/saves/: there are no credentials for S3. They are read from"
                        + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
                .doesNotContain("\tat ");
        assertThat(known(gantry("s3://archive/saves"))
                        .with("AWS_SECRET_ACCESS_KEY", "not-the-s3cr3t")
                        .run("run", "saves.yml")
                        .with(ExitCode.MISTAKE)
                        .all())
                .contains("the store does not accept the credentials (SignatureDoesNotMatch, HTTP 403)")
                .doesNotContain("not-the-s3cr3t", S3Server.ACCESS_KEY, "\tat ");
        assertThat(known(gantry("s3://nowhere/saves"))
                        .run("run", "saves.yml")
                        .with(ExitCode.MISTAKE)
                        .err())
                .contains("there is no bucket nowhere (NoSuchBucket, HTTP 404). Create it or name another one.");
        assertThat(known(gantry("s3://archive"))
                        .run("validate", "saves.yml")
                        .with(ExitCode.MISTAKE)
                        .err())
                .contains("Name a prefix in it, such as s3://archive/players.");
        assertThat(known(gantry("s3://archive/saves"))
                        .with("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1")
                        .run("run", "saves.yml")
                        .with(ExitCode.FAILED)
                        .err())
                .contains("cannot list s3://archive/saves/: ", "Check the network and the store")
                .doesNotContain("\tat ");
        assertThat(emulator.stats().requests()).isZero();
    }

    /** Each try is killed one step later than the one before. */
    @Test
    void survivesKillsWhilePublishing() throws Exception {
        List<String> expected = unbroken();
        Gantries gantry = known(gantry("s3://archive/saves"));
        killAt("UploadPart saves/part-00000.parquet", gantry, "run", "saves.yml");
        killAt("UploadPart saves/part-00009.parquet", gantry, "resume");
        assertThat(server.names("saves")).isEmpty();
        killAt("CompleteMultipartUpload saves/part-00007.parquet", gantry, "resume");
        killAt("PutObject saves/_SUCCESS", gantry, "resume");
        assertThat(server.names("saves")).hasSizeGreaterThanOrEqualTo(FILES + 1);
        assertThat(gantry.run("resume").with(ExitCode.DONE).out()).contains("300 rows in 15 files");
        assertThat(rows("saves")).isEqualTo(expected);
        assertThat(server.names("saves")).hasSize(FILES + 2).contains("_SUCCESS", "_schema.json");
        assertThat(server.bucket().uploads("saves/")).isEmpty();
        assertThat(temp.resolve("work/.gantry/uploads")).isEmptyDirectory();
        assertThat(emulator.stats().entryGets()).isEqualTo(2 * PLAYERS);
    }

    private void killAt(String change, Gantries gantry, String... arguments) {
        CompletableFuture<Gantries.Started> victim = new CompletableFuture<>();
        server.listen(seen -> {
            if (seen.equals(change)) {
                victim.join().kill();
            }
        });
        Gantries.Started started = gantry.start(arguments);
        victim.complete(started);
        started.await().with(HaltAtChunk.KILLED);
        server.listen(seen -> {});
    }

    /** The job of the repository that is meant for it; others run it into a folder. */
    @Test
    void archivesAStore() throws Exception {
        known(gantry("unused"))
                .with("ARCHIVE", "s3://archive/kept")
                .run("run", Path.of("jobs/archive-to-s3.yml").toAbsolutePath().toString(), "--param", "store=Settings")
                .with(ExitCode.DONE);
        List<String> names = server.names("kept/Settings");
        assertThat(names)
                .hasSize(3)
                .allMatch(name -> name.matches("date=[0-9-]{10}/(_SUCCESS|_schema.json|part-00000.jsonl.zst)"));
    }
}
