package dev.gantry.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.gantry.files.Location;
import dev.gantry.sink.format.FileFormat;

/** A folder that rows are published into as text. */
record TextFolder(Path path) {
    private static final int ROWS_PER_FILE = 1_000_000;

    static TextFolder in(Path folder) {
        return new TextFolder(folder.resolve("out"));
    }

    Published publish(FileFormat format, List<tools.jackson.databind.JsonNode> rows, String... key) throws Exception {
        return publish(format, ROWS_PER_FILE, rows, key);
    }

    Published publish(FileFormat format, long rowsPerFile, List<tools.jackson.databind.JsonNode> rows, String... key)
            throws Exception {
        FolderSink sink = new FolderSink(
                new FolderOptions(new Location.Local(path.toString()), List.of(key), rowsPerFile), format);
        return sink.publish(List.of(Staging.stage(sink, path.resolveSibling("log"), rows)), Staging.RUN);
    }

    /** Name to type, as {@code _schema.json} has them. */
    Map<String, String> types() throws IOException {
        Map<String, String> types = new LinkedHashMap<>();
        Staging.json(Files.readString(path.resolve("_schema.json")))
                .path("columns")
                .forEach(column -> types.put(
                        column.path("name").stringValue(), column.path("type").stringValue()));
        return types;
    }

    /** The data files, in order. */
    List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .toList();
        }
    }

    String text() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : files()) {
            all.append(Files.readString(file));
        }
        return all.toString();
    }
}
