package dev.gantry.backup.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.gantry.erase.ErasedUsers;
import dev.gantry.files.DiskFailed;
import dev.gantry.files.Location;
import dev.gantry.files.s3.S3;
import dev.gantry.job.UserMistake;

/** The backups of a folder or prefix. A backup is there once its manifest is. */
public final class Repository {
    static final String MANIFEST = "/manifest.json";
    private static final String LATEST = "latest";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Place place;
    private final Keys keys;

    Repository(Place place, Keys keys) {
        this.place = place;
        this.keys = keys;
    }

    /** For whoever only reads. */
    public static Repository at(Location location, S3 s3) {
        return at(location, s3, Path.of(System.getProperty("java.io.tmpdir", ".")));
    }

    /** @param scratch a folder of this machine for what is on its way to an object store */
    public static Repository at(Location location, S3 s3, Path scratch) {
        return new Repository(
                switch (location) {
                    case Location.Local local -> new FolderPlace(local.toPath());
                    case Location.S3 prefix -> new S3Place(prefix, s3, scratch, Clock.systemUTC());
                },
                Keys.NONE);
    }

    /** The same, with what its encrypted backups are read by. */
    public Repository with(Keys others) {
        return new Repository(place, others);
    }

    public Keys keys() {
        return keys;
    }

    /** Who was erased from it; empty: nobody. */
    public Optional<ErasedUsers> erasedUsers() {
        try {
            return place.read(ErasedUsers.FILE)
                    .map(text -> ErasedUsers.parse(
                            place.location().below(ErasedUsers.FILE).toString(), text));
        } catch (IOException broken) {
            throw DiskFailed.reading(place.location().below(ErasedUsers.FILE), broken);
        }
    }

    /** What a folder of the repository holds. */
    public sealed interface Listed {
        String id();

        record Whole(Manifest manifest) implements Listed {
            @Override
            public String id() {
                return manifest.id();
            }
        }

        /** @param why its manifest cannot be used */
        record Damaged(String id, String why) implements Listed {}
    }

    public Location location() {
        return place.location();
    }

    Place place() {
        return place;
    }

    /** All backups, the oldest moment first, the damaged ones at the end. */
    public List<Listed> list() {
        List<Listed> whole = new ArrayList<>();
        List<Listed> damaged = new ArrayList<>();
        for (Place.Found found : all()) {
            if (found.name().endsWith(MANIFEST)) {
                String id = found.name().substring(0, found.name().length() - MANIFEST.length());
                try {
                    // One that was removed meanwhile is not there any more.
                    manifest(id).map(Listed.Whole::new).ifPresent(whole::add);
                } catch (BackupDamaged unusable) {
                    damaged.add(new Listed.Damaged(id, String.valueOf(unusable.getMessage())));
                }
            }
        }
        whole.sort(Comparator.comparing((Listed backup) ->
                        Instant.parse(((Listed.Whole) backup).manifest().asOf()))
                .thenComparing(backup -> ((Listed.Whole) backup).manifest().finished())
                .thenComparing(Listed::id));
        whole.addAll(damaged);
        return whole;
    }

    /** Those whose manifests can be used, the oldest moment first. */
    public List<Manifest> manifests() {
        return list().stream()
                .filter(Listed.Whole.class::isInstance)
                .map(backup -> ((Listed.Whole) backup).manifest())
                .toList();
    }

    List<Place.Found> all() {
        try {
            return place.list();
        } catch (IOException broken) {
            throw DiskFailed.reading(place.location(), broken);
        }
    }

    private Optional<Manifest> manifest(String id) {
        try {
            Optional<byte[]> text = place.read(id + MANIFEST);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            Manifest manifest = ManifestText.parse(id + MANIFEST, text.get(), keys);
            if (!manifest.id().equals(id)) {
                throw new BackupDamaged(
                        "The manifest " + id + MANIFEST + " is that of backup " + manifest.id()
                                + ": rename the folder back.",
                        null);
            }
            return Optional.of(manifest);
        } catch (IOException broken) {
            throw DiskFailed.reading(place.location().below(id + MANIFEST), broken);
        }
    }

    /**
     * The backup that a person means.
     *
     * @param name its id, what that alone begins with, or {@code latest}
     */
    public Backup open(String name) {
        List<Manifest> known = manifests();
        if (name.equals(LATEST)) {
            return new Backup(
                    this,
                    known.stream()
                            .reduce((earlier, later) -> later)
                            .orElseThrow(() -> new UserMistake("There is no backup in " + location()
                                    + ". --repository names the folder or s3:// prefix that has them.")));
        }
        List<Listed> meant =
                list().stream().filter(backup -> backup.id().equals(name)).toList();
        if (meant.isEmpty()) {
            meant = list().stream()
                    .filter(backup -> backup.id().startsWith(name))
                    .toList();
        }
        if (meant.size() != 1) {
            throw new UserMistake((meant.isEmpty() ? "There is no backup " : "Several backups begin with ") + name
                    + " in " + location() + ". gantry backup list shows those there are.");
        }
        return switch (meant.getFirst()) {
            case Listed.Whole(Manifest manifest) -> new Backup(this, manifest);
            case Listed.Damaged(String id, String why) -> throw new BackupDamaged(why, null);
        };
    }

    public Backup open(Manifest manifest) {
        return new Backup(this, manifest);
    }

    /** The backup that a run has made, if it has. */
    public Optional<Manifest> madeBy(String job, String run) {
        return manifests().stream()
                .filter(made -> made.job().equals(job) && made.run().equals(run))
                .findFirst();
    }

    /** Once what somebody began who was killed is done. */
    private static Locked ready(Locked locked) throws IOException {
        try {
            locked.finishReplacing();
            return locked;
        } catch (IOException | RuntimeException failed) {
            locked.close();
            throw failed;
        }
    }

    /**
     * Takes the lock without which nobody adds or removes backups.
     *
     * @param patience how long to wait for it
     * @throws RepositoryLocked if somebody had it all that time
     */
    public Locked lock(String holder, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (true) {
                Optional<Place.Held> taken = place.lock(holder);
                if (taken.isPresent()) {
                    return ready(new Locked(this, taken.get()));
                }
                if (System.nanoTime() >= end) {
                    throw new RepositoryLocked("The backups in " + location()
                            + " are being added to or pruned by another process. Wait for it, then do this again; of a"
                            + " run nothing is lost: gantry resume goes on.");
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (IOException broken) {
            throw DiskFailed.reading(place.location(), broken);
        }
    }
}
