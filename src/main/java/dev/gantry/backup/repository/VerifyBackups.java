package dev.gantry.backup.repository;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.gantry.backup.repository.Verified.Damage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads all of backups again: hashes every file that their manifests name, those of earlier backups among them, reads every row,
 * and adds up the ledger. A file that several backups name is hashed once.
 */
public final class VerifyBackups {
    private final Repository repository;
    private final Map<String, Optional<String>> troubles = new HashMap<>();

    public VerifyBackups(Repository repository) {
        this.repository = repository;
    }

    public Verified of(Manifest manifest) {
        Backup backup = repository.open(manifest);
        if (!repository.keys().canRead(manifest)) {
            return hashed(backup);
        }
        List<Damage> damages = new ArrayList<>();
        List<FileRef> lists = new ArrayList<>(manifest.superseded());
        lists.addAll(manifest.unstored());
        for (FileRef list : lists) {
            trouble(backup, list)
                    .ifPresent(why -> damages.add(new Damage(
                            list.name(),
                            why,
                            manifest.superseded().contains(list)
                                    ? manifest.ledger().unchanged()
                                    : 0,
                            List.of())));
        }
        boolean knowsWhatCounts = manifest.superseded().stream()
                .allMatch(list -> trouble(backup, list).isEmpty());
        Count count = new Count();
        for (Part part : manifest.parts()) {
            if (knowsWhatCounts || part.backup().equals(manifest.id())) {
                damages.addAll(of(backup, part, count));
            }
        }
        if (damages.isEmpty()) {
            damages.addAll(addUp(backup, count));
        }
        long bytes = manifest.files().stream().mapToLong(FileRef::bytes).sum();
        return new Verified(manifest.id(), count.entries, bytes, damages, "");
    }

    /** All that can be told of an encrypted backup without its key. */
    private Verified hashed(Backup backup) {
        Manifest manifest = backup.manifest();
        List<Damage> damages = new ArrayList<>();
        for (FileRef file : manifest.files()) {
            trouble(backup, file).ifPresent(why -> damages.add(new Damage(file.name(), why, 0, List.of())));
        }
        long bytes = manifest.files().stream().mapToLong(FileRef::bytes).sum();
        return new Verified(
                manifest.id(),
                0,
                bytes,
                damages,
                "its rows and ledger were not read, for want of key " + manifest.encryptedBy());
    }

    private Optional<String> trouble(Backup backup, FileRef file) {
        return troubles.computeIfAbsent(file.name() + " " + file.sha256(), name -> {
            try {
                backup.whole(file);
                return Optional.empty();
            } catch (BackupDamaged damaged) {
                return Optional.of(String.valueOf(damaged.getMessage()));
            }
        });
    }

    private List<Damage> of(Backup backup, Part part, Count count) {
        Optional<String> entries = trouble(backup, part.entries());
        Optional<String> keys = trouble(backup, part.keys());
        if (entries.isEmpty() && keys.isEmpty()) {
            return compared(backup, part, count);
        }
        List<Damage> damages = new ArrayList<>();
        entries.ifPresent(why -> damages.add(new Damage(
                part.entries().name(), why, part.live(), keys.isEmpty() ? keys(backup, part, false) : List.of())));
        keys.ifPresent(why -> damages.add(
                new Damage(part.keys().name(), why, 0, entries.isEmpty() ? keys(backup, part, true) : List.of())));
        return damages;
    }

    private static List<EntryKey> keys(Backup backup, Part part, boolean fromEntries) {
        List<EntryKey> keys = new ArrayList<>();
        Backup.Taker taker = (row, json) -> keys.add(key(json));
        if (fromEntries) {
            backup.entries(part, taker);
        } else {
            backup.keys(part, taker);
        }
        return keys;
    }

    private static EntryKey key(JsonNode row) {
        return new EntryKey(
                row.path(Columns.STORE).asString(),
                row.path(Columns.SCOPE).asString(),
                row.path(Columns.ID).asString());
    }

    /** Row by row: do the keys and digests of the one file belong to the entries of the other? */
    private static List<Damage> compared(Backup backup, Part part, Count count) {
        Map<Long, Long> expected = new HashMap<>();
        List<EntryKey> wrong = new ArrayList<>();
        try {
            backup.keys(part, (row, json) -> expected.put(row, fingerprint(json, text(json, Columns.CONTENT))));
            long[] live = new long[1];
            backup.entries(part, (row, json) -> {
                live[0]++;
                count.add((ObjectNode) json);
                if (!Long.valueOf(fingerprint(json, StagedEntries.content((ObjectNode) json)))
                        .equals(expected.remove(row))) {
                    wrong.add(key(json));
                }
            });
            if (live[0] != part.live() || !expected.isEmpty()) {
                return List.of(new Damage(
                        part.entries().name(),
                        part.live() + " of its entries should count, and " + live[0] + " do",
                        Math.abs(part.live() - live[0]),
                        wrong));
            }
        } catch (BackupDamaged unreadable) {
            return List.of(
                    new Damage(part.entries().name(), String.valueOf(unreadable.getMessage()), part.live(), List.of()));
        }
        return wrong.isEmpty()
                ? List.of()
                : List.of(new Damage(
                        part.entries().name(),
                        "its entries are not those of " + part.keys().name(),
                        wrong.size(),
                        wrong));
    }

    private static long fingerprint(JsonNode row, String content) {
        KeyTable.Key key = StagedEntries.key((ObjectNode) row);
        return key.high() ^ KeyTable.check(text(row, Columns.REVISION), content);
    }

    private static String text(JsonNode row, String name) {
        return row.path(name).asString();
    }

    private static List<Damage> addUp(Backup backup, Count count) {
        Manifest manifest = backup.manifest();
        Map<String, Long> unstored = new TreeMap<>();
        backup.unstored((row, json) -> unstored.merge(text(json, Columns.STATE), 1L, Long::sum));
        Ledger found = new Ledger(
                manifest.ledger().listed(),
                manifest.ledger().stored(),
                count.entries - manifest.ledger().stored(),
                unstored.getOrDefault("absent", 0L),
                unstored.getOrDefault("unreadable", 0L),
                unstored.getOrDefault("failed", 0L),
                manifest.ledger().erased());
        String name = manifest.id() + Repository.MANIFEST;
        List<Damage> damages = new ArrayList<>();
        if (!found.equals(manifest.ledger())) {
            damages.add(
                    new Damage(name, "its ledger says " + manifest.ledger() + ", and there is " + found, 0, List.of()));
        }
        if (count.twice > 0) {
            damages.add(new Damage(name, count.twice + " keys are there twice", count.twice, List.of()));
        }
        manifest.stores().forEach(store -> {
            long there = count.stores.getOrDefault(store.name() + (store.ordered() ? " ordered" : ""), 0L);
            if (there != store.entries()) {
                damages.add(new Damage(
                        name,
                        "data store " + store.name() + " should have " + store.entries() + " entries, and has " + there,
                        0,
                        List.of()));
            }
        });
        return damages;
    }

    /** What the rows come to. */
    private static final class Count {
        private final KeyTable keys = new KeyTable();
        private final Map<String, Long> stores = new HashMap<>();
        private long entries;
        private long twice;

        void add(ObjectNode row) {
            entries++;
            boolean isOrdered = row.path(Columns.ORDERED).asBoolean(false);
            stores.merge(text(row, Columns.STORE) + (isOrdered ? " ordered" : ""), 1L, Long::sum);
            if (!keys.add(StagedEntries.key(row), 0, entries)) {
                twice++;
            }
        }
    }
}
