package dev.gantry.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Every job of {@code jobs/} does what it says, and a second reader finds what Open Cloud serves. */
class JobsOfTheRepositoryIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path JOBS = Path.of("jobs").toAbsolutePath();

    /** How DuckDB writes a time with its zone. */
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.]+\\+00");

    private static final String UNLIMITED = "{\"read\": \"none\", \"list\": \"none\"}";

    /** All jobs but those whose rows are looked at run in one folder and one process, each against an emulator of its own. */
    private static final OneProcess PROCESS = new OneProcess();

    @TempDir
    private static Path shared;

    @SuppressWarnings("NullAway.Init") // before the first job
    private static Gantries together;

    @TempDir
    private Path temp;

    @BeforeAll
    static void prepare() {
        together = Gantries.in(shared.resolve("work"), shared)
                .with("ROBLOX_API_KEY", EmulatorOptions.defaults().apiKey())
                .configured()
                .in(PROCESS);
        copy(JOBS.resolve("data"), together.file("jobs/data"));
    }

    @AfterAll
    static void endProcess() {
        PROCESS.close();
    }

    static List<Path> jobs() throws IOException {
        try (Stream<Path> files = Files.list(JOBS)) {
            return files.filter(file -> file.toString().endsWith(".yml")).toList();
        }
    }

    @Test
    void everyJobIsValid() throws IOException {
        List<String> line = new ArrayList<>(List.of("validate"));
        jobs().forEach(job -> line.add(job.toString()));
        together.run(line.toArray(String[]::new)).with(ExitCode.DONE);
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void everyJobRuns(Path job) {
        try (Emulator emulator =
                Emulator.start(EmulatorOptions.defaults().withPlayers(300).withLimits(false))) {
            if (job.endsWith("load-parquet.yml")) {
                run(JOBS.resolve("player-saves.yml"), emulator).with(ExitCode.DONE);
            }
            Gantries.Ended ended = (job.endsWith("erase-on-request.yml") // who it is for a webhook tells
                            ? run(job, emulator, "--param", "UserId=1000004647")
                            : job.endsWith("nightly-backup.yml") // a backup is whole or refused
                                    ? run(job, emulator)
                                    : run(job, emulator, "--limit", "200", "--go-on"))
                    .with(ExitCode.DONE);
            assertThat(ended.out()).containsPattern("(published|changed) +[1-9]");
            // A private inventory answers 403, and a member who never played has no save: the jobs skip them.
            assertThat(emulator.stats().byStatus().keySet()).isSubsetOf(200, 403, 404);
        }
    }

    private static Gantries.Ended run(Path job, Emulator emulator, String... more) {
        List<String> line = new ArrayList<>(List.of("run", job.toString(), "--limits", UNLIMITED));
        line.addAll(List.of("--base-url", emulator.baseUri().toString()));
        line.addAll(List.of(more));
        return together.run(line.toArray(String[]::new));
    }

    /** What jobs read that is no job, where they look for it. */
    private static void copy(Path folder, Path to) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copied = to.resolve(folder.relativize(file).toString());
                Files.createDirectories(copied.getParent());
                Files.copy(file, copied);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The README's first command, as it stands there. */
    @Test
    void playerSavesHoldEveryPlayerOnceAsServed() throws Exception {
        Gantries gantry = Gantries.in(temp.resolve("work"), temp);
        Gantries.Ended ended = gantry.run(
                        "run", JOBS.resolve("player-saves.yml").toString(), "--emulator")
                .with(ExitCode.DONE);
        assertThat(ended.out()).contains("10,000 rows in 1 file", "0 × 429");
        assertThat(ended.err()).contains("of its share used");

        try (Emulator alike = Emulator.start(EmulatorOptions.defaults().withLimits(false))) {
            Map<String, JsonNode> expected = new HashMap<>();
            for (JsonNode entry : ServedEntries.of(alike, "PlayerData")) {
                String userId = entry.path("id").asString().replaceFirst("^Player_", "");
                ObjectNode row = JsonNodeFactory.instance.objectNode();
                row.put("userId", Long.parseLong(userId));
                row.set("level", entry.path("value").path("level"));
                row.set("coins", entry.path("value").path("coins"));
                row.set("items", entry.path("value").path("inventory"));
                row.set("updated", entry.path("revisionCreateTime"));
                expected.put(userId, row);
            }
            assertThat(expected).hasSize(10_000);
            assertHolds(published(gantry, "player-saves"), "userId", expected);
        }
    }

    @Test
    void everyStoreHoldsEveryEntryOfEveryScopeAsServed() throws Exception {
        try (Emulator emulator =
                Emulator.start(EmulatorOptions.defaults().withPlayers(300).withLimits(false))) {
            Gantries gantry = Gantries.in(temp.resolve("work"), temp).against(emulator);
            gantry.run(
                            "run",
                            JOBS.resolve("every-store.yml").toString(),
                            "--limits",
                            "{\"read\": \"none\", \"list\": \"none\"}")
                    .with(ExitCode.DONE);
            Map<String, JsonNode> expected = new HashMap<>();
            for (String store : List.of("Houses", "PlayerData", "Settings")) {
                for (JsonNode entry : ServedEntries.of(emulator, store)) {
                    ObjectNode row = JsonNodeFactory.instance.objectNode();
                    for (String same : List.of("dataStore", "scope", "id", "value", "users", "attributes")) {
                        row.set(same, entry.path(same));
                    }
                    row.set("created", entry.path("createTime"));
                    row.set("updated", entry.path("revisionCreateTime"));
                    row.set("revision", entry.path("revisionId"));
                    expected.put(
                            store + "/" + entry.path("scope").asString() + "/"
                                    + entry.path("id").asString(),
                            row);
                }
            }
            assertThat(expected).hasSizeGreaterThan(300 + 3 * 9);
            assertHolds(published(gantry, "every-store"), "dataStore || '/' || scope || '/' || id", expected);
        }
    }

    private static Path published(Gantries gantry, String job) throws IOException {
        try (Stream<Path> days = Files.list(gantry.file("exports").resolve(job))) {
            return days.findFirst().orElseThrow();
        }
    }

    /** @param key SQL over the columns that names a row */
    private static void assertHolds(Path published, String key, Map<String, JsonNode> expected) throws Exception {
        String files = "read_parquet('" + published + "/*.parquet', hive_partitioning = false) t";
        List<String> keys = PublishedRows.query("SELECT " + key + " FROM " + files);
        List<String> rows = PublishedRows.query("SELECT to_json(t) FROM " + files);
        assertThat(keys).containsExactlyInAnyOrderElementsOf(expected.keySet());
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            compare(keys.get(i), expected.get(keys.get(i)), JSON.readTree(rows.get(i)), differences);
        }
        assertThat(differences).isEmpty();
    }

    /** A column that a row does not have is null in it. */
    private static void compare(
            String at, @Nullable JsonNode expected, @Nullable JsonNode actual, List<String> differences) {
        if (isNothing(expected) && isNothing(actual)) {
            return;
        }
        if (expected == null || actual == null) {
            differences.add(at + ": served " + expected + ", published " + actual);
        } else if (expected.isObject() && actual.isObject()) {
            Stream.concat(expected.propertyNames().stream(), actual.propertyNames().stream())
                    .distinct()
                    .forEach(name -> compare(at + "." + name, expected.get(name), actual.get(name), differences));
        } else if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            for (int i = 0; i < expected.size(); i++) {
                compare(at + "[" + i + "]", expected.get(i), actual.get(i), differences);
            }
        } else if (!isSame(expected, actual)) {
            differences.add(at + ": served " + expected + ", published " + actual);
        }
    }

    private static boolean isSame(JsonNode expected, JsonNode actual) {
        if (expected.isNumber() && actual.isNumber()) {
            return expected.decimalValue().compareTo(actual.decimalValue()) == 0;
        }
        if (actual.isString() && TIME.matcher(actual.stringValue()).matches()) {
            return Instant.parse(actual.stringValue().replace(' ', 'T').replace("+00", "Z"))
                    .equals(Instant.parse(expected.asString()));
        }
        return expected.equals(actual);
    }

    private static boolean isNothing(@Nullable JsonNode node) {
        return node == null || node.isNull() || node.isMissingNode();
    }
}
