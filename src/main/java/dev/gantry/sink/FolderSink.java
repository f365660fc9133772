package dev.gantry.sink;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import dev.gantry.files.DiskFailed;
import dev.gantry.files.Durable;
import dev.gantry.files.Location;
import dev.gantry.job.Row;
import dev.gantry.job.jq.RowRejected;
import dev.gantry.sink.format.FileFormat;
import dev.gantry.sink.schema.HalfCharacters;
import dev.gantry.sink.schema.Inference;
import dev.gantry.sink.staging.StagedRun;
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
    public void check(Row row) {
        if (HalfCharacters.inKeys(row.json())) {
            throw new RowRejected(
                    row.id(),
                    "row " + row.id()
                            + ": a key in it holds half a character (a lone surrogate), which no file can hold;"
                            + " change the row with map:, or let such rows go with errors: {skip: ...}");
        }
        format.check(row);
    }

    @Override
    public ItemStreamWriter<List<Row>> stager(Path stagingFile) {
        StagingWriter stager = new StagingWriter(stagingFile, format::inference);
        stagers.put(stagingFile, stager);
        return stager;
    }

    @Override
    public Published publish(List<Staged> staged, Publishing publishing) throws InterruptedException {
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

    private Manifest write(List<Staged> staged, Publishing publishing, Target target)
            throws IOException, InterruptedException {
        Provenance provenance = publishing.provenance();
        StagedRun run = new StagedRun();
        staged.forEach(log -> run.add(log.file(), log.length()));
        Inference seen = new Learning(format::inference, stagers).of(staged);
        Columns columns = Columns.of(seen, options);
        Path hidden = target.begin(publishing.attempt());
        try {
            Room.refuseTooLittle(
                    hidden,
                    run,
                    !(columns.by().key().isEmpty() && columns.by().folders().isEmpty()));
            DataFiles.Made made = seen.rows() == 0
                    ? new DataFiles.Made(List.of(), List.of())
                    : new DataFiles(
                                    hidden,
                                    format,
                                    options,
                                    columns.contents(seen, provenance),
                                    columns.by(),
                                    publishing.written(),
                                    target)
                            .write(run);
            List<String> notes = new ArrayList<>(columns.notes());
            notes.addAll(made.notes());
            Manifest manifest = Manifest.of(
                    provenance,
                    staged,
                    columns.inFiles().columns(),
                    columns.inFolders(),
                    made.files(),
                    shortened(notes));
            Durable.writeWhole(hidden.resolve(Target.SCHEMA), manifest.text());
            publishing.last().run();
            target.show(publishing.attempt());
            return manifest;
        } catch (RuntimeException | IOException | InterruptedException e) {
            target.discard(publishing.attempt(), e);
            throw e;
        }
    }

    /** How to see the first rows, from here, where that is the shorter way to write it. */
    private String look() {
        String shortest = target();
        if (options.path() instanceof Location.Local local) {
            Path here = Path.of("").toAbsolutePath();
            Path there = absolute(local);
            shortest = there.startsWith(here) ? here.relativize(there).toString() : there.toString();
        }
        String glob = shortest + (options.partitionBy().isEmpty() ? "/part-*" : "/**/part-*") + format.suffix();
        return "duckdb -c \"FROM " + format.inDuckDb(glob) + " LIMIT 10\"";
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
