package dev.gantry.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.emulator.wire.OperationClass;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.run.HaltAtChunk;
import dev.gantry.source.Clients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static dev.gantry.cli.Commanded.gantry;
import static org.assertj.core.api.Assertions.assertThat;

/** Backup, kill, resume, verify, restore and undo, as people meet them. */
class BackupCommandsIT {

    /** {@code -Dbackup.kills=50} for the long version: one backup and one restore, each killed so often. */
    private static final int KILLS = Integer.getInteger("backup.kills", 1);

    private static final boolean IS_LONG = KILLS > 5;

    /** So many that what fifty kills cost is less than 2 % of them. */
    private static final int ENTRIES = IS_LONG ? 60_000 : 900;

    private static final int MADE_LATER = 50;
    private static final String COUNT = String.format(Locale.ROOT, "%,d", ENTRIES);
    private static final int CHUNK = IS_LONG ? 20 : 100;
    private static final int WINDOW = IS_LONG ? 8 : 32;

    @TempDir
    private Path temp;

    private final Emulator emulator =
            Emulator.start(EmulatorOptions.defaults().withPlayers(0).withLimits(false));
    private final Random random = new Random(17);
    private final Map<String, List<String>> truth = new TreeMap<>();

    @SuppressWarnings("NullAway.Init") // before each test
    private Gantries gantry;

    private volatile long killAt = -1;

    @SuppressWarnings("NullAway.Init") // before the first kill
    private volatile Gantries.Started victim;

    @BeforeEach
    void begin() {
        emulator.dataStores().createStore(2, "Saves");
        for (int i = 0; i < ENTRIES; i++) {
            String value = "{\"coins\":" + i + ".0,\"r\":\"" + random.nextLong() + "\"}";
            emulator.dataStores().put(1, "Saves", "global", "k" + i, value, List.of("users/" + i), "{\"i\":" + i + "}");
            truth.put("k" + i, List.of(value, "[users/" + i + "]", "{\"i\":" + i + "}"));
        }
        gantry = Gantries.in(temp.resolve("work"), temp).against(emulator).withChunks(CHUNK, WINDOW);
        emulator.listen(seen -> {
            if (seen.ordinal() == killAt) {
                victim.kill();
            }
            if (seen.ordinal() % 10 == 0 && seen.path().startsWith("/cloud/v2/universes/1/")) {
                ruin();
            }
        });
    }

    @AfterEach
    void end() {
        emulator.close();
    }

    /** What the game does meanwhile. */
    private void ruin() {
        emulator.dataStores().put(1, "Saves", "global", "k" + random.nextInt(ENTRIES), "\"ruined\"");
        emulator.dataStores().remove(1, "Saves", "global", "k" + random.nextInt(ENTRIES));
        emulator.dataStores().put(1, "Saves", "global", "made later " + random.nextInt(MADE_LATER), "1");
    }

    private Map<String, List<String>> live(long universe) {
        Map<String, List<String>> live = new TreeMap<>();
        for (String id : emulator.dataStores().ids(universe, "Saves", "global")) {
            live.put(
                    id,
                    List.of(
                            emulator.dataStores()
                                    .value(universe, "Saves", "global", id)
                                    .orElseThrow(),
                            emulator.dataStores()
                                    .users(universe, "Saves", "global", id)
                                    .orElseThrow()
                                    .toString(),
                            emulator.dataStores()
                                    .attributes(universe, "Saves", "global", id)
                                    .orElseThrow()));
        }
        return live;
    }

    private void job(String asOf) {
        gantry.job("night.yml", """
                job: night
                backup: {universe: "1", data-stores: [Saves], as-of: "%s", to: backups}
                limits: {read: none, list: none}
                """.formatted(asOf));
    }

    /** Runs a line to its end, killed now and then. Returns how often. */
    private int killedAgainAndAgain(int requests, String... line) {
        int kills = 0;
        boolean isRecorded = false;
        while (true) {
            long before = emulator.stats().requests();
            Gantries.Started started = isRecorded ? gantry.start("resume") : gantry.start(line);
            victim = started;
            killAt = kills < KILLS ? before + 8 + random.nextInt(requests / (KILLS + 1)) : -1;
            Gantries.Ended ended = started.await();
            if (ended.code() != HaltAtChunk.KILLED) {
                killAt = -1;
                ended.with(ExitCode.DONE);
                return kills;
            }
            kills++;
            isRecorded = true;
        }
    }

    private Path repository() {
        return gantry.file("backups");
    }

    private String only() {
        String line = gantry("backup", "list", "--json", "--repository", repository())
                .lines()
                .getFirst();
        return JsonMapper.shared().readTree(line).path("id").asString();
    }

