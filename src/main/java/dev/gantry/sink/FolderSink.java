package dev.gantry.sink;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.gantry.files.DiskFailed;
import dev.gantry.files.Durable;
import dev.gantry.files.Location;
import dev.gantry.job.Row;
import dev.gantry.job.UserMistake;
import dev.gantry.sink.format.FileFormat;
import dev.gantry.sink.schema.Inference;
import dev.gantry.sink.staging.StagedRun;
import dev.gantry.sink.staging.StagingWriter;
import dev.gantry.sink.target.Target;
import dev.gantry.sink.target.TargetFolder;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/** Publishes rows as files of one format in a folder. */
public final class FolderSink implements RowSink {
    private static final int MOST_NOTES = 20;
    private static final long LEAST_NEEDED = 32L << 20;

    private final FolderOptions options;
    private final FileFormat format;
    private final Target target;
    private final Map<Path, StagingWriter> stagers = new ConcurrentHashMap<>();

    public FolderSink(FolderOptions options, FileFormat format) {
        this.options = options;
        this.format = format;
        this.target = switch (options.path()) {
            case Location.Local local ->
                new TargetFolder(local.toPath().toAbsolutePath().normalize());
            case Location.S3 s3 ->
                throw new UserMistake("cannot publish to " + s3 + ": only folders of this machine are written");
        };
    }

    @Override
    public String target() {
        return target.name();
    }

    @Override
    public void refuseBadTarget() {
        target.refuseIfBad();
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
        try {
            target.repair();
            Optional<Manifest> done =
                    target.schema().flatMap(Manifest::parse).filter(manifest -> manifest.isOf(provenance, staged));
            Manifest manifest = done.isPresent() ? done.get() : write(staged, publishing);
            target.markComplete();
            staged.forEach(log -> stagers.remove(log.file()));
            return manifest.published(target.name(), Optional.of(look()));
        } catch (IOException e) {
            throw DiskFailed.writing("cannot publish", Path.of(target.name()), LEAST_NEEDED, e);
        }
    }

    private Manifest write(List<Staged> staged, Publishing publishing) throws IOException, InterruptedException {
        Provenance provenance = publishing.provenance();
        StagedRun run = new StagedRun();
        staged.forEach(log -> run.add(log.file(), log.length()));
        Inference seen = new Learning(format, stagers).of(staged);
        Columns columns = Columns.of(seen, options);
        Path hidden = target.begin(provenance.run());
        try {
            Room.refuseTooLittle(hidden, run);
            DataFiles.Made made = seen.rows() == 0
                    ? new DataFiles.Made(List.of(), List.of())
                    : new DataFiles(
                                    hidden,
                                    format,
                                    options,
                                    columns.contents(seen, provenance),
                                    columns.by(),
                                    publishing.written())
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
            target.show(provenance.run());
            return manifest;
        } catch (RuntimeException | IOException | InterruptedException e) {
            target.discard(provenance.run(), e);
            throw e;
        }
    }

    /** How to see the first rows, from here, where that is the shorter way to write it. */
    private String look() {
        String shortest = target.name();
        if (options.path() instanceof Location.Local local) {
            Path here = Path.of("").toAbsolutePath();
            Path there = local.toPath().toAbsolutePath().normalize();
            shortest = there.startsWith(here) ? here.relativize(there).toString() : there.toString();
        }
        return "duckdb -c \"FROM '" + shortest + (options.partitionBy().isEmpty() ? "/*" : "/**/*") + format.suffix()
                + "' LIMIT 10\"";
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
