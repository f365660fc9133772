package dev.gantry.sink;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.Connection;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.credential.Credential;
import dev.gantry.sink.parquet.Compression;
import dev.gantry.source.Clients;
import dev.gantry.source.WrittenSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the sink {@code parquet} publishes, read by the source {@code parquet}. */
class ParquetReadBackTest {

    @TempDir
    Path folder;

    @Test
    void rowsOfEveryShapeComeBackAsTheyWere() throws Exception {
        for (int seed = 0; seed < 60; seed++) {
            Path here = Files.createDirectory(folder.resolve("seed" + seed));
            List<JsonNode> rows = new RandomRows(seed).rows(100);
            Staging.publish(here, rows);

            List<JsonNode> read = read(here.resolve("out"), 1_000);

            assertThat(read).hasSameSizeAs(rows);
            for (int i = 0; i < rows.size(); i++) {
                assertSame(rows.get(i), read.get(i), "seed " + seed + " row " + i);
            }
        }
    }

    @Test
    void keysThatAreDataComeBackAsKeys() throws Exception {
        List<JsonNode> rows = IntStream.range(0, 300)
                .mapToObj(i -> Staging.json("{\"id\":" + i + ",\"items\":{\"\uD83D\uDE00" + i + "\":{\"n\":" + i
                        + "},\"b.c " + i * 7 + "\":null},\"json\":[1,{\"a\":\"x\"}]}"))
                .toList();
        FolderSink sink = Staging.sink(folder.resolve("out"), List.of(), Compression.ZSTD, 100, "json");
        sink.publish(List.of(Staging.stage(sink, folder.resolve("log"), rows)), Staging.RUN);

        for (int batch : new int[] {1_000, 13}) {
            List<JsonNode> read = read(folder.resolve("out"), batch);
            assertThat(read).hasSameSizeAs(rows);
            for (int i = 0; i < rows.size(); i++) {
                assertSame(rows.get(i), read.get(i), "row " + i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyCompressionComesBack(Compression compression) throws Exception {
        List<JsonNode> rows = IntStream.range(0, 20_000)
                .mapToObj(i -> Staging.json("{\"id\":" + i + ",\"text\":\"" + "x".repeat(i % 50) + "\"}"))
                .toList();
        FolderSink sink = Staging.sink(folder.resolve("out"), List.of("id"), compression, 7_000);
        sink.publish(List.of(Staging.stage(sink, folder.resolve("log"), rows)), Staging.RUN);

        assertThat(read(folder.resolve("out"), 9_999)).isEqualTo(rows);
    }

    @Test
    void whatIsHalfPublishedIsNotRead() throws Exception {
        Staging.publish(folder, "{\"a\":1}");
        Files.delete(folder.resolve("out/_SUCCESS"));

        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> read(folder.resolve("out"), 10))
                .withMessageStartingWith(folder + "/out is being published, or its publishing was interrupted");
    }

    private static List<JsonNode> read(Path target, int batch) throws InterruptedException {
        Connection none = new Connection(Optional.of(URI.create("http://127.0.0.1:9")), new Credential.ApiKey("none"));
        try (OpenCloud nobody = Clients.of(none)) {
            List<JsonNode> read = new ArrayList<>();
            WrittenSource.of("parquet: {path: " + target + "}")
                    .readKilledAfterEvery(batch, nobody)
                    .rows()
                    .forEach(row -> read.add(row.json()));
            return read;
        }
    }

    /** Null and missing count as one, as do numbers and moments that are written in another way. */
    private static void assertSame(@Nullable JsonNode expected, @Nullable JsonNode actual, String at) {
        if (expected == null || expected.isNull()) {
            assertThat(actual == null || actual.isNull()).as(at).isTrue();
        } else if (actual == null || actual.isNull()) {
            assertThat(actual).as(at).isEqualTo(expected);
        } else if (expected.isObject() && actual.isObject()) {
            expected.propertyNames().forEach(name -> assertSame(expected.get(name), actual.get(name), at + "." + name));
            actual.propertyNames().forEach(name -> assertSame(expected.get(name), actual.get(name), at + "." + name));
        } else if (expected.isArray() && actual.isArray()) {
            assertThat(actual.size()).as(at).isEqualTo(expected.size());
            IntStream.range(0, expected.size())
                    .forEach(i -> assertSame(expected.get(i), actual.get(i), at + "[" + i + "]"));
        } else if (expected.isNumber() && actual.isNumber()) {
            assertThat(actual.decimalValue()).as(at).isEqualByComparingTo(expected.decimalValue());
        } else if (!expected.equals(actual)) {
            assertThat(Instant.parse(actual.asString())).as(at).isEqualTo(Instant.parse(expected.asString()));
        }
    }
}
