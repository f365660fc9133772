package dev.gantry.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

import dev.gantry.backup.repository.Backup;
import dev.gantry.backup.repository.Manifest;
import dev.gantry.backup.repository.Repository;
import dev.gantry.database.Databases;
import dev.gantry.files.FileStores;
import dev.gantry.files.Location;
import dev.gantry.files.s3.S3;
import dev.gantry.files.s3.S3Settings;
import dev.gantry.job.Errors;
import dev.gantry.job.Job;
import dev.gantry.job.JobFile;
import dev.gantry.job.Row;
import dev.gantry.job.Tolerance;
import dev.gantry.job.Values;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.run.Components;
import dev.gantry.sink.Outside;
import dev.gantry.sink.Provenance;
import dev.gantry.sink.Publishing;
import dev.gantry.sink.RowSink;
import dev.gantry.sink.Staged;
import dev.gantry.source.Access;
import dev.gantry.source.Partition;
import dev.gantry.source.RowSource;
import dev.gantry.source.walk.ReadBounds;
import dev.gantry.transform.RowTransform;
import dev.gantry.writeback.Changes;
import dev.gantry.writeback.MakesChanges;
import dev.gantry.writeback.PlannedRows;
import dev.gantry.writeback.Tally;
import dev.gantry.writeback.Writing;
import dev.gantry.writeback.journal.JournalHead;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/** Runs backup and restore jobs in this process, killed as often as a test likes. */
final class Backups {
    /** While a backup is written; else a large one would never be. */
    private static final int MOST_KILLS = 3;

    private final Path temp;
    private final S3 s3;
    private final OpenCloud cloud;
    private int runs;

    Backups(Path temp, OpenCloud cloud) {
        this(temp, cloud, S3.of(S3Settings.NONE));
    }

    Backups(Path temp, OpenCloud cloud, S3 s3) {
        this.temp = temp;
        this.cloud = cloud;
        this.s3 = s3;
    }

    /** A run that has settled its moment and read nothing yet. */
    final class Begun {
        private final Job<RowSource, RowTransform, RowSink> job;
        private final List<Partition> partitions;
        private final String run;

        private Begun(Job<RowSource, RowTransform, RowSink> job, List<Partition> partitions, String run) {
            this.job = job;
            this.partitions = partitions;
            this.run = run;
        }

        /** Reads all and makes the backup, without a break. */
        Manifest finish() throws Exception {
            return finish(1_000, 0, new Random(0), () -> {});
        }

        /**
         * The same, with breaks.
         *
         * @param batch rows that are read at a time
         * @param killed how often, of one, the process ends after a batch is staged and before that is committed
         * @param between happens after each batch
         */
        Manifest finish(int batch, double killed, Random random, Runnable between) throws Exception {
            List<Staged> staged = new ArrayList<>();
            for (Partition partition : partitions) {
                Path log = log(partition);
                staged.addAll(Staged.committed(log, read(partition, job::sink, batch, killed, random, between)).stream()
                        .toList());
            }
            return publish(staged, killed, random);
        }

        /** Makes the changes of a restore, with breaks; returns what they came to. */
        Tally restore(int batch, double killed, Random random) throws Exception {
            JournalHead head = new JournalHead(job.name(), run, "run", "test", "", "", "", Map.of());
            Writing writing = new Writing(
                    cloud,
                    temp.resolve(run).resolve("journals"),
                    head,
                    false,
                    new Tolerance(new Errors.Skip.None(), () -> 0),
                    false,
                    () -> false);
            for (Partition partition : partitions) {
                ExecutionContext unused =
                        read(partition, () -> ((Changes) job.sink()).connect(writing), batch, killed, random, () -> {});
            }
            return ((Changes) job.sink()).connect(writing).tally();
        }

        Tally restore() throws Exception {
            return restore(1_000, 0, new Random(0));
        }

        /** In how many parts it is read. */
        int parts() {
            return partitions.size();
        }

        /** Reads one of the parts, from its beginning. */
        void readPart(int number) throws Exception {
            ExecutionContext unused = read(partitions.get(number), job::sink, 1_000, 0, new Random(0), () -> {});
        }

        /** The rows that it reads. */
        List<Row> rows() throws Exception {
            List<Row> rows = new ArrayList<>();
            for (Partition partition : partitions) {
                ItemStreamReader<List<Row>> reader =
                        job.source().reader(partition, access(), bounds(1_000), () -> false);
                reader.open(new ExecutionContext());
                for (List<Row> batch = reader.read(); batch != null; batch = reader.read()) {
                    rows.addAll(batch);
                }
                reader.close();
            }
            return rows;
        }

