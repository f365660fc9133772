package dev.gantry.sink;

import java.io.BufferedWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.sun.management.OperatingSystemMXBean;
import dev.gantry.files.Location;
import dev.gantry.job.Row;
import dev.gantry.sink.parquet.Compression;
import dev.gantry.sink.parquet.ParquetFormat;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code src/bench/publish} starts, one process a measurement. Each prints the seconds of the one thing it measures, and the
 * bytes that came of it.
 */
final class PublishBenchmark {
    private static final int CHUNK = 500;
    private static final String[] COUNTRIES = {"SE", "US", "BR", "PH", "DE", "FR", "JP", "MX"};
    private static final String[] ITEMS = {"sword", "shield", "potion", "rope", "torch", "map", "lantern", "apple"};

    private PublishBenchmark() {}

    /** {@code stage FOLDER ROWS | publish FOLDER [OPTION=VALUE...] | stage-and-publish FOLDER ROWS [...] | duckdb FOLDER}. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        switch (args[0]) {
            case "stage" -> System.out.println(stage(sink(folder, Map.of()), folder, Long.parseLong(args[2]), true));
            case "publish" -> publishAgain(folder, options(args, 2));
            case "stage-and-publish" -> stageAndPublish(folder, Long.parseLong(args[2]), options(args, 3));
            case "duckdb" -> duckDb(folder);
            default -> throw new IllegalArgumentException("no measurement is called " + args[0]);
        }
    }

    private static Map<String, String> options(String[] args, int from) {
        return Arrays.stream(args)
                .skip(from)
                .map(option -> option.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static FolderSink sink(Path folder, Map<String, String> options) {
        Function<String, List<String>> columns = option ->
                options.containsKey(option) ? List.of(options.get(option).split(",")) : List.of();
        return new FolderSink(
                new FolderOptions(
                        new Location.Local(folder.resolve("published").toString()),
                        columns.apply("key"),
                        columns.apply("partition-by"),
                        1_000_000,
                        ByteSize.parse("128MB")),
                new ParquetFormat(Compression.ZSTD, List.of(), List.of(), Optional.empty()));
    }

    private static Staged stage(FolderSink sink, Path folder, long rows, boolean asLines) throws Exception {
        Path log = folder.resolve("0.staged");
        ExecutionContext context = new ExecutionContext();
        ItemStreamWriter<List<Row>> stager = sink.stager(log);
        stager.open(context);
        SplittableRandom random = new SplittableRandom(5);
        try (BufferedWriter lines = asLines
                ? Files.newBufferedWriter(folder.resolve("rows.jsonl"))
                : new BufferedWriter(java.io.Writer.nullWriter())) {
            for (long from = 0; from < rows; from += CHUNK) {
                List<List<Row>> chunk = new ArrayList<>();
                for (long id = from; id < Math.min(rows, from + CHUNK); id++) {
                    ObjectNode row = row(id, random);
                    chunk.add(List.of(new Row("row", row)));
                    lines.append(row.toString()).append('\n');
                }
                stager.write(new Chunk<>(chunk));
                stager.update(context);
            }
        }
        stager.close();
        Staged staged = Staged.committed(log, context).orElseThrow();
        Files.writeString(folder.resolve("0.length"), Long.toString(staged.length()));
        return staged;
    }

    private static ObjectNode row(long id, SplittableRandom random) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("userId", (id * 0x9E3779B1L) & 0xFFFFFFFFL);
        row.put("name", "Player_" + Long.toString(random.nextLong(1L << 40), 36));
        row.put("level", random.nextInt(100));
        row.put("coins", random.nextLong(1_000_000));
        row.put("accuracy", random.nextInt(1_000_000) / 1e6);
        row.put("rating", random.nextGaussian() * 400 + 1500);
        row.put("country", COUNTRIES[random.nextInt(COUNTRIES.length)]);
        row.put("premium", random.nextInt(5) == 0);
        row.put("joined", time(1_500_000_000_000L + random.nextLong(200_000_000_000L)));
        row.put("updated", time(1_760_000_000_000L + random.nextLong(10_000_000_000L)));
        row.putObject("position")
                .put("x", random.nextInt(20_000) / 10.0)
                .put("y", random.nextInt(5_000) / 10.0)
                .put("zone", "zone-" + random.nextInt(40));
        ArrayNode items = row.putArray("inventory");
        for (int i = random.nextInt(5); i > 0; i--) {
            items.addObject().put("item", ITEMS[random.nextInt(ITEMS.length)]).put("count", 1 + random.nextInt(99));
        }
        if (random.nextInt(3) == 0) {
            row.put("guild", "guild " + random.nextInt(3_000));
        }
        return row;
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static void publishAgain(Path folder, Map<String, String> options) throws Exception {
        long length = Long.parseLong(Files.readString(folder.resolve("0.length")));
        publish(sink(folder, options), new Staged(folder.resolve("0.staged"), length));
    }

    private static void stageAndPublish(Path folder, long rows, Map<String, String> options) throws Exception {
        FolderSink sink = sink(folder, options);
        Staged staged = stage(sink, folder, rows, false);
        for (int i = Integer.parseInt(options.getOrDefault("times", "1")); i > 0; i--) {
            publish(sink, staged);
        }
    }

    private static void publish(FolderSink sink, Staged staged) throws Exception {
        Provenance provenance = Staging.provenance(Long.toString(System.nanoTime()));
        Stopwatch watch = Stopwatch.start();
        Published published =
                sink.publish(List.of(staged), new Publishing(provenance, rows -> {}, () -> false, Staging.OUTSIDE));
        watch.print(published.rows(), published.bytes());
        System.out.println(published.notes());
    }

    private static void duckDb(Path folder) throws Exception {
        Path target = folder.resolve("duckdb.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET temp_directory = '" + folder.resolve("duckdb.tmp") + "'");
            Stopwatch watch = Stopwatch.start();
            long rows = statement.executeLargeUpdate("COPY (FROM read_json('" + folder.resolve("rows.jsonl")
                    + "')) TO '" + target + "' (FORMAT parquet, COMPRESSION zstd)");
            watch.print(rows, Files.size(target));
        }
    }

    /** Of the clock, and of the processors: the second is what a measurement on a busy machine can be judged by. */
    private record Stopwatch(long nanos, long processorNanos) {
        static Stopwatch start() {
            return new Stopwatch(System.nanoTime(), processor());
        }

        private static long processor() {
            return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                    .getProcessCpuTime();
        }

        void print(long rows, long bytes) {
            System.out.printf(
                    Locale.ROOT,
                    "%.2f s, %.2f s of processors, %d rows, %.1f MB%n",
                    (System.nanoTime() - nanos) / 1e9,
                    (processor() - processorNanos) / 1e9,
                    rows,
                    bytes / 1e6);
        }
    }
}
