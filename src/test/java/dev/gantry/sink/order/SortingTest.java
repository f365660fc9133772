package dev.gantry.sink.order;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.gantry.job.Row;
import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.ColumnType.Values;
import dev.gantry.sink.schema.Inference;
import dev.gantry.sink.schema.Scalar.Simple;
import dev.gantry.sink.staging.StagedRun;
import dev.gantry.sink.staging.StagingWriter;
import dev.gantry.sink.work.SideBySide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class SortingTest {
    private static final SortBy BY_ID =
            new SortBy(List.of(), List.of("id"), Map.of("id", new Leaf(Simple.INT64, Values.MANY)));
    private static final SortBy BY_FOLDER = new SortBy(
            List.of("at"),
            List.of("id"),
            Map.of("id", new Leaf(Simple.INT64, Values.MANY), "at", new Leaf(Simple.STRING, Values.FEW)));
    private static final Memory SMALL = new Memory(4_000, 3, 2);

    @TempDir
    Path folder;

    private final List<ObjectNode> read = new ArrayList<>();
    private final StagedRun run = new StagedRun();
    private int logs;

    private void stage(List<ObjectNode> rows) throws Exception {
        Path log = folder.resolve("log-" + logs++);
        StagingWriter writer = new StagingWriter(log, () -> new Inference(List.of()));
        var context = new ExecutionContext();
        writer.open(context);
        for (int from = 0; from < rows.size(); from += 50) {
            List<Row> chunk = new ArrayList<>();
            rows.subList(from, Math.min(rows.size(), from + 50)).forEach(row -> chunk.add(new Row("row", row)));
            writer.write(new Chunk<>(List.of(chunk)));
        }
        writer.update(context);
        writer.close();
        run.add(log, Files.size(log));
        read.addAll(rows);
    }

    private ObjectNode row(long id) {
        return JsonNodeFactory.instance.objectNode().put("id", id).put("n", read.size() * 1_000_000L + id);
    }

    private Sorted sort(SortBy by, Memory memory) throws Exception {
        Path beside = Files.createDirectories(folder.resolve("beside"));
        return new Sorting(by, run, folder.resolve("sorting"), beside, new SideBySide(2), memory).sort();
    }

    private List<String> rowsOf(Sorted sorted) throws Exception {
        List<String> lines = new ArrayList<>();
        try (SortedRows rows = ((Sorted.InBatches) sorted).rows()) {
            for (@Nullable Batch batch = rows.next(); batch != null; batch = rows.next()) {
                new String(batch.text(), 0, batch.length(), StandardCharsets.UTF_8)
                        .lines()
                        .forEach(lines::add);
            }
        }
        return lines;
    }

    private List<String> files(String name) throws Exception {
        Path path = folder.resolve(name);
        if (!Files.exists(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.map(String::valueOf).toList();
        }
    }

    /** Fewer different ids make repeated keys. */
    @ParameterizedTest
    @CsvSource({"1000000, 4000", "700, 4000", "700, 4000000"})
    void sortsWithTheMemoryThereIs(int ids, int bytes) throws Exception {
        Random random = new Random(9);
        for (int log = 0; log < 3; log++) {
            stage(Stream.generate(() -> row(random.nextInt(ids)).put("n", random.nextInt()))
                    .limit(1_000)
                    .toList());
        }
        TreeMap<Long, String> expected = new TreeMap<>();
        read.forEach(row -> expected.put(row.path("id").asLong(), row.toString()));
        Sorted sorted = sort(BY_ID, new Memory(bytes, 3, 2));
        assertThat(files("sorting").isEmpty()).isEqualTo(bytes > 4_000);
        assertThat(rowsOf(sorted)).containsExactlyElementsOf(expected.values());
        assertThat(files("sorting")).isEmpty();
        int repeated = read.size() - expected.size();
        assertThat(repeated == 0 ? List.of() : Files.readAllLines(folder.resolve("beside/_repeated.jsonl")))
                .hasSize(repeated);
    }

    @Test
    void putsNothingAsideWhenLogsAreInOrderOneAfterTheOther() throws Exception {
        stage(Stream.iterate(500L, id -> id + 1).limit(400).map(this::row).toList());
        stage(Stream.iterate(1L, id -> id + 1).limit(400).map(this::row).toList());
        assertThat(sort(BY_ID, SMALL))
                .isInstanceOfSatisfying(
                        Sorted.AsStaged.class,
                        sorted -> assertThat(sorted.run().slices(0, 800))
                                .extracting(slice -> String.valueOf(slice.log().getFileName()))
                                .containsExactly("log-1", "log-0"));
        assertThat(files("sorting")).isEmpty();
    }

    @Test
    void mergesLogsThatAreInOrderEach() throws Exception {
        stage(Stream.iterate(0L, id -> id + 2).limit(400).map(this::row).toList());
        stage(Stream.iterate(1L, id -> id + 2).limit(400).map(this::row).toList());
        Sorted sorted = sort(BY_ID, SMALL);
        assertThat(files("sorting")).isEmpty();
        assertThat(rowsOf(sorted))
                .containsExactlyElementsOf(read.stream()
                        .sorted(Comparator.comparingLong(row -> row.path("id").asLong()))
                        .map(ObjectNode::toString)
                        .toList());
    }

    @Test
    void findsKeysThatAreInSeveralFolders() throws Exception {
        Random random = new Random(2);
        stage(Stream.generate(() ->
                        row(random.nextInt(300)).put("n", random.nextInt()).put("at", "f" + random.nextInt(5)))
                .limit(3_000)
                .toList());
        TreeMap<Long, ObjectNode> last = new TreeMap<>();
        read.forEach(row -> last.put(row.path("id").asLong(), row));
        List<String> expected = last.values().stream()
                .sorted(Comparator.comparing(row -> row.path("at").asString()))
                .map(row -> row.deepCopy().without("at").toString())
                .toList();
        assertThat(rowsOf(sort(BY_FOLDER, SMALL))).containsExactlyElementsOf(expected);
        List<String> lost =
                new ArrayList<>(read.stream().map(ObjectNode::toString).toList());
        last.values().forEach(row -> lost.remove(lost.lastIndexOf(row.toString())));
        assertThat(Files.readAllLines(folder.resolve("beside/_repeated.jsonl"))).containsExactlyElementsOf(lost);
    }

    @Test
    void sortsRowsLargerThanItsMemory() throws Exception {
        stage(List.of(row(3).put("s", "x".repeat(9_000)), row(1).put("s", "y".repeat(20_000)), row(2)));
        assertThat(rowsOf(sort(BY_ID, SMALL)))
                .containsExactly(
                        read.get(1).toString(),
                        read.get(2).toString(),
                        read.get(0).toString());
    }
}
