package dev.gantry.backup.repository;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gantry.files.EncryptionKey;
import dev.gantry.files.StoredFile;
import dev.gantry.job.UserMistake;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One backup, to be read. */
public final class Backup {
    private final Repository repository;
    private final Manifest manifest;
    private @Nullable Map<String, BitSet> superseded;

    Backup(Repository repository, Manifest manifest) {
        this.repository = repository;
        this.manifest = manifest;
    }

    public Manifest manifest() {
        return manifest;
    }

    public Repository repository() {
        return repository;
    }

    /** All rows of a file, whether they count or not. */
    RowFile file(FileRef file, List<String> columns) {
        return RowFile.open(repository.place(), file, columns, "", encryption());
    }

    /** @throws UserMistake if it is encrypted and its key was not given: what it holds cannot be told */
    public void refuseWithoutKey() {
        Optional<EncryptionKey> unused = encryption();
    }

    Optional<EncryptionKey> encryption() {
        return repository.keys().of(manifest);
    }

    /** Takes rows of a part, one by one. */
    public interface Taker {
        /** @param row its number in the part's files, from 0 */
        void take(long row, JsonNode json);
    }

    /**
     * The keys of a part that count for this backup: {@code {dataStore, scope, id, ordered, revision, content}}.
     *
     * @throws BackupDamaged if the file is not what it was written as
     */
    public void keys(Part part, Taker taker) {
        read(part.keys(), Columns.names(Columns.KEYS), superseded(part), taker);
    }

    /** The entries of a part that count for this backup, whole: likewise. */
    public void entries(Part part, Taker taker) {
        read(part.entries(), Columns.names(Columns.ENTRIES), superseded(part), taker);
    }

    /**
     * The same, one by one.
     *
     * @param position of an earlier reading; empty: from the beginning
     */
    public EntryRows rows(Part part, String position) {
        return new EntryRows(
                RowFile.open(
                        repository.place(), part.entries(), Columns.names(Columns.ENTRIES), position, encryption()),
                superseded(part));
    }

    /** Takes keys, one by one. */
    public interface KeyTaker {
        /** @param ordered whether it is of an ordered store */
        void take(EntryKey key, boolean ordered);
    }

    /** The keys of a part that count for this backup. */
    public void eachKey(Part part, KeyTaker taker) {
        keys(
                part,
                (row, json) -> taker.take(key(json), json.path(Columns.ORDERED).asBoolean()));
    }

    private static EntryKey key(JsonNode row) {
        return new EntryKey(
                row.path(Columns.STORE).asString(),
                row.path(Columns.SCOPE).asString(),
                row.path(Columns.ID).asString());
    }

    /** The keys of a store that were there, those that could not be read among them. */
    public KnownKeys knownKeys(String store) {
        KnownKeys known = new KnownKeys();
        manifest.parts()
                .forEach(part -> eachKey(part, (key, ordered) -> {
                    if (!ordered && key.dataStore().equals(store)) {
                        known.add(key);
                    }
                }));
        unstored((row, json) -> {
            if (key(json).dataStore().equals(store)
                    && !json.path(Columns.STATE).asString().equals("absent")) {
                known.add(key(json));
            }
        });
        return known;
    }

    /** The keys that are listed and not stored, and why: {@code {dataStore, scope, id, state, reason}}. */
    public void unstored(Taker taker) {
        manifest.unstored().forEach(file -> read(file, Columns.names(Columns.UNSTORED), new BitSet(), taker));
    }

    private void read(FileRef file, List<String> columns, BitSet left, Taker taker) {
        try (RowFile rows = file(file, columns)) {
            for (JsonNode row = rows.next(); row != null; row = rows.next()) {
                long number = rows.row();
                if (!left.get(Math.toIntExact(number))) {
                    taker.take(number, row);
                }
            }
        }
    }

    /** A part's rows that do not count for this backup: none of those that it stored itself. */
    BitSet superseded(Part part) {
        if (part.backup().equals(manifest.id())) {
            return new BitSet();
        }
        Map<String, BitSet> all = superseded;
        if (all == null) {
            Map<String, BitSet> loaded = new HashMap<>();
            manifest.superseded()
                    .forEach(file -> read(
                            file,
                            Columns.names(Columns.SUPERSEDED),
                            new BitSet(),
                            (number, row) -> loaded.computeIfAbsent(
                                            row.path(Columns.PART).asString(), name -> new BitSet())
                                    .set(Math.toIntExact(row.path(Columns.ROW).asLong()))));
            all = loaded;
            superseded = loaded;
        }
        return all.getOrDefault(part.entries().name(), new BitSet());
    }

    /** @throws BackupDamaged if the file is not what it was written as */
    public StoredFile whole(FileRef file) {
        return RowFile.whole(repository.place(), file);
    }

    /** @throws BackupDamaged if the file is gone or of another size */
    void sized(FileRef file) {
        StoredFile unused = RowFile.sized(repository.place(), file);
    }
}