    @Test
    void theDayABadUpdateAteTheInventories() throws Exception {
        Instant moment;
        try (OpenCloud cloud = Clients.of(emulator)) {
            moment = new DataStores(cloud).snapshot(UniverseId.parse("1")).time();
        }
        job(moment.toString());
        long before = emulator.stats().entryGets();
        int kills = killedAgainAndAgain(ENTRIES, "run", "night.yml");
        assertThat(kills).isEqualTo(KILLS);
        // Keys that are made later are read to see that they were not there, and once more because no snapshot is
        // named.
        long gets = emulator.stats().entryGets() - before - 2L * MADE_LATER;
        assertThat(gets).isLessThanOrEqualTo(ENTRIES + (long) kills * (CHUNK + WINDOW));

        String backup = only();
        assertThat(gantry("backup", "list", "--repository", repository())
                        .with(ExitCode.DONE)
                        .out())
                .contains(backup + "   night", COUNT, "complete", "1 of 1 days (UTC) have a backup.");
        assertThat(gantry("backup", "show", backup, "--repository", repository())
                        .with(ExitCode.DONE)
                        .out())
                .contains(
                        COUNT + " stored, 0 unchanged",
                        "store      Saves: " + COUNT + " entries",
                        "duckdb -c \"FROM read_parquet(");
        assertThat(gantry("backup", "verify", "--drill", "50", "--repository", repository())
                        .with(ExitCode.DONE)
                        .out())
                .contains("  drill: 50 entries restored into an emulator and read again, all as in the backup")
                .contains(backup + ": whole, " + COUNT + " entries");

        long writes = emulator.stats().of(OperationClass.WRITE);
        long read = emulator.stats().entryGets();
        assertThat(killedAgainAndAgain(2 * ENTRIES, "restore", backup, "--universe", "2", "--limits", UNLIMITED))
                .isEqualTo(KILLS);
        assertThat(live(2)).isEqualTo(truth);
        assertThat(emulator.stats().of(OperationClass.WRITE) - writes).isEqualTo(ENTRIES);
        read = emulator.stats().entryGets() - read;
        assertThat(read).isLessThanOrEqualTo(ENTRIES + (long) KILLS * (CHUNK + WINDOW));
        if (IS_LONG) {
            tell(gets, read);
            assertThat(gets).isLessThanOrEqualTo(ENTRIES + ENTRIES / 50);
            assertThat(read).isLessThanOrEqualTo(ENTRIES + ENTRIES / 50);
        }
        damage();
    }

    /** The figures of a long proof. */
    private static void tell(long ofBackup, long ofRestore) {
        System.out.printf(
                Locale.ROOT,
                "%d kills in a backup and %d in a restore of %,d entries: both as unbroken ones; reads %,d (%.2f %% more) and"
                        + " %,d (%.2f %% more), no write twice%n",
                KILLS,
                KILLS,
                ENTRIES,
                ofBackup,
                100.0 * (ofBackup - ENTRIES) / ENTRIES,
                ofRestore,
                100.0 * (ofRestore - ENTRIES) / ENTRIES);
    }

    private static final String UNLIMITED = "{\"read\": \"none\", \"list\": \"none\", \"write\": \"none\"}";

    private void damage() throws Exception {
        String backup = only();
        Path part = repository().resolve(backup).resolve("entries-00000.parquet");
        byte[] bytes = Files.readAllBytes(part);
        bytes[bytes.length / 2] ^= 1;
        Files.write(part, bytes);
        assertThat(gantry("backup", "verify", backup, "--repository", repository())
                        .with(ExitCode.DAMAGED)
                        .out())
                .contains(
                        backup + ": damaged",
                        backup + "/entries-00000.parquet is damaged: its SHA-256 is ",
                        COUNT + " entries are lost with it:",
                        "Saves/global/k0",
                        String.format(Locale.ROOT, "and %,d more: --json names all", ENTRIES - 20));
        assertThat(gantry("backup", "verify", backup, "--json", "--repository", repository())
                        .with(ExitCode.DAMAGED)
                        .out())
                .contains("{\"dataStore\":\"Saves\",\"scope\":\"global\",\"id\":\"k899\"}", "\"state\":\"damaged\"");
        Path manifest = repository().resolve(backup).resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).substring(0, 200));
        assertThat(gantry("backup", "verify", "--repository", repository())
                        .with(ExitCode.DAMAGED)
                        .out())
                .contains("manifest.json is damaged: it is cut off or changed");
        assertThat(gantry("backup", "list", "--repository", repository())
                        .with(ExitCode.DONE)
                        .out())
                .contains("damaged: The manifest ");
        try (Stream<Path> folders = Files.list(repository())) {
            assertThat(folders.filter(Files::isDirectory)).hasSize(2); // the backup, and where files are made
        }
    }

    @Test
    void mistakesAreOneClearLine() {
        assertThat(gantry("backup", "show", "latest", "--repository", temp.resolve("nowhere"))
                        .with(ExitCode.MISTAKE)
                        .err())
                .isEqualTo("There is no backup in " + temp.resolve("nowhere")
                        + ". --repository names the folder or s3:// prefix that has them." + System.lineSeparator());
        assertThat(gantry("restore", "2001", "--repository", temp)
                        .with(ExitCode.MISTAKE)
                        .err())
                .startsWith("There is no backup 2001 in ");
        assertThat(gantry("backup", "verify", "--repository", temp)
                        .with(ExitCode.MISTAKE)
                        .err())
                .startsWith("There is no backup in ");
        assertThat(gantry("backup").with(ExitCode.MISTAKE).err()).contains("gantry backup --help");
    }
}
