package dev.gantry.sink.staging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.gantry.files.DiskFailed;
import dev.gantry.job.Row;
import dev.gantry.sink.schema.Inference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StagingWriterTest {
    @TempDir
    Path folder;

    private static Chunk<List<Row>> chunk(int from, int to) {
        return new Chunk<>(IntStream.range(from, to)
                .mapToObj(i -> List.of(row("{\"i\":" + i + "}"), row("[" + i + ",\"é😀\"]")))
                .toList());
    }

    private static Row row(String json) {
        return new Row("row", JsonMapper.shared().readTree(json));
    }

    private StagingWriter writer(Path log) {
        return new StagingWriter(log, () -> new Inference(List.of()));
    }

    private Path log() {
        return folder.resolve("run/log");
    }

    private static List<String> read(Path log, ExecutionContext context) {
        List<String> rows = new ArrayList<>();
        try (StagedRows staged =
                StagedRows.open(log, Checkpoint.in(context).orElseThrow().length())) {
            while (staged.next()) {
                int start = staged.tokenStart();
                rows.add(new String(staged.text(), start, staged.skipValue() - start, StandardCharsets.UTF_8));
            }
        }
        return rows;
    }

    private static List<String> expected(int to) {
        return chunk(0, to).getItems().stream()
                .flatMap(List::stream)
                .map(row -> row.json().toString())
                .toList();
    }

    @Test
    void returnsWhatWasStaged() throws Exception {
        ExecutionContext context = new ExecutionContext();
        StagingWriter writer = writer(log());
        writer.open(context);
        writer.write(chunk(0, 3));
        writer.write(Chunk.of(List.<Row>of()));
        writer.write(chunk(3, 5));
        writer.update(context);
        writer.close();
        assertThat(read(log(), context)).isEqualTo(expected(5));
        assertThat(Checkpoint.in(context)).contains(new Checkpoint(Files.size(log()), 10));
    }

    @Test
    void goesOnFromTheCheckpointWhereverTheFileWasTorn() throws Exception {
        ExecutionContext context = new ExecutionContext();
        StagingWriter first = writer(log());
        first.open(context);
        first.write(chunk(0, 2));
        first.update(context);
        first.write(chunk(2, 9)); // durable, but its checkpoint never commits
        first.close();
        byte[] whole = Files.readAllBytes(log());
        long committed = Checkpoint.in(context).orElseThrow().length();
        for (int torn = Math.toIntExact(committed); torn <= whole.length; torn++) {
            Files.write(log(), Arrays.copyOf(whole, torn));
            ExecutionContext resumed = new ExecutionContext(context);
            StagingWriter second = writer(log());
            second.open(resumed);
            assertThat(Files.size(log())).isEqualTo(committed);
            second.write(chunk(2, 4));
            second.update(resumed);
            second.close();
            assertThat(read(log(), resumed)).isEqualTo(expected(4));
            assertThat(second.learned(Files.size(log())).orElseThrow().rows()).isEqualTo(8);
        }
    }

    @Test
    void refusesToGoOnWhenRowsOfTheCheckpointAreGone() throws Exception {
        ExecutionContext context = new ExecutionContext();
        StagingWriter writer = writer(log());
        writer.open(context);
        writer.write(chunk(0, 2));
        writer.update(context);
        writer.close();
        byte[] whole = Files.readAllBytes(log());
        for (int torn = 0; torn < whole.length; torn++) {
            Files.write(log(), Arrays.copyOf(whole, torn));
            assertThatThrownBy(() -> writer(log()).open(context))
                    .isInstanceOf(DiskFailed.class)
                    .hasMessage(
                            "the staging log " + log() + " has " + torn + " bytes, but the checkpoint counts on "
                                    + whole.length
                                    + ": rows that were read are gone, so this run cannot go on. Nothing of it was"
                                    + " published: start over with `gantry run`, and if nobody deleted the file, check the disk.");
        }
        Files.delete(log());
        assertThatThrownBy(() -> writer(log()).open(context)).hasMessageContaining("has 0 bytes");
        assertThat(log()).doesNotExist();
    }

    @Test
    void noticesEveryDamagedByte() throws Exception {
        ExecutionContext context = new ExecutionContext();
        StagingWriter writer = writer(log());
        writer.open(context);
        writer.write(chunk(0, 2));
        writer.write(chunk(2, 3));
        writer.update(context);
        writer.close();
        byte[] whole = Files.readAllBytes(log());
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(log(), damaged);
            assertThatThrownBy(() -> read(log(), context))
                    .as("byte %d", at)
                    .isInstanceOf(DiskFailed.class)
                    .hasMessageStartingWith("the staging log " + log() + " is damaged at byte ")
                    .hasMessageEndingWith(
                            "Its rows cannot be trusted, so nothing is published: start over with `gantry run`,"
                                    + " and check the disk.");
        }
    }

    @Test
    void startsEmptyWithoutACheckpoint() throws Exception {
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(log(), "left by a run that was killed before its first checkpoint");
        ExecutionContext context = new ExecutionContext();
        StagingWriter writer = writer(log());
        writer.open(context);
        writer.update(context);
        writer.close();
        assertThat(read(log(), context)).isEmpty();
    }

    @Test
    void splitsChunksOfWideRowsIntoFrames() throws Exception {
        ExecutionContext context = new ExecutionContext();
        StagingWriter writer = writer(log());
        writer.open(context);
        List<JsonNode> wide = IntStream.range(0, 9)
                .<JsonNode>mapToObj(i -> JsonNodeFactory.instance.stringNode(("" + i).repeat(1 << 20)))
                .toList();
        writer.write(Chunk.of(wide.stream().map(json -> new Row("row", json)).toList()));
        writer.update(context);
        writer.close();
        assertThat(read(log(), context))
                .isEqualTo(wide.stream().map(JsonNode::toString).toList());
    }

    @Test
    void leavesNothingBehindOfAChunkThatCannotBeWritten() throws Exception {
        ExecutionContext context = new ExecutionContext();
        StagingWriter writer = writer(log());
        writer.open(context);
        writer.write(chunk(0, 2));
        writer.update(context);
        long before = Files.size(log());
        List<Row> notJson = List.of(row("1"), new Row("row", JsonNodeFactory.instance.pojoNode(new Object())));
        assertThatThrownBy(() -> writer.write(Chunk.of(notJson))).isInstanceOf(RuntimeException.class);
        assertThat(Files.size(log())).isEqualTo(before);
        writer.write(chunk(2, 3));
        writer.update(context);
        writer.close();
        assertThat(read(log(), context)).isEqualTo(expected(3));
        assertThat(writer.learned(Files.size(log()))).isEmpty();
    }

    @Test
    void saysWhatToDoWhenTheDiskIsFullAndResumesExactly() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        Assumptions.assumeTrue(
                mount("-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()), "needs the right to mount a tmpfs");
        try {
            Path log = disk.resolve("log");
            ExecutionContext context = new ExecutionContext();
            StagingWriter writer = writer(log);
            writer.open(context);
            writer.write(chunk(0, 2));
            writer.update(context);
            long before = Files.size(log);
            Files.write(disk.resolve("filler"), new byte[240 << 10]);
            assertThatThrownBy(() -> writer.write(Chunk.of(randomRows())))
                    .isInstanceOf(DiskFailed.class)
                    .hasMessageMatching("cannot write the staging log " + log + ": no space left on the disk of " + disk
                            + ", where [0-9.]+ MiB are free and the next step needs at least [0-9.]+ MiB\\. Everything up to the last"
                            + " checkpoint is kept: make room, then `gantry resume` goes on from it\\.");
            assertThat(Files.size(log)).isEqualTo(before);
            writer.close();
            Files.delete(disk.resolve("filler"));
            StagingWriter resumed = writer(log);
            resumed.open(context);
            resumed.write(chunk(2, 4));
            resumed.update(context);
            resumed.close();
            assertThat(read(log, context)).isEqualTo(expected(4));
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
    }

    private static List<Row> randomRows() {
        Random random = new Random(1);
        return IntStream.range(0, 20_000)
                .mapToObj(i -> new Row("row", JsonNodeFactory.instance.numberNode(random.nextLong())))
                .toList();
    }

    private static boolean mount(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("mount"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
