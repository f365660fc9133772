package dev.gantry.sink;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

import dev.gantry.files.Location;
import dev.gantry.sink.parquet.Compression;
import dev.gantry.sink.parquet.ParquetFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rows of every shape, published, are what DuckDB and parquet-java read, value by value. Set {@code gantry.seeds} to try so many further
 * seeds, {@code gantry.seed} to try one.
 */
class ReadBackTest {
    private static final int ROWS = 60;

    @TempDir
    Path folder;

    static LongStream seeds() {
        Long one = Long.getLong("gantry.seed");
        return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, Long.getLong("gantry.seeds", 60));
    }

    /** Which columns stay JSON text, become VARIANT or get their own types is drawn, too. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsRandomRows(long seed) throws Exception {
        List<JsonNode> rows = new RandomRows(seed).rows(ROWS);
        Random random = new Random(seed);
        List<String> json = new ArrayList<>();
        List<String> variant = new ArrayList<>();
        names(rows).forEach(name -> {
            switch (random.nextInt(6)) {
                case 0 -> json.add(name);
                case 1, 2 -> variant.add(name);
                default -> {}
            }
        });
        Path out = folder.resolve("out");
        FolderSink sink = new FolderSink(
                new FolderOptions(new Location.Local(out.toString()), List.of(), 1 + random.nextInt(ROWS)),
                new ParquetFormat(Compression.ZSTD, json, variant, Optional.empty()));
        int cut = random.nextInt(ROWS);
        sink.publish(
                List.of(
                        Staging.stage(sink, folder.resolve("log-1"), rows.subList(0, cut)),
                        Staging.stage(sink, folder.resolve("log-2"), rows.subList(cut, ROWS))),
                Staging.RUN);
        DuckDb.assertHolds(out, rows);
        List<Map<String, @Nullable Object>> read = ParquetJava.read(out);
        SameValues.assertHolds(read, rows);
        assertTellsNullFromMissing(read, rows, variant);
    }

    private static Set<String> names(List<JsonNode> rows) {
        Set<String> names = new TreeSet<>();
        rows.forEach(row -> names.addAll(row.propertyNames()));
        return names;
    }

    private static void assertTellsNullFromMissing(
            List<Map<String, @Nullable Object>> read, List<JsonNode> rows, List<String> columns) {
        for (int i = 0; i < rows.size(); i++) {
            for (String column : columns) {
                assertThat(read.get(i).containsKey(column))
                        .as("row " + i + " has " + column)
                        .isEqualTo(rows.get(i).has(column));
            }
        }
    }
}