        /** Takes back what a restore has changed; returns what that came to. */
        Tally takeBack() throws Exception {
            Path journals = temp.resolve(run).resolve("journals");
            Path undone = temp.resolve(run).resolve("undo");
            JournalHead head = new JournalHead(job.name(), run + "-undo", "undo", "test", "", "", "", Map.of());
            Writing writing = new Writing(
                    cloud, undone, head, false, new Tolerance(new Errors.Skip.None(), () -> 0), false, () -> false);
            MakesChanges sink = ((Changes) job.sink()).connectToPlanned(writing);
            ItemStreamWriter<List<Row>> writer = sink.stager(temp.resolve("0.staged"));
            PlannedRows rows = PlannedRows.takingBack(journals, 100);
            ExecutionContext context = new ExecutionContext();
            rows.open(context);
            writer.open(context);
            for (List<Row> batch = rows.read(); batch != null; batch = rows.read()) {
                writer.write(new Chunk<>(List.of(batch)));
            }
            writer.update(context);
            writer.close();
            rows.close();
            return sink.tally();
        }

        private Path log(Partition partition) throws IOException {
            return Files.createDirectories(temp.resolve(run)).resolve(partitions.indexOf(partition) + ".staged");
        }

        private ExecutionContext read(
                Partition partition, Supplier<RowSink> sink, int batch, double killed, Random random, Runnable between)
                throws Exception {
            ExecutionContext committed = new ExecutionContext();
            while (true) {
                ExecutionContext context = new ExecutionContext(committed);
                ItemStreamReader<List<Row>> reader =
                        job.source().reader(partition, access(), bounds(batch), () -> false);
                ItemStreamWriter<List<Row>> writer = sink.get().stager(log(partition));
                reader.open(context);
                writer.open(context);
                try {
                    while (true) {
                        @Nullable List<Row> rows = reader.read();
                        if (rows == null) {
                            reader.update(context);
                            writer.update(context);
                            return context;
                        }
                        writer.write(new Chunk<>(List.of(rows)));
                        between.run();
                        if (random.nextDouble() < killed) {
                            break;
                        }
                        reader.update(context);
                        writer.update(context);
                        committed = new ExecutionContext(context);
                    }
                } finally {
                    reader.close();
                    writer.close();
                }
            }
        }

        private Manifest publish(List<Staged> staged, double killed, Random random) throws InterruptedException {
            for (int attempt = 1; ; attempt++) {
                double kill = attempt > MOST_KILLS ? 0 : killed;
                try {
                    LongConsumer perhaps = rows -> {
                        if (random.nextDouble() < kill) {
                            throw new Killed();
                        }
                    };
                    Provenance provenance = new Provenance(
                            job.name(), run, "backup", job.source().asOf(partitions), "test");
                    Outside outside = new Outside(Databases.NONE, s3, temp.resolve("scratch"));
                    job.sink().publish(staged, new Publishing(provenance, perhaps, () -> false, outside));
                    return repository(job).madeBy(job.name(), run).orElseThrow();
                } catch (Killed again) {
                    // as a process that was killed is started again
                }
            }
        }
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    Begun begin(String yaml) throws InterruptedException {
        Job<RowSource, RowTransform, RowSink> job = JobFile.parse(
                        "backup.yml",
                        yaml,
                        Components.KINDS,
                        Values.Givens.of(Map.of(), Map.of(), Clock.systemUTC().instant(), "1"))
                .job();
        return new Begun(job, job.source().partitions(access()), ++runs + "-" + 1_772_359_200_000L);
    }

    /** Begins and finishes. */
    Manifest take(String yaml) throws Exception {
        return begin(yaml).finish();
    }

    private Access access() {
        return new Access(cloud, FileStores.ofThisMachine(), Databases.NONE, s3);
    }

    private static ReadBounds bounds(int batch) {
        return new ReadBounds(batch, 100_000_000, Duration.ofSeconds(30), 64, 100_000_000, Long.MAX_VALUE);
    }

    private Repository repository(Job<RowSource, RowTransform, RowSink> job) {
        return ((BackupSink) job.sink()).repository(new Outside(Databases.NONE, s3, temp.resolve("scratch")));
    }

    Repository repository(Location location) {
        return Repository.at(location, s3, temp.resolve("scratch"));
    }

    /** All that a backup holds, by {@code store/scope/id}: value, users, attributes. */
    static Map<String, List<String>> contents(Backup backup) {
        Map<String, List<String>> contents = new TreeMap<>();
        backup.manifest()
                .parts()
                .forEach(part -> backup.entries(part, (row, json) -> {
                    String key = json.path("dataStore").asString() + "/"
                            + json.path("scope").asString() + "/"
                            + json.path("id").asString();
                    List<String> twice = contents.put(
                            key,
                            List.of(
                                    json.path("value").asString(),
                                    json.path("users").asString(),
                                    json.path("attributes").asString()));
                    if (twice != null) {
                        throw new AssertionError(key + " is in the backup twice");
                    }
                }));
        return contents;
    }

    /** Bytes of all files in a folder. */
    static long bytes(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
