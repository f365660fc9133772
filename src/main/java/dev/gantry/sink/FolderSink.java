package dev.gantry.sink;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import dev.gantry.files.DiskFailed;
import dev.gantry.files.Durable;
import dev.gantry.files.Location;
import dev.gantry.job.Row;
import dev.gantry.sink.format.Contents;
import dev.gantry.sink.format.FileFormat;
import dev.gantry.sink.format.FormatWriter;
import dev.gantry.sink.schema.Inference;
import dev.gantry.sink.schema.RowSchema;
import dev.gantry.sink.staging.StagedRows;
import dev.gantry.sink.staging.StagingWriter;
import dev.gantry.sink.target.S3Folder;
import dev.gantry.sink.target.Target;
import dev.gantry.sink.target.TargetFolder;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/** Publishes rows as files of one format in a folder. */
public final class FolderSink implements RowSink {
    private static final int MOST_NOTES = 20;
    private static final long LEAST_NEEDED = 32L << 20;

    private final FolderOptions options;
    private final FileFormat format;
    private final Function<Outside, Target> target;
    private final Map<Path, StagingWriter> stagers = new ConcurrentHashMap<>();

    public FolderSink(FolderOptions options, FileFormat format) {
        this.options = options;
        this.format = format;
        this.target = switch (options.path()) {
            case Location.Local local -> {
                Target folder = new TargetFolder(absolute(local));
                yield outside -> folder;
            }
            case Location.S3 s3 -> {
                S3Folder.refuseWholeBucket(s3);
                yield outside -> new S3Folder(s3, outside.s3(), outside.scratch());
            }
        };
    }

    @Override
    public String target() {
        return switch (options.path()) {
            case Location.Local local -> absolute(local).toString();
            case Location.S3 s3 -> s3.toString();
        };
    }

    private static Path absolute(Location.Local local) {
        return local.toPath().toAbsolutePath().normalize();
    }

    @Override
    public void refuseBadTarget(Outside outside) {
        target.apply(outside).refuseIfBad();
    }

    @Override
    public ItemStreamWriter<List<Row>> stager(Path stagingFile) {
        StagingWriter stager = new StagingWriter(stagingFile, format::inference);
        stagers.put(stagingFile, stager);
        return stager;
    }

    @Override
    public Published publish(List<Staged> staged, Publishing publishing) {
        Provenance provenance = publishing.provenance();
        Target target = this.target.apply(publishing.outside());
        try {
            target.repair();
            Optional<Manifest> done =
                    target.schema().flatMap(Manifest::parse).filter(manifest -> manifest.isOf(provenance, staged));
            Manifest manifest = done.isPresent() ? done.get() : write(staged, publishing, target);
            target.markComplete();
            staged.forEach(log -> stagers.remove(log.file()));
            return manifest.published(target(), Optional.of(look()));
        } catch (IOException e) {
            throw DiskFailed.writing("cannot publish", onDisk(publishing), LEAST_NEEDED, e);
        }
    }

    private Path onDisk(Publishing publishing) {
        return switch (options.path()) {
            case Location.Local local -> local.toPath();
            case Location.S3 s3 -> publishing.outside().scratch();
        };
    }

    private Manifest write(List<Staged> staged, Publishing publishing, Target target) throws IOException {
        Provenance provenance = publishing.provenance();
        Inference seen = learned(staged);
        RowSchema schema = seen.schema(options.key());
        Path hidden = target.begin(provenance.run());
        try {
            List<String> notes = new ArrayList<>(schema.notes());
            List<Manifest.DataFile> files =
                    seen.rows() == 0 ? List.of() : writeFiles(hidden, staged, publishing, target, seen, schema, notes);
            Manifest manifest = Manifest.of(provenance, staged, schema.columns(), files, shortened(notes));
            Durable.writeWhole(hidden.resolve(Target.SCHEMA), manifest.text());
            target.show(provenance.run());
            return manifest;
        } catch (RuntimeException | IOException e) {
            target.discard(provenance.run(), e);
            throw e;
        }
    }

    private List<Manifest.DataFile> writeFiles(
            Path hidden,
            List<Staged> staged,
            Publishing publishing,
            Target target,
            Inference seen,
            RowSchema schema,
            List<String> notes) {
        Provenance from = publishing.provenance();
        Map<String, String> metadata =
                Map.of("gantry.job", from.job(), "gantry.run", from.run(), "gantry.version", from.version());
        Contents contents = new Contents(schema, options.key(), seen.widestRow(), metadata);
        try (FormatWriter writer = format.writer(contents);
                Parts parts = new Parts(
                        hidden, format.suffix(), writer, options.rowsPerFile(), publishing.written(), target)) {
            for (Staged log : staged) {
                try (StagedRows rows = StagedRows.open(log.file(), log.length())) {
                    parts.write(rows);
                }
            }
            List<Manifest.DataFile> files = parts.finish();
            notes.addAll(keyNotes(seen));
            notes.addAll(writer.notes());
            return files;
        }
    }

    /** What the stagers learned as they went, or else what the logs say. */
    private Inference learned(List<Staged> staged) {
        Inference all = format.inference();
        for (Staged log : staged) {
            Optional<Inference> known =
                    Optional.ofNullable(stagers.get(log.file())).flatMap(stager -> stager.learned(log.length()));
            all.merge(known.orElseGet(() -> {
                Inference read = format.inference();
                StagingWriter.learn(log.file(), log.length(), read);
                return read;
            }));
        }
        return all;
    }

    private List<String> keyNotes(Inference seen) {
        List<String> notes = new ArrayList<>();
        for (String column : options.key()) {
            long without = seen.rows() - seen.rowsWith(column);
            if (without == seen.rows()) {
                notes.add("key " + column + ": no row has this column");
            } else if (without > 0) {
                notes.add("key " + column + ": missing or null in " + number(without) + " rows");
            }
        }
        return notes;
    }

    /** How to see the first rows, from here, where that is the shorter way to write it. */
    private String look() {
        String shortest = target();
        if (options.path() instanceof Location.Local local) {
            Path here = Path.of("").toAbsolutePath();
            Path there = absolute(local);
            shortest = there.startsWith(here) ? here.relativize(there).toString() : there.toString();
        }
        return "duckdb -c \"FROM '" + shortest + "/*" + format.suffix() + "' LIMIT 10\"";
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
