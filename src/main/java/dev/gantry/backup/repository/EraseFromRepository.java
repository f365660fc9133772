package dev.gantry.backup.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import dev.gantry.backup.repository.Erased.Replaced;
import dev.gantry.erase.Owners;
import dev.gantry.files.EncryptionKey;
import dev.gantry.sink.schema.Column;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes what belongs to some users out of all backups of a repository. Parts that hold any of it are written anew without it, under
 * new names, and so are the lists that count their rows; then all manifests that name such are replaced as one ({@link
 * Locked#replace}), and what no manifest names any more is removed. A kill before that leaves the repository as it was, and one
 * after it is made good by whoever takes the lock next.
 */
public final class EraseFromRepository {
    private static final String WORKSHOP = "erasing";
    private static final int WIDEST_ROW = 8 << 20;

    private final Locked locked;
    private final Repository repository;
    private final Owners erased;
    private final int generation;
    private final Map<String, Rewritten> parts = new LinkedHashMap<>();
    private final List<Replaced> replaced = new ArrayList<>();

    /**
     * A part as it is without the rows that go.
     *
     * @param part empty: nothing is left of it
     * @param gone rows that went, counted in the old part
     */
    private record Rewritten(Optional<Part> part, BitSet gone) {}

    private EraseFromRepository(Locked locked, Owners erased) {
        this.locked = locked;
        this.repository = locked.repository();
        this.erased = erased;
        this.generation = Generation.next(repository.all());
    }

    /**
     * Erases, or only counts.
     *
     * @throws dev.gantry.job.UserMistake if the key of an encrypted backup is not there, or a manifest is damaged
     */
    public static Erased of(Locked locked, Owners erased, boolean onlyCounts) {
        locked.refuseIfDamaged();
        List<Manifest> all = locked.repository().manifests();
        all.forEach(manifest -> locked.repository().open(manifest).refuseWithoutKey());
        EraseFromRepository erasing = new EraseFromRepository(locked, erased);
        try {
            return onlyCounts ? erasing.count(all) : erasing.rewrite(all);
        } catch (IOException broken) {
            throw locked.cannotWrite(broken);
        }
    }

    /**
     * The keys of theirs that backups have: also of entries that only name one of them among their users.
     *
     * @param universe empty: whichever
     */
    public static Set<OwnedKey> keys(Repository repository, Optional<String> universe, Owners owners) {
        Set<OwnedKey> keys = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>();
        for (Manifest manifest : repository.manifests()) {
            if (universe.map(manifest.universe()::equals).orElse(true)) {
                Backup backup = repository.open(manifest);
                manifest.parts().stream()
                        .filter(part -> seen.add(part.entries().name()))
                        .forEach(part ->
                                OwnedRows.each(backup, part, owners, (row, json) -> keys.add(OwnedRows.key(json))));
            }
        }
        return keys;
    }

    private Erased count(List<Manifest> all) {
        Map<String, Part> distinct = new LinkedHashMap<>();
        long rows = 0;
        List<Replaced> found = new ArrayList<>();
        for (Manifest manifest : all) {
            Backup backup = repository.open(manifest);
            for (Part part : manifest.parts()) {
                if (distinct.putIfAbsent(part.entries().name(), part) == null) {
                    BitSet gone = OwnedRows.of(backup, part, erased);
                    rows += gone.cardinality();
                    if (!gone.isEmpty()) {
                        found.add(Replaced.planned(part.entries()));
                    }
                }
            }
        }
        return new Erased(all.size(), distinct.size(), rows, found, List.of());
    }

    private Erased rewrite(List<Manifest> all) throws IOException {
        Path workshop = locked.workshop(WORKSHOP);
        Map<Manifest, Manifest> changed = new LinkedHashMap<>();
        long rows = 0;
        for (Manifest manifest : all) {
            Backup backup = repository.open(manifest);
            for (Part part : manifest.parts()) {
                if (!parts.containsKey(part.entries().name())) {
                    Rewritten rewritten = rewritten(backup, part, workshop);
                    parts.put(part.entries().name(), rewritten);
                    rows += rewritten.gone().cardinality();
                }
            }
            Manifest without = without(backup, workshop);
            if (!without.equals(manifest)) {
                changed.put(manifest, without);
            }
        }
        if (!changed.isEmpty()) {
            locked.replace(List.copyOf(changed.values()));
        }
        Files.deleteIfExists(workshop);
        return new Erased(
                all.size(),
                parts.size(),
                rows,
                replaced,
                changed.keySet().stream().map(Manifest::id).toList());
    }

    private Rewritten rewritten(Backup backup, Part part, Path workshop) throws IOException {
        BitSet gone = OwnedRows.of(backup, part, erased);
        if (gone.isEmpty()) {
            return new Rewritten(Optional.of(part), gone);
        }
        Optional<Part> left = Optional.empty();
        if (gone.cardinality() < part.entries().rows()) {
            FileRef entries = copy(backup, part.entries(), Columns.ENTRIES, WIDEST_ROW, gone, workshop);
            FileRef keys = copy(backup, part.keys(), Columns.KEYS, 0, gone, workshop);
            left = Optional.of(new Part(part.backup(), entries, keys, part.live()));
        }
        replaced.add(Replaced.of(part.entries(), left.map(Part::entries)));
        replaced.add(Replaced.of(part.keys(), left.map(Part::keys)));
        return new Rewritten(left, gone);
    }

    private FileRef copy(Backup backup, FileRef file, List<Column> columns, int widestRow, BitSet gone, Path workshop)
            throws IOException {
        String name = Generation.of(file.name(), generation);
        Path unfinished = workshop.resolve(name.replace('/', '-'));
        Map<String, String> metadata = Map.of("gantry.backup", name.substring(0, name.indexOf('/')));
        try (RowFile rows = backup.file(file, Columns.names(columns));
                RowFileWriter writer =
                        new RowFileWriter(unfinished, columns, widestRow, metadata, backup.encryption())) {
            for (var row = rows.next(); row != null; row = rows.next()) {
                if (!gone.get(Math.toIntExact(rows.row()))) {
                    writer.add((ObjectNode) row);
                }
            }
            FileRef copy = writer.finish(name);
            locked.put(copy, unfinished);
            return copy;
        }
    }

    /** The manifest of the backup as it is without them; the same where they are not in it. */
    private Manifest without(Backup backup, Path workshop) throws IOException {
        Manifest manifest = backup.manifest();
        Map<String, Long> ofStores = new TreeMap<>();
        List<Part> left = new ArrayList<>();
        long stored = 0;
        long unchanged = 0;
        boolean countsOthers = false;
        for (Part part : manifest.parts()) {
            Rewritten rewritten = of(part);
            BitSet dead = backup.superseded(part);
            BitSet live = (BitSet) rewritten.gone().clone();
            live.andNot(dead);
            count(backup, part, live, ofStores);
            if (part.backup().equals(manifest.id())) {
                stored += live.cardinality();
            } else {
                unchanged += live.cardinality();
                countsOthers |= !rewritten.gone().isEmpty() && !dead.isEmpty();
            }
            long stays = part.live() - live.cardinality();
            rewritten
                    .part()
                    .filter(each -> stays > 0 || each.entries().equals(part.entries()))
                    .ifPresent(each -> left.add(new Part(each.backup(), each.entries(), each.keys(), stays)));
        }
        EraseUnstored unstored = EraseUnstored.of(backup, erased);
        List<FileRef> lists = unstored.isAny() ? unstored(backup, unstored, workshop) : manifest.unstored();
        List<FileRef> superseded = countsOthers ? superseded(backup, left, workshop) : manifest.superseded();
        return Without.of(manifest, left, superseded, lists, stored, unchanged, unstored, ofStores, erased);
    }

    private Rewritten of(Part part) {
        Rewritten rewritten = parts.get(part.entries().name());
        if (rewritten == null) {
            throw new IllegalStateException("part " + part.entries().name() + " was not looked at");
        }
        return rewritten;
    }

    private static void count(Backup backup, Part part, BitSet rows, Map<String, Long> ofStores) {
        if (rows.isEmpty()) {
            return;
        }
        backup.keys(part, (row, json) -> {
            if (rows.get(Math.toIntExact(row))) {
                ofStores.merge(Without.name(json), 1L, Long::sum);
            }
        });
    }

    private List<FileRef> unstored(Backup backup, EraseUnstored unstored, Path workshop) throws IOException {
        try (RowList list = list(backup, "unstored", Columns.UNSTORED, workshop)) {
            unstored.eachLeft(backup, list::add);
            List<FileRef> made = list.finish().stream().toList();
            backup.manifest()
                    .unstored()
                    .forEach(
                            file -> replaced.add(Replaced.of(file, made.stream().findFirst())));
            return made;
        }
    }

    /** Which rows of earlier parts do not count, by the numbers that they have now. */
    private List<FileRef> superseded(Backup backup, List<Part> left, Path workshop) throws IOException {
        Manifest manifest = backup.manifest();
        try (RowList list = list(backup, "superseded", Columns.SUPERSEDED, workshop)) {
            for (Part part : manifest.parts()) {
                Rewritten rewritten = of(part);
                Optional<Part> now = rewritten.part().filter(each -> names(left, each));
                BitSet dead = backup.superseded(part);
                if (now.isPresent()) {
                    BitSet gone = rewritten.gone();
                    for (int row = dead.nextSetBit(0); row >= 0; row = dead.nextSetBit(row + 1)) {
                        if (!gone.get(row)) {
                            int moved = row - gone.get(0, row).cardinality();
                            list.add(JsonNodeFactory.instance
                                    .objectNode()
                                    .put(Columns.PART, now.get().entries().name())
                                    .put(Columns.ROW, moved));
                        }
                    }
                }
            }
            return list.finish().stream().toList();
        }
    }

    private static boolean names(List<Part> parts, Part part) {
        return parts.stream().anyMatch(each -> each.entries().equals(part.entries()));
    }

    private RowList list(Backup backup, String name, List<Column> columns, Path workshop) {
        Optional<EncryptionKey> key = backup.encryption();
        return new RowList(locked, backup.manifest().id(), workshop, name + "-" + generation, columns, key);
    }
}
