package dev.gantry.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.gantry.backup.repository.Keep;
import dev.gantry.backup.repository.Keys;
import dev.gantry.backup.repository.Locked;
import dev.gantry.backup.repository.MakeBackup;
import dev.gantry.backup.repository.Manifest;
import dev.gantry.backup.repository.Repository;
import dev.gantry.erase.ErasedUsers;
import dev.gantry.erase.Owners;
import dev.gantry.files.DiskFailed;
import dev.gantry.files.Location;
import dev.gantry.job.Row;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.sink.Outside;
import dev.gantry.sink.Provenance;
import dev.gantry.sink.Published;
import dev.gantry.sink.Publishing;
import dev.gantry.sink.RowSink;
import dev.gantry.sink.Staged;
import dev.gantry.sink.schema.Inference;
import dev.gantry.sink.staging.StagingWriter;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/**
 * Stages what was read and makes a backup of it, in a repository.
 *
 * @param moment how the moment is settled: {@code snapshot}, {@code now} or {@code time}
 * @param encrypt the key to encrypt it with; empty: it is not
 * @param erased whoever is left out, beside those who were erased from the repository
 */
public record BackupSink(
        Location to, UniverseId universe, String moment, Keep keep, Optional<BackupKey> encrypt, Owners erased)
        implements RowSink {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LATE = Duration.ofMinutes(1);
    private static final long LEAST_NEEDED = 32L << 20;

    /** The same, but leaving out these users. */
    public BackupSink without(Owners others) {
        return new BackupSink(to, universe, moment, keep, encrypt, others);
    }

    @Override
    public String target() {
        return to.toString();
    }

    /** The same repository, seen from an absolute path. */
    Repository repository(Outside outside) {
        Location place = to instanceof Location.Local local
                ? new Location.Local(local.toPath().toAbsolutePath().normalize().toString())
                : to;
        return Repository.at(place, outside.s3(), outside.scratch())
                .with(encrypt.map(BackupKey::keys).orElse(Keys.NONE));
    }

    @Override
    public void refuseBadTarget(Outside outside) {
        if (to instanceof Location.Local local && Files.exists(local.toPath()) && !Files.isDirectory(local.toPath())) {
            throw new UserMistake("to: " + to + " is a file; name a folder for the backups.");
        }
        var unused = repository(outside).list();
    }

    @Override
    public ItemStreamWriter<List<Row>> stager(Path stagingFile) {
        return new StagingWriter(stagingFile, Inference::ofRows);
    }

    @Override
    public Published publish(List<Staged> staged, Publishing publishing) throws InterruptedException {
        Provenance run = publishing.provenance();
        Repository repository = repository(publishing.outside());
        try (Locked locked = repository.lock("run " + run.run() + " of " + run.job(), PATIENCE)) {
            Optional<Manifest> done = repository.madeBy(run.job(), run.run());
            Manifest made = done.isPresent() ? done.get() : make(locked, run, staged, publishing);
            List<String> notes = new ArrayList<>(notes(made, run));
            notes.addAll(otherKeys(repository, made));
            notes.addAll(prune(locked, made));
            return new Published(
                    to + " " + made.id(),
                    made.ledger().entries(),
                    made.ownBytes(),
                    (int) made.parts().stream()
                            .filter(part -> part.backup().equals(made.id()))
                            .count(),
                    Optional.empty(),
                    notes,
                    !made.isComplete());
        }
    }

    private Manifest make(Locked locked, Provenance run, List<Staged> staged, Publishing publishing) {
        MakeBackup.About about = new MakeBackup.About(
                run.job(),
                run.run(),
                universe.toString(),
                run.asOf().orElseGet(() -> started(run)),
                run.asOf().isPresent() ? moment : "now",
                run.version(),
                keep,
                encrypt.map(BackupKey::read),
                erased.or(locked.repository()
                        .erasedUsers()
                        .map(ErasedUsers::owners)
                        .orElse(Owners.NONE)));
        try {
            return new MakeBackup(locked, about, publishing.written()).of(staged);
        } catch (IOException broken) {
            Path here = to instanceof Location.Local local
                    ? local.toPath()
                    : publishing.outside().scratch();
            throw DiskFailed.writing("cannot write the backup in", here, LEAST_NEEDED, broken);
        }
    }

    /** Of ordered stores alone there is no moment but the start of the run. */
    private static Instant started(Provenance run) {
        return Instant.ofEpochMilli(Long.parseLong(run.run().substring(run.run().lastIndexOf('-') + 1)));
    }

    private static List<String> notes(Manifest made, Provenance run) {
        List<String> notes = new ArrayList<>();
        Instant moment = Instant.parse(made.asOf());
        boolean isSpent = made.moment().equals("snapshot")
                && moment.plus(LATE).isBefore(started(run))
                && moment.truncatedTo(ChronoUnit.DAYS).equals(started(run).truncatedTo(ChronoUnit.DAYS));
        notes.add("backup " + made.id() + " is of " + made.asOf()
                + (isSpent ? ": today's snapshot was taken then, and there is one to a UTC day" : ""));
        notes.add(String.format(
                Locale.ROOT,
                "of %,d keys %,d are stored, %,d unchanged since earlier backups, %,d not there at that moment",
                made.ledger().listed(),
                made.ledger().stored(),
                made.ledger().unchanged(),
                made.ledger().absent()));
        if (made.isEncrypted()) {
            notes.add("it is encrypted with key " + made.encryptedBy() + ", without which nobody can read it");
        }
        if (made.ledger().erased() > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%,d keys of users who were erased are left out",
                    made.ledger().erased()));
        }
        made.incomplete().forEach(why -> notes.add("incomplete: " + why));
        return notes;
    }

    /** Another key begins another chain. */
    private static List<String> otherKeys(Repository repository, Manifest made) {
        return repository.manifests().stream()
                .filter(other ->
                        other.universe().equals(made.universe()) && !other.id().equals(made.id()))
                .reduce((earlier, later) -> later)
                .filter(before -> !before.encryptedBy().equals(made.encryptedBy())
                        && made.ledger().unchanged() == 0)
                .map(before -> "all of it was stored anew, for the backup before, " + before.id() + ", is "
                        + (before.isEncrypted() ? "encrypted with key " + before.encryptedBy() : "not encrypted"))
                .stream()
                .toList();
    }

    private List<String> prune(Locked locked, Manifest made) {
        if (keep.keepsAll()) {
            return List.of();
        }
        List<Manifest> dropped = Retention.dropped(
                locked.repository().manifests().stream()
                        .filter(other -> other.job().equals(made.job())
                                && other.universe().equals(made.universe()))
                        .toList(),
                keep);
        long bytes = locked.remove(dropped);
        return dropped.isEmpty()
                ? List.of()
                : List.of("pruned " + dropped.size() + " earlier backups, " + String.format(Locale.ROOT, "%,d", bytes)
                        + " bytes");
    }
}
