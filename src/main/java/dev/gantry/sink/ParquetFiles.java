package dev.gantry.sink;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.gantry.job.Kind;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.sink.disk.DiskFailed;
import dev.gantry.sink.disk.Durable;
import dev.gantry.sink.disk.TargetFolder;
import dev.gantry.sink.parquet.Compression;
import dev.gantry.sink.parquet.ParquetParts;
import dev.gantry.sink.schema.Inference;
import dev.gantry.sink.schema.RowSchema;
import dev.gantry.sink.staging.StagedRows;
import dev.gantry.sink.staging.StagingWriter;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/** The {@code parquet} sink: a folder of Parquet files whose columns have the types the rows turned out to have. */
public final class ParquetFiles implements RowSink {
    public static final Kind<ParquetFiles> KIND = new Kind<>(
            "parquet",
            "A folder of Parquet files, replaced as a whole; the types of its columns are found from all rows.",
            Shape.object(fields -> {
                var path = fields.required(
                        "path", Shape.path(), "The folder to publish, for example exports/players/date=${date}");
                var key = fields.optional(
                        "key",
                        Shape.listOrOne(Shape.text()),
                        "Columns that name a row. They come first, and rows that lack or repeat a key are reported");
                var compression = fields.withDefault(
                        "compression",
                        Shape.oneOf(Compression.class),
                        Compression.ZSTD,
                        "How the pages are compressed");
                var rowsPerFile = fields.withDefault(
                        "rows-per-file", Shape.integer(1L, 1_000_000_000L), 1_000_000L, "Rows in one file at most");
                var json = fields.optional(
                        "json", Shape.listOrOne(Shape.text()), "Columns to keep as JSON text, exactly as they come");
                return given -> new ParquetFiles(new Options(
                        given.get(path),
                        given.get(key).orElse(List.of()),
                        given.get(compression),
                        given.get(rowsPerFile),
                        given.get(json).orElse(List.of())));
            }));

    /**
     * @param key columns that should name a row; missing and repeated ones are noted, not refused, and rows are not sorted
     * @param json top-level columns not to infer
     */
    public record Options(Path path, List<String> key, Compression compression, long rowsPerFile, List<String> json) {
        public Options {
            key = distinct("key", key);
            json = distinct("json", json);
            if (rowsPerFile < 1) {
                throw new IllegalArgumentException("rows-per-file must be 1 or more, found " + rowsPerFile);
            }
        }

        private static List<String> distinct(String option, List<String> columns) {
            if (new HashSet<>(columns).size() < columns.size()) {
                throw new IllegalArgumentException(option + " names a column twice: " + String.join(", ", columns));
            }
            return List.copyOf(columns);
        }
    }

    private static final int MOST_NOTES = 20;
    private static final long LEAST_NEEDED = 1L << 20;

    private final Options options;
    private final Path target;
    private final TargetFolder folder;
    private final Map<Path, StagingWriter> stagers = new ConcurrentHashMap<>();

    public ParquetFiles(Options options) {
        this.options = options;
        this.target = options.path().toAbsolutePath().normalize();
        this.folder = new TargetFolder(target);
    }

    @Override
    public Path target() {
        return target;
    }

    @Override
    public void refuseBadTarget() {
        folder.refuseIfBad();
    }

    @Override
    public ItemStreamWriter<List<Row>> stager(Path stagingFile) {
        StagingWriter stager = new StagingWriter(stagingFile, this::freshInference);
        stagers.put(stagingFile, stager);
        return stager;
    }

    private Inference freshInference() {
        return new Inference(options.json());
    }

    @Override
    public Published publish(List<Staged> staged, Provenance provenance) {
        try {
            folder.repair();
            Optional<Manifest> done = Manifest.read(target).filter(manifest -> manifest.isOf(provenance, staged));
            Manifest manifest = done.isPresent() ? done.get() : write(staged, provenance);
            folder.markComplete();
            staged.forEach(log -> stagers.remove(log.file()));
            return manifest.published(target);
        } catch (IOException e) {
            throw DiskFailed.writing("cannot publish", target, LEAST_NEEDED, e);
        }
    }

    private Manifest write(List<Staged> staged, Provenance provenance) throws IOException {
        Inference seen = learned(staged);
        RowSchema schema = seen.schema(options.key());
        Path hidden = folder.begin(provenance.run());
        try {
            List<String> notes = new ArrayList<>(schema.notes());
            List<Manifest.DataFile> files =
                    seen.rows() == 0 ? List.of() : writeFiles(hidden, staged, provenance, seen, schema, notes);
            Manifest manifest = Manifest.of(provenance, staged, schema.columns(), files, shortened(notes));
            Durable.writeWhole(hidden.resolve(TargetFolder.SCHEMA), manifest.text());
            folder.show(provenance.run());
            return manifest;
        } catch (RuntimeException | IOException e) {
            folder.discard(provenance.run(), e);
            throw e;
        }
    }

    private List<Manifest.DataFile> writeFiles(
            Path hidden, List<Staged> staged, Provenance from, Inference seen, RowSchema schema, List<String> notes) {
        var layout =
                new ParquetParts.Options(options.compression(), options.rowsPerFile(), seen.widestRow(), options.key());
        Map<String, String> metadata =
                Map.of("gantry.job", from.job(), "gantry.run", from.run(), "gantry.version", from.version());
        try (ParquetParts parts = new ParquetParts(hidden, schema, layout, metadata)) {
            for (Staged log : staged) {
                try (StagedRows rows = StagedRows.open(log.file(), log.length())) {
                    parts.write(rows);
                }
            }
            List<Manifest.DataFile> files = parts.finish().stream()
                    .map(part -> new Manifest.DataFile(part.name(), part.rows(), part.bytes()))
                    .toList();
            notes.addAll(keyNotes(seen, parts));
            if (parts.repairedStrings() > 0) {
                notes.add(number(parts.repairedStrings())
                        + " strings held half a character (a lone surrogate), which became U+FFFD");
            }
            return files;
        }
    }

    /** What the stagers learned as they went, or else what the logs say. */
    private Inference learned(List<Staged> staged) {
        Inference all = freshInference();
        for (Staged log : staged) {
            Optional<Inference> known =
                    Optional.ofNullable(stagers.get(log.file())).flatMap(stager -> stager.learned(log.length()));
            all.merge(known.orElseGet(() -> {
                Inference read = freshInference();
                StagingWriter.learn(log.file(), log.length(), read);
                return read;
            }));
        }
        return all;
    }

    private List<String> keyNotes(Inference seen, ParquetParts parts) {
        List<String> notes = new ArrayList<>();
        for (String column : options.key()) {
            long without = seen.rows() - seen.rowsWith(column);
            if (without == seen.rows()) {
                notes.add("key " + column + ": no row has this column");
            } else if (without > 0) {
                notes.add("key " + column + ": missing or null in " + number(without) + " rows");
            }
        }
        String key = "key " + String.join(", ", options.key());
        parts.repeatedKeys()
                .ifPresentOrElse(
                        count -> {
                            if (count > 0) {
                                notes.add(key + ": " + number(count) + " rows repeat the key of an earlier row");
                            }
                        },
                        () -> notes.add(key + ": too many rows to look for repeated keys"));
        return notes;
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static List<String> shortened(List<String> notes) {
        if (notes.size() <= MOST_NOTES) {
            return notes;
        }
        List<String> first = new ArrayList<>(notes.subList(0, MOST_NOTES));
        first.add("and " + (notes.size() - MOST_NOTES) + " more columns like these");
        return first;
    }
}
