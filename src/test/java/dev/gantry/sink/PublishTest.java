package dev.gantry.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.gantry.files.DiskFailed;
import dev.gantry.job.UserMistake;
import dev.gantry.sink.parquet.Compression;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class PublishTest {
    private static final Publishing EARLIER = Staging.publishing(Staging.provenance("16"));

    @TempDir
    Path folder;

    private Path parent;
    private Path target;

    @BeforeEach
    void nameTheTarget() throws IOException {
        parent = Files.createDirectory(folder.resolve("exports"));
        target = parent.resolve("saves");
    }

    private static List<JsonNode> rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Staging.json("{\"id\":" + i + ",\"name\":\"n" + i + "\"}"))
                .toList();
    }

    private FolderSink sink() {
        return Staging.sink(target);
    }

    /** One log of each partition, staged by another process. */
    private List<Staged> staged() throws Exception {
        return List.of(
                Staging.stage(sink(), folder.resolve("log-a"), rows(0, 30)),
                Staging.stage(sink(), folder.resolve("log-b"), rows(30, 50)));
    }

    private void publishEarlier() throws Exception {
        sink().publish(List.of(Staging.stage(sink(), folder.resolve("log-old"), rows(900, 905))), EARLIER);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private void assertPublished(Published published) throws Exception {
        assertThat(published.target()).isEqualTo(target.toString());
        assertThat(published.rows()).isEqualTo(50);
        assertThat(published.files()).isEqualTo(1);
        assertThat(published.bytes()).isEqualTo(Files.size(target.resolve("part-00000.parquet")));
        assertThat(names(target)).containsExactly("_SUCCESS", "_schema.json", "part-00000.parquet");
        assertThat(names(parent)).containsExactly("saves");
        DuckDb.assertHolds(target, rows(0, 50));
    }

    @Test
    void publishesAllPartitionsInTheirOrder() throws Exception {
        FolderSink sink = sink();
        List<Staged> staged = List.of(
                Staging.stage(sink, folder.resolve("log-a"), rows(0, 30)),
                Staging.stage(sink, folder.resolve("log-b"), rows(30, 50)));
        assertPublished(sink.publish(staged, Staging.RUN));
    }

    @Test
    void learnsTheTypesFromTheLogsWhenAnotherProcessStagedThem() throws Exception {
        assertPublished(sink().publish(staged(), Staging.RUN));
    }

    @Test
    void publishesTheSameWhenCalledAgain() throws Exception {
        List<Staged> staged = staged();
        Published first = sink().publish(staged, Staging.RUN);
        Object written = Files.getLastModifiedTime(target.resolve("part-00000.parquet"));
        Published second = sink().publish(staged, Staging.RUN);
        assertThat(second).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(target.resolve("part-00000.parquet")))
                .isEqualTo(written);
        assertPublished(second);
    }

    @Test
    void replacesTheOldPublicationAsAWhole() throws Exception {
        publishEarlier();
        assertPublished(sink().publish(staged(), Staging.RUN));
    }

    @Test
    void startsAgainAfterAKillWhileWriting() throws Exception {
        publishEarlier();
        Path torn = Files.createDirectory(parent.resolve(".saves.publishing-17"));
        Files.writeString(torn.resolve("part-00000.parquet"), "half");
        Files.writeString(torn.resolve("part-00001.parquet"), "half");
        Files.createDirectory(parent.resolve(".saves.publishing-9"));
        assertPublished(sink().publish(staged(), Staging.RUN));
    }

    @Test
    void goesOnAfterAKillBetweenMovingTheOldAsideAndTheNewIn() throws Exception {
        publishEarlier();
        Files.move(target, parent.resolve(".saves.replaced-17"));
        Files.createDirectory(parent.resolve(".saves.publishing-17"));
        assertPublished(sink().publish(staged(), Staging.RUN));
    }

    @Test
    void goesOnAfterAKillBeforeTheSuccessMark() throws Exception {
        List<Staged> staged = staged();
        sink().publish(staged, Staging.RUN);
        Files.delete(target.resolve("_SUCCESS"));
        Files.writeString(target.resolve("._SUCCESS.unfinished"), "");
        Path old = Files.createDirectory(parent.resolve(".saves.replaced-17"));
        Files.writeString(old.resolve("_SUCCESS"), "");
        sink().refuseBadTarget(Staging.OUTSIDE);
        assertPublished(sink().publish(staged, Staging.RUN));
    }

    @Test
    void keepsTheOldPublicationWhenTheNewCannotBeWritten() throws Exception {
        publishEarlier();
        List<Staged> staged = staged();
        byte[] log = Files.readAllBytes(staged.get(1).file());
        log[40] ^= 1;
        Files.write(staged.get(1).file(), log);
        assertThatThrownBy(() -> sink().publish(staged, Staging.RUN))
                .isInstanceOf(DiskFailed.class)
                .hasMessageContaining("damaged");
        assertThat(names(parent)).containsExactly("saves");
        DuckDb.assertHolds(target, rows(900, 905));
    }

    @Test
    void tellsTheSameRunsStepsApart() throws Exception {
        sink().publish(List.of(Staging.stage(sink(), folder.resolve("log-step-1"), rows(0, 3))), Staging.RUN);
        assertPublished(sink().publish(staged(), Staging.RUN));
    }

    @Test
    void publishesNoFileWithoutRows() throws Exception {
        Published published = Staging.publish(folder, List.of());
        assertThat(published)
                .isEqualTo(new Published(folder.resolve("out").toString(), 0, 0, 0, Optional.empty(), List.of()));
        assertThat(names(folder.resolve("out"))).containsExactly("_SUCCESS", "_schema.json");
    }

    @Test
    void startsANewFileAfterSoManyRows() throws Exception {
        FolderSink sink = Staging.sink(target, List.of(), Compression.SNAPPY, 20);
        Published published = sink.publish(staged(), Staging.RUN);
        assertThat(published.files()).isEqualTo(3);
        assertThat(target.resolve("part-00002.parquet")).exists();
        DuckDb.assertHolds(target, rows(0, 50));
    }

    @ParameterizedTest
    @EnumSource
    void compressesInEveryWayThatDuckDbReads(Compression compression) throws Exception {
        FolderSink sink = Staging.sink(target, List.of(), compression, 100);
        sink.publish(staged(), Staging.RUN);
        DuckDb.assertHolds(target, rows(0, 50));
    }

    @Test
    void describesItselfInTheFootersAndBesideThem() throws Exception {
        Provenance asOf = new Provenance(
                "player-saves",
                "17",
                "data-store-entries",
                Optional.of(Instant.parse("2026-11-01T00:00:00Z")),
                "0.1.0");
        sink().publish(staged(), Staging.publishing(asOf));
        Map<String, String> footer = new HashMap<>();
        DuckDb.query("SELECT decode(key) AS k, decode(value) AS v FROM parquet_kv_metadata('" + target + "/*.parquet')")
                .forEach(entry -> footer.put(String.valueOf(entry.get("k")), String.valueOf(entry.get("v"))));
        assertThat(footer)
                .containsEntry("gantry.job", "player-saves")
                .containsEntry("gantry.run", "17")
                .containsEntry("gantry.source", "data-store-entries")
                .containsEntry("gantry.as-of", "2026-11-01T00:00:00Z")
                .containsEntry("gantry.version", "0.1.0");
        JsonNode schema = Staging.EXACT.readTree(Files.readString(target.resolve("_schema.json")));
        assertThat(schema.path("rows").asInt()).isEqualTo(50);
        assertThat(schema.path("columns"))
                .isEqualTo(
                        Staging.json("[{\"name\":\"id\",\"type\":\"int64\"},{\"name\":\"name\",\"type\":\"string\"}]"));
    }

    @Test
    void putsTheKeyFirst() throws Exception {
        FolderSink sink = Staging.sink(target, List.of("s", "id", "none"), Compression.ZSTD, 100);
        List<JsonNode> rows = Staging.rows("{\"n\":1,\"id\":1,\"s\":\"a\"}", "{\"n\":2,\"id\":1}");
        Published published = sink.publish(List.of(Staging.stage(sink, folder.resolve("log"), rows)), Staging.RUN);
        assertThat(DuckDb.types(target).keySet()).containsExactly("s", "id", "n");
        assertThat(published.notes())
                .containsExactly("key s: missing or null in 1 rows", "key none: no row has this column");
    }

    @Test
    void refusesAFolderWithForeignFiles() throws Exception {
        Files.createDirectory(target);
        for (String name : List.of("b.txt", "a.csv", "_SUCCESS", "d", "e")) {
            Files.writeString(target.resolve(name), "");
        }
        assertThatThrownBy(() -> sink().refuseBadTarget(Staging.OUTSIDE))
                .isInstanceOf(UserMistake.class)
                .hasMessage("cannot publish to " + target
                        + ": it holds what Gantry did not publish there (a.csv, b.txt, d and 1"
                        + " more), and publishing replaces the whole folder. Name another path or move these away.");
        List<Staged> staged = staged();
        assertThatThrownBy(() -> sink().publish(staged, Staging.RUN)).isInstanceOf(UserMistake.class);
        assertThat(names(target)).hasSize(5);
        assertThat(names(parent)).containsExactly("saves");
    }

    @Test
    void refusesAFolderThatOnlyLooksPublished() throws Exception {
        Files.createDirectory(target);
        Files.writeString(target.resolve("part-00000.parquet"), "");
        assertThatThrownBy(() -> sink().refuseBadTarget(Staging.OUTSIDE))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "cannot publish to " + target
                                + ": it holds part-00000.parquet but no _schema.json, so Gantry did not"
                                + " publish it, and publishing replaces the whole folder. Name another path or move these away.");
    }

    @Test
    void refusesAFileALinkAndAPathBelowAFile() throws Exception {
        Files.writeString(target, "");
        assertThatThrownBy(() -> sink().refuseBadTarget(Staging.OUTSIDE))
                .isInstanceOf(UserMistake.class)
                .hasMessage("cannot publish to " + target
                        + ": it is a file, and a data set is a folder. Name another path.");
        Path below = target.resolve("a/b");
        assertThatThrownBy(() -> Staging.sink(below).refuseBadTarget(Staging.OUTSIDE))
                .isInstanceOf(UserMistake.class)
                .hasMessage("cannot publish to " + below + ": " + target
                        + " is a file. Name a path whose parents are folders.");
        Path link = Files.createSymbolicLink(parent.resolve("link"), folder);
        assertThatThrownBy(() -> Staging.sink(link).refuseBadTarget(Staging.OUTSIDE))
                .isInstanceOf(UserMistake.class)
                .hasMessage("cannot publish to " + link
                        + ": it is a symbolic link, and publishing replaces what it names. Name the"
                        + " folder it points to.");
    }

    @Test
    void refusesAFolderWithoutTheRightToWrite() {
        Path system = Path.of("/proc/sys/kernel/random");
        assumeTrue(Files.isDirectory(system) && !Files.isWritable(system), "needs a folder nobody may write in");
        assertThatThrownBy(() -> Staging.sink(system.resolve("gantry")).refuseBadTarget(Staging.OUTSIDE))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "cannot publish to /proc/sys/kernel/random/gantry: no right to write in /proc/sys/kernel/random. Name"
                                + " another path or change its rights.");
    }

    @Test
    void refusesTheRootOfTheFileSystem() {
        assertThatThrownBy(() -> Staging.sink(Path.of("/")))
                .isInstanceOf(UserMistake.class)
                .hasMessage("cannot publish to /: it has no parent folder. Name a folder inside it.");
    }

    @Test
    void acceptsWhatIsAbsentEmptyOrPublished() throws Exception {
        Staging.sink(parent.resolve("a/b/c")).refuseBadTarget(Staging.OUTSIDE);
        assertThat(names(parent)).isEmpty();
        Files.createDirectory(target);
        sink().refuseBadTarget(Staging.OUTSIDE);
        assertPublished(sink().publish(staged(), Staging.RUN));
        sink().refuseBadTarget(Staging.OUTSIDE);
    }

    @Test
    void saysBeforehandThatADiskIsTooSmallAndPublishesOnceItIsNot() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        assumeTrue(
                isRun("mount", "-t", "tmpfs", "-o", "size=64k", "gantry-test", small.toString()), "tmpfs needs root");
        try {
            FolderSink sink = Staging.sink(small.resolve("saves"));
            Random random = new Random(3);
            List<JsonNode> rows = IntStream.range(0, 6_000)
                    .mapToObj(i -> Staging.json("{\"id\":" + i + ",\"text\":\""
                            + random.doubles(40).mapToObj(Double::toString).collect(Collectors.joining()) + "\"}"))
                    .toList();
            List<Staged> staged = List.of(Staging.stage(sink, folder.resolve("log"), rows));
            assertThatThrownBy(() -> sink.publish(staged, Staging.RUN))
                    .isInstanceOf(DiskFailed.class)
                    .hasMessageStartingWith("cannot publish 6,000 rows in " + small
                            + ": its disk has 0.1 MiB free, and the" + " files need 0.1 MiB at the very least")
                    .hasMessageEndingWith("All rows are kept: make room, then `gantry resume` publishes them.");
            assertThat(names(small)).isEmpty();
            assertThat(isRun("mount", "-o", "remount,size=512k", small.toString()))
                    .isTrue();
            assertThatThrownBy(() -> sink.publish(staged, Staging.RUN))
                    .isInstanceOf(DiskFailed.class)
                    .hasMessageContaining("no space left on the disk of");
            assertThat(Files.getFileStore(small).getUsableSpace()).isGreaterThan(500_000);
            assertThat(isRun("mount", "-o", "remount,size=20m", small.toString()))
                    .isTrue();
            sink.publish(staged, Staging.RUN);
            DuckDb.assertHolds(small.resolve("saves"), rows);
        } finally {
            isRun("umount", small.toString());
        }
    }

    private static boolean isRun(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        assertThatThrownBy(() -> Staging.sink(target, List.of("a", "a"), Compression.ZSTD, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key names a column twice: a, a");
        assertThatThrownBy(() -> Staging.provenance("../x")).isInstanceOf(IllegalArgumentException.class);
    }
}
