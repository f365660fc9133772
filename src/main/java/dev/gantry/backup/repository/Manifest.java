package dev.gantry.backup.repository;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What one backup is: all that is needed to restore it, those of its files that belong to earlier backups among it.
 *
 * @param id names it; also the folder of its own files
 * @param job that made it
 * @param run of that job, with the time it began at, so that no two are alike
 * @param asOf the moment that it is of, RFC 3339
 * @param moment how that was settled: {@code snapshot}, {@code now} or {@code time}
 * @param finished when it was written, RFC 3339
 * @param version of Gantry
 * @param incomplete why it is not all that was there; empty: it is
 * @param keep how many backups of the job are kept
 * @param superseded rows of earlier parts that do not count any more, {@code {part, row}}, the first row of a file being 0
 * @param unstored keys that are listed and not stored, {@code {dataStore, scope, id, state, reason}}
 * @param encryptedBy the fingerprint of the key that all of its files are encrypted with; empty: they are not. Without the key,
 *     {@code stores} are not known, and of {@code incomplete} only that it is
 */
public record Manifest(
        String id,
        String job,
        String run,
        String universe,
        String asOf,
        String moment,
        String finished,
        String version,
        List<String> incomplete,
        Keep keep,
        Ledger ledger,
        List<StoreCount> stores,
        List<Part> parts,
        List<FileRef> superseded,
        List<FileRef> unstored,
        String encryptedBy) {

    public Manifest {
        incomplete = List.copyOf(incomplete);
        stores = List.copyOf(stores);
        parts = List.copyOf(parts);
        superseded = List.copyOf(superseded);
        unstored = List.copyOf(unstored);
        encryptedBy = Objects.requireNonNullElse(encryptedBy, "");
    }

    public boolean isComplete() {
        return incomplete.isEmpty();
    }

    public boolean isEncrypted() {
        return !encryptedBy.isEmpty();
    }

    /** All files that restoring it takes. */
    public List<FileRef> files() {
        return Stream.of(
                        parts.stream().flatMap(part -> Stream.of(part.entries(), part.keys())),
                        superseded.stream(),
                        unstored.stream())
                .flatMap(files -> files)
                .toList();
    }

    /** Bytes of those files that this backup itself added. */
    public long ownBytes() {
        return files().stream()
                .filter(file -> file.name().startsWith(id + "/"))
                .mapToLong(FileRef::bytes)
                .sum();
    }
}
