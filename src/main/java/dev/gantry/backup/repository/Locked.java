package dev.gantry.backup.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.gantry.erase.ErasedUsers;
import dev.gantry.files.DiskFailed;
import dev.gantry.job.UserMistake;

/**
 * A repository that nobody else changes. Order of writes: parts, lists, then the manifest; order of removals: manifests, then
 * the files that no manifest names any more. So a kill at any instant leaves every backup whole or not there, and at most files
 * that the next removal takes away.
 */
public final class Locked implements AutoCloseable {
    private static final long LEAST_NEEDED = 32L << 20;

    private final Repository repository;
    private final Place.Held held;

    Locked(Repository repository, Place.Held held) {
        this.repository = repository;
        this.held = held;
    }

    public Repository repository() {
        return repository;
    }

    /** A folder to make files of a backup in; what an earlier attempt left there is gone. */
    public Path workshop(String id) throws IOException {
        return repository.place().workshop(id);
    }

    /** Adds a file of a backup that is being made. */
    void put(FileRef file, Path from) throws IOException {
        held.keep();
        repository.place().put(file.name(), from);
    }

    /** Makes a backup be there. */
    public void add(Manifest manifest) throws IOException {
        held.keep();
        repository
                .place()
                .write(
                        manifest.id() + Repository.MANIFEST,
                        ManifestText.of(manifest, repository.keys().of(manifest)));
    }

    /**
     * Removes backups, and all files that none of the others needs.
     *
     * @return bytes of the files that went
     * @throws UserMistake if a manifest is damaged: what it needs cannot be told
     */
    public long remove(List<Manifest> dropped) {
        refuseIfDamaged();
        try {
            for (Manifest backup : dropped) {
                held.keep();
                repository.place().delete(backup.id() + Repository.MANIFEST);
            }
            return removeUnneeded();
        } catch (IOException broken) {
            throw DiskFailed.writing("cannot remove backups from", folder(), LEAST_NEEDED, broken);
        }
    }

    private long removeUnneeded() throws IOException {
        long bytes = 0;
        for (Place.Found unneeded : unneeded(List.of())) {
            held.keep();
            repository.place().delete(unneeded.name());
            bytes += unneeded.bytes();
        }
        repository.place().tidy();
        return bytes;
    }

    /**
     * Puts manifests in the place of those that there are, all or none: what they are to be is written down first, so that a kill on
     * the way is made good by whoever takes the lock next. Then what none of them names any more is removed.
     */
    void replace(List<Manifest> others) throws IOException {
        held.keep();
        repository
                .place()
                .write(
                        Replacing.FILE,
                        Replacing.text(others.stream()
                                .collect(Collectors.toMap(
                                        Manifest::id,
                                        manifest -> ManifestText.of(
                                                manifest, repository.keys().of(manifest))))));
        finishReplacing();
    }

    /** Ends what was begun by somebody who was killed. */
    void finishReplacing() throws IOException {
        Optional<byte[]> begun = repository.place().read(Replacing.FILE);
        if (begun.isEmpty()) {
            return;
        }
        for (Map.Entry<String, byte[]> manifest : Replacing.parse(begun.get()).entrySet()) {
            held.keep();
            repository.place().write(manifest.getKey() + Repository.MANIFEST, manifest.getValue());
        }
        refuseIfDamaged();
        long unused = removeUnneeded();
        repository.place().delete(Replacing.FILE);
    }

    /** Who was erased from these backups. */
    public Optional<ErasedUsers> erasedUsers() {
        return repository.erasedUsers();
    }

    /** From now on they are left out of every backup that is made here and of everything that is restored from here. */
    public void write(ErasedUsers erased) {
        try {
            held.keep();
            repository.place().write(ErasedUsers.FILE, erased.text());
        } catch (IOException broken) {
            throw cannotWrite(broken);
        }
    }

    DiskFailed cannotWrite(IOException broken) {
        return DiskFailed.writing("cannot change the backups in", folder(), LEAST_NEEDED, broken);
    }

    /** @throws UserMistake if a manifest is damaged: what it needs cannot be told */
    void refuseIfDamaged() {
        repository.list().stream()
                .filter(Repository.Listed.Damaged.class::isInstance)
                .map(backup -> (Repository.Listed.Damaged) backup)
                .findFirst()
                .ifPresent(damaged -> {
                    throw new UserMistake(damaged.why()
                            + " Nothing is removed meanwhile, because which parts it needs cannot be told; if it is given"
                            + " up, delete " + damaged.id() + Repository.MANIFEST + ".");
                });
    }

    /** The files that no backup needs but those that are given up. */
    List<Place.Found> unneeded(List<Manifest> givenUp) {
        Set<String> gone = givenUp.stream().map(Manifest::id).collect(Collectors.toSet());
        Set<String> needed = new TreeSet<>();
        repository.manifests().stream()
                .filter(kept -> !gone.contains(kept.id()))
                .forEach(kept -> {
                    needed.add(kept.id() + Repository.MANIFEST);
                    kept.files().forEach(file -> needed.add(file.name()));
                });
        return repository.all().stream()
                .filter(found -> isOurs(found.name()) && !needed.contains(found.name()))
                .toList();
    }

    /** Bytes that would go. */
    public long unneededBytes(List<Manifest> givenUp) {
        return unneeded(givenUp).stream().mapToLong(Place.Found::bytes).sum();
    }

    /** Whatever else somebody keeps there is left alone. */
    private static boolean isOurs(String name) {
        return name.matches(
                        "[0-9]{8}-[0-9]{6}-[0-9a-f]{4}/((entries|keys)-[0-9]{5}|superseded|unstored)(-[0-9]+)?\\.parquet")
                || name.matches("[0-9]{8}-[0-9]{6}-[0-9a-f]{4}" + Repository.MANIFEST);
    }

    private Path folder() {
        return Path.of(repository.location().toString());
    }

    @Override
    public void close() {
        try {
            held.close();
        } catch (IOException broken) {
            throw DiskFailed.reading(repository.location(), broken);
        }
    }
}
