package dev.gantry.sink;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.gantry.database.Databases;
import dev.gantry.files.Location;
import dev.gantry.files.s3.S3;
import dev.gantry.files.s3.S3Settings;
import dev.gantry.job.Row;
import dev.gantry.sink.parquet.Compression;
import dev.gantry.sink.parquet.ParquetFormat;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stages rows as a run does. */
final class Staging {
    static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    static final Outside OUTSIDE = new Outside(Databases.NONE, S3.of(S3Settings.NONE), Path.of("none"));
    static final Publishing RUN = publishing(provenance("17"));
    private static final int CHUNK = 7;

    private Staging() {}

    static JsonNode json(String text) {
        return EXACT.readTree(text);
    }

    static List<JsonNode> rows(String... texts) {
        return Arrays.stream(texts).map(Staging::json).toList();
    }

    static FolderSink sink(Path target) {
        return sink(target, List.of(), Compression.ZSTD, 1_000_000);
    }

    static FolderSink sink(Path target, List<String> key, Compression compression, long rowsPerFile, String... json) {
        return sink(new Location.Local(target.toString()), key, compression, rowsPerFile, json);
    }

    static FolderSink sink(
            Location target, List<String> key, Compression compression, long rowsPerFile, String... json) {
        return new FolderSink(
                new FolderOptions(target, key, rowsPerFile),
                new ParquetFormat(compression, List.of(json), List.of(), Optional.empty()));
    }

    /** Sorted by a key and in folders, in files as small as can be asked for. */
    static FolderSink sink(Path target, List<String> key, List<String> partitionBy, long rowsPerFile, String bytes) {
        return new FolderSink(
                new FolderOptions(
                        new Location.Local(target.toString()), key, partitionBy, rowsPerFile, ByteSize.parse(bytes)),
                new ParquetFormat(Compression.ZSTD, List.of(), List.of(), Optional.empty()));
    }

    static Provenance provenance(String run) {
        return new Provenance("player-saves", run, "data-store-entries", Optional.empty(), "0.1.0");
    }

    static Publishing publishing(Provenance provenance) {
        return publishing(provenance, OUTSIDE);
    }

    static Publishing publishing(Provenance provenance, Outside outside) {
        return new Publishing(provenance, rows -> {}, () -> false, outside);
    }

    static Staged stage(RowSink sink, Path log, List<JsonNode> rows) throws Exception {
        ExecutionContext context = new ExecutionContext();
        ItemStreamWriter<List<Row>> stager = sink.stager(log);
        stager.open(context);
        for (int from = 0; from < rows.size(); from += CHUNK) {
            List<List<Row>> items = new ArrayList<>();
            rows.subList(from, Math.min(rows.size(), from + CHUNK))
                    .forEach(row -> items.add(List.of(new Row("row", row))));
            items.add(List.of()); // a row of the source that the transforms dropped
            stager.write(new Chunk<>(items));
            stager.update(context);
        }
        stager.update(context);
        stager.close();
        return Staged.committed(log, context).orElseThrow();
    }

    /** Stages and publishes in a folder, with the target {@code out} in it. */
    static Published publish(Path folder, List<JsonNode> rows) throws Exception {
        FolderSink sink = sink(folder.resolve("out"));
        return sink.publish(List.of(stage(sink, folder.resolve("log"), rows)), RUN);
    }

    static Published publish(Path folder, String... rows) throws Exception {
        return publish(folder, rows(rows));
    }
}
