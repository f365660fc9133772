package dev.gantry.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.emulator.Faults;
import dev.gantry.files.Durable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The right words and the right exit code for what users do wrong and for what goes wrong around them. */
class MistakesIT {

    private static final int PLAYERS = 600;
    private static final String SECRET = "s3cret-Key/that+nobody=may.see";

    @TempDir
    private Path temp;

    private Emulator emulator = Emulator.start(
            EmulatorOptions.defaults().withPlayers(PLAYERS).withLimits(false).withApiKey(SECRET));
    private Gantries gantry = Gantries.in(Path.of(""), Path.of(""));

    private final OneProcess process = new OneProcess();

    @BeforeEach
    void openFolder() {
        gantry = Gantries.in(temp.resolve("work"), temp)
                .against(emulator)
                .in(process)
                .job("saves.yml", job("PlayerData"));
    }

    @AfterEach
    void closeEmulatorAndLookForTheSecret() throws IOException {
        process.close();
        emulator.close();
        byte[] secret = SECRET.getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> files = Files.walk(temp)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(contains(Files.readAllBytes(file), secret))
                        .as("%s holds the API key", file)
                        .isFalse();
            }
        }
    }

    @Test
    void tellsBeforeTheRunWhatIsDeprecatedAndWhatToUseInstead() throws Exception {
        String deprecated = """
                job: media
                source:
                  call: {operation: games_get_v1_games__universeId__media, with: {universeId: "1"}, rows: data}
                sink:
                  parquet: {path: published}
                """;
        assertThat(gantry.job("media.yml", deprecated).run("run", "media.yml").err())
                .contains("note: games_get_v1_games__universeId__media is deprecated: use ");
    }

    @Test
    void readsIdsAndNamesOfAnyCharacters() throws Exception {
        List<String> ids = List.of(
                "a@b",
                "a/b",
                "100%",
                "key:1",
                "two words",
                "🏠",
                "ключ",
                "+&?=#",
                "a%2Fb",
                "\"q\\",
                "{b}",
                "~._-",
                "é");
        ids.forEach(id -> emulator.dataStores().put(1, "Odd / 🏠", "global", id, "{\"is\":1}"));
        gantry.job("odd.yml", job("\"Odd / 🏠\"")).run("run", "odd.yml").with(ExitCode.DONE);
        assertThat(PublishedRows.query("SELECT id FROM read_parquet('" + gantry.file("published") + "/*.parquet')"))
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(emulator.stats().byStatus()).containsOnlyKeys(200);
    }

    @Test
    void readsFourMegabyteValuesWithASmallHeap() throws Exception {
        int entries = 24;
        for (int i = 0; i < entries; i++) {
            emulator.dataStores()
                    .put(1, "Large", "global", "large-" + i, "\"" + (i + "-").repeat(4_000_000 / 4) + "\"");
        }
        Gantries.Ended ended = gantry.inTheirOwn()
                .withJvm("-Xmx256m")
                .job("large.yml", job("Large"))
                .run("run", "large.yml")
                .with(ExitCode.DONE);
        assertThat(ended.out()).contains("24 rows in 1 file");
        for (int i = 0; i < entries; i++) {
            assertThat(PublishedRows.query(
                            "SELECT value = '\"' || repeat('" + i + "-', 1000000) || '\"' FROM read_parquet('"
                                    + gantry.file("published") + "/*.parquet') WHERE id = 'large-" + i + "'"))
                    .as("large-" + i)
                    .containsExactly("true");
        }
    }

    @Test
    void tellsAnEmptyStoreFromOneThatDoesNotExist() throws Exception {
        emulator.dataStores().createStore(1, "Empty");
        Gantries.Ended empty =
                gantry.job("empty.yml", job("Empty")).run("run", "empty.yml").with(ExitCode.DONE);
        assertThat(empty.out()).contains("0 rows in 0 files").doesNotContain("to look");
        assertThat(names(gantry.file("published"))).containsExactlyInAnyOrder("_SUCCESS", "_schema.json");

        Gantries.Ended missing = gantry.job("missing.yml", job("Nothing"))
                .run("run", "missing.yml")
                .with(ExitCode.MISTAKE);
        assertThat(missing.all())
                .contains("Data store \"Nothing\" does not exist in universe 1. Check data-store: and universe: of the"
                        + " source.");
    }

    @Test
    void goesOnAfterAPageWithoutRowsAndRefusesATokenThatDoesNotMove() throws Exception {
        emulator.faults(Faults.parse("empty-page=@2"));
        assertThat(gantry.run("run", "saves.yml").with(ExitCode.DONE).out()).contains("600 rows in 1 file");
        assertThat(emulator.stats().entryLists()).isEqualTo(4);

        emulator.faults(Faults.parse("stuck-token=@1"));
        List<String> before = PublishedRows.of(gantry.file("published"));
        Gantries.Ended stuck = gantry.run("run", "saves.yml").with(ExitCode.FAILED);
        assertThat(stuck.all())
                .contains("Listing the entries of data store \"PlayerData\" does not move: page token")
                .contains("gantry resume 2");
        assertThat(PublishedRows.of(gantry.file("published"))).isEqualTo(before);

        emulator.faults(Faults.none());
        gantry.run("resume").with(ExitCode.DONE);
        assertThat(PublishedRows.of(gantry.file("published"))).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "wrong, The API key is missing or unknown: set ROBLOX_API_KEY to a key of the universe's owner.",
        "'', 'takes an API key, but connection default has no credential. Set ROBLOX_API_KEY, or api-key: of'",
        "listing, The API key lacks the scope universe-datastores.objects:read",
        "reading, The API key lacks the scope universe-datastores.objects:list"
    })
    void saysWhatAKeyLacks(String key, String words) {
        emulator.addKey("listing", Set.of("universe-datastores.objects:list"));
        emulator.addKey("reading", Set.of("universe-datastores.objects:read"));
        Gantries.Ended ended =
                gantry.with("ROBLOX_API_KEY", key).run("run", "saves.yml").with(ExitCode.CREDENTIAL);
        assertThat(ended.all()).contains(words, "gantry resume 1");
        assertThat(gantry.file("published")).doesNotExist();
    }

    @Test
    void givesUpOnADeadAddressSoonAndOnAFailingOneAfterItsRepeats() throws Exception {
        Gantries.Ended dead = gantry.with("GANTRY_BASE_URL", "http://127.0.0.1:9")
                .run("run", "saves.yml")
                .with(ExitCode.FAILED);
        assertThat(dead.all())
                .contains("Connection refused", "Check the address (http://127.0.0.1:9) and the network.")
                .contains("gantry resume 1");

        emulator.faults(Faults.parse("500=100%"));
        Gantries.Ended failing = gantry.job("few.yml", job("PlayerData") + "errors: {retries: 1}\n")
                .run("run", "few.yml")
                .with(ExitCode.FAILED);
        assertThat(failing.all()).contains("was answered 500 INTERNAL", "after 1 repeat", "gantry resume 2");
        assertThat(emulator.stats().requests()).isEqualTo(2);

        emulator.faults(Faults.none());
        gantry.run("resume", "1").with(ExitCode.DONE);
        assertThat(PublishedRows.of(gantry.file("published"))).hasSize(PLAYERS);
    }

    @Test
    void refusesAnAddressThatIsNone() {
        Gantries.Ended ended =
                gantry.run("run", "saves.yml", "--base-url", "127.0.0.1:9").with(ExitCode.MISTAKE);
        assertThat(ended.err())
                .contains("a base URL looks like https://host or http://127.0.0.1:8090/path, found \"127.0.0.1:9\"");
    }

    /** The disk of the working folder: state, staging and result. */
    @Test
    void keepsItsCheckpointWhenTheDiskIsFull() throws Exception {
        Path small = Files.createDirectory(temp.resolve("small"));
        assumeTrue(isRun("mount", "-t", "tmpfs", "-o", "size=6m", "gantry-it", small.toString()), "tmpfs needs root");
        try {
            Random random = new Random(6);
            for (int i = 0; i < 60; i++) {
                StringBuilder value = new StringBuilder();
                random.ints(200_000, 'A', 'Z' + 1).forEach(value::appendCodePoint);
                emulator.dataStores().put(1, "Bulky", "global", "bulky-" + i, "\"" + value + "\"");
            }
            Gantries onSmall = Gantries.in(small.resolve("work"), temp)
                    .against(emulator)
                    .withChunks(10, 10)
                    .job("bulky.yml", job("Bulky"));
            Gantries.Ended full = onSmall.run("run", "bulky.yml").with(ExitCode.FAILED);
            assertThat(full.all())
                    .containsAnyOf("no space left on the disk of", "The disk is full: the state in .gantry")
                    .containsPattern("make room, then `?gantry resume")
                    .doesNotContain("bug", "\tat ");
            assertThat(onSmall.file("published")).doesNotExist();

            assertThat(isRun("mount", "-o", "remount,size=100m", small.toString()))
                    .isTrue();
            onSmall.run("resume").with(ExitCode.DONE);
            assertThat(PublishedRows.of(onSmall.file("published"))).hasSize(60);
            assertThat(emulator.stats().entryGets()).isLessThanOrEqualTo(60 + 20);
        } finally {
            isRun("umount", small.toString());
        }
    }

    @Test
    void refusesFilesThatAreNoJob() throws Exception {
        Files.createDirectory(gantry.file("folder.yml"));
        Files.write(gantry.file("binary.yml"), new byte[] {'j', 'o', 'b', (byte) 0xff, (byte) 0xfe});
        assertThat(gantry.run("run", "nope.yml").with(ExitCode.MISTAKE).err())
                .contains("there is no job file nope.yml");
        assertThat(gantry.run("run", "folder.yml").with(ExitCode.MISTAKE).err())
                .contains("folder.yml is a directory; name one job file in it");
        assertThat(gantry.run("run", "binary.yml").with(ExitCode.MISTAKE).err())
                .contains("binary.yml is not UTF-8: byte 4 (0xFF, line 1) does not fit; save the file as UTF-8");
        assertThat(gantry.file(".gantry")).doesNotExist();
    }

    @Test
    void tellsAllMistakesOfAJobAtOnce() throws Exception {
        gantry.job("ten.yml", """
                job: Bad Name!
                source:
                  data-store-entries: {universe: abc, datastore: PlayerData}
                transform:
                  - whre: .x
                  - map: '{id, value'
                sink:
                  parquet: {pth: published, compression: gzipp}
                limits: {share: 150%, reed: none}
                errors: {retries: many}
                """);
        Gantries.Ended ended = gantry.run("run", "ten.yml").with(ExitCode.MISTAKE);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("ten.yml:1:6: job:", "kebab-case", "\"Bad Name!\""),
                        line -> assertThat(line).contains("ten.yml:3:34:", "universe id", "\"abc\""),
                        line -> assertThat(line)
                                .contains("ten.yml:3:39:", "\"datastore\"; did you mean \"data-store\"?"),
                        line -> assertThat(line).contains("ten.yml:5:5:", "\"whre\"; did you mean \"where\"?"),
                        line -> assertThat(line).contains("ten.yml:6:10:", "jq expression", "ends too early"),
                        line -> assertThat(line).contains("ten.yml:8:13:", "\"pth\"; did you mean \"path\"?"),
                        line -> assertThat(line).contains("ten.yml:8:42:", "\"gzipp\"; did you mean \"gzip\"?"),
                        line -> assertThat(line).contains("ten.yml:9:17:", "limits.share", "\"150%\""),
                        line -> assertThat(line).contains("ten.yml:9:23:", "\"reed\"; did you mean \"read\"?"),
                        line -> assertThat(line).contains("ten.yml:10:19:", "errors.retries", "\"many\""));
        assertThat(gantry.run("validate", "ten.yml", "saves.yml").with(ExitCode.MISTAKE))
                .satisfies(both -> assertThat(both.err()).isEqualTo(ended.err()))
                .satisfies(both -> assertThat(both.out()).contains("saves.yml: saves is valid."));
        assertThat(gantry.file(".gantry")).doesNotExist();
        assertThat(emulator.stats().requests()).isZero();
    }

    @Test
    void replacesOnlyWhatItPublished() throws Exception {
        Files.createDirectory(gantry.file("published"));
        Files.writeString(gantry.file("published/holiday.jpg"), "x");
        assertThat(gantry.run("run", "saves.yml").with(ExitCode.MISTAKE).err())
                .contains("it holds what Gantry did not publish there (holiday.jpg)")
                .contains("Name another path or move these away.");
        assertThat(names(gantry.file("published"))).containsExactly("holiday.jpg");
        assertThat(emulator.stats().requests()).isZero();
    }

    /** A fresh folder's first run is run 1 again, over what another run 1 has published. */
    @Test
    void publishesAnewAfterItsStateWasRemoved() throws Exception {
        emulator.dataStores().put(1, "Coins", "global", "a", "10");
        gantry.job("coins.yml", job("Coins")).run("run", "coins.yml").with(ExitCode.DONE);
        Durable.deleteTree(gantry.file(".gantry"));
        emulator.dataStores().put(1, "Coins", "global", "a", "20");
        gantry.run("run", "coins.yml").with(ExitCode.DONE);
        assertThat(PublishedRows.query("SELECT value FROM read_parquet('" + gantry.file("published") + "/*.parquet')"))
                .containsExactly("20");
    }

    @Test
    void refusesToResumeShowOrStopWhatThereIsNot() {
        assertThat(gantry.run("runs").with(ExitCode.DONE).out()).contains("No job has run in this folder yet.");
        assertThat(gantry.run("resume").with(ExitCode.MISTAKE).err()).contains("No run waits to be resumed.");
        for (String command : List.of("resume", "show", "stop")) {
            assertThat(gantry.run(command, "99").with(ExitCode.MISTAKE).err())
                    .contains("There is no run 99 in this folder.");
        }
        gantry.run("run", "saves.yml", "--limit", "1").with(ExitCode.DONE);
        assertThat(gantry.run("resume", "1").with(ExitCode.MISTAKE).err())
                .contains("Run 1 of saves is done, so there is nothing to resume.");
        assertThat(gantry.run("stop", "1").with(ExitCode.MISTAKE).err())
                .contains("Run 1 of saves is not running: it is done.");
    }

    @Test
    void showsWhatRunsCameTo() throws Exception {
        assertThat(gantry.run("run", "saves.yml", "--limit", "0")
                        .with(ExitCode.MISTAKE)
                        .err())
                .contains("--limit takes a number of rows from 1, found 0.");
        assertThat(gantry.run("run", "saves.yml", "--limit", "7")
                        .with(ExitCode.DONE)
                        .out())
                .contains("saves: run 1 done in", "7 rows in 1 file", "0 repeats", "to look")
                .contains(gantry.file("published").toRealPath().toString());
        assertThat(PublishedRows.of(gantry.file("published"))).hasSize(7);
        assertThat(gantry.run("runs").with(ExitCode.DONE).out().lines().toList().get(1))
                .containsPattern("1 +saves +done .* 7 +/");
        assertThat(gantry.run("show", "1").with(ExitCode.DONE).out()).contains("saves: run 1 done in", "7 rows");
        assertThat(gantry.run("show", "1", "--json").with(ExitCode.DONE).out())
                .contains("\"run\":1", "\"status\":\"done\"", "\"rowsRead\":7");
        assertThat(gantry.run("show", "1", "--job").with(ExitCode.DONE).out()).isEqualTo(job("PlayerData"));
        assertThat(gantry.run("run", "saves.yml", "--json", "--limit", "5")
                        .with(ExitCode.DONE)
                        .out()
                        .lines())
                .last()
                .asString()
                .contains("\"event\":\"ended\"", "\"status\":\"done\"", "\"rowsPublished\":5");
    }

    @Test
    void previewsWithoutATrace() {
        assertThat(gantry.run("preview", "saves.yml", "-n", "2")
                        .with(ExitCode.DONE)
                        .out()
                        .lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"id\":\"Player_1"));
        assertThat(gantry.file(".gantry")).doesNotExist();
        assertThat(gantry.file("published")).doesNotExist();
    }

    @Test
    void guidesWhoLosesTheWay() {
        assertThat(gantry.run().with(ExitCode.MISTAKE).err()).contains("gantry --help lists them.");
        assertThat(gantry.run("run", "saves.yml", "--limt", "3")
                        .with(ExitCode.MISTAKE)
                        .err())
                .contains("--limit");
        assertThat(gantry.run("--help").with(ExitCode.DONE).out())
                .contains("First steps", "Exit codes", "preview", "resume");
        assertThat(gantry.run("schema").with(ExitCode.DONE).out())
                .startsWith("{")
                .contains("data-store-entries");
    }

    private static String job(String store) {
        return """
                job: saves
                source:
                  data-store-entries: {universe: "1", data-store: %s, partitions: none}
                transform:
                  - map: '{id, value}'
                sink:
                  parquet: {path: published, key: [id], json: [value]}
                limits: {read: none, list: none, write: none, remove: none}
                """.formatted(store);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private static boolean isRun(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    private static boolean contains(byte[] bytes, byte[] sought) {
        for (int start = 0; start <= bytes.length - sought.length; start++) {
            int matched = 0;
            while (matched < sought.length && bytes[start + matched] == sought[matched]) {
                matched++;
            }
            if (matched == sought.length) {
                return true;
            }
        }
        return false;
    }
}
