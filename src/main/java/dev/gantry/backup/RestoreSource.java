package dev.gantry.backup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.gantry.backup.Wish.Renamed;
import dev.gantry.backup.repository.Backup;
import dev.gantry.backup.repository.Keys;
import dev.gantry.backup.repository.Manifest;
import dev.gantry.backup.repository.Part;
import dev.gantry.backup.repository.Repository;
import dev.gantry.backup.repository.StoreCount;
import dev.gantry.erase.ErasedUsers;
import dev.gantry.erase.Owners;
import dev.gantry.files.Location;
import dev.gantry.job.Nearest;
import dev.gantry.job.Row;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.source.Access;
import dev.gantry.source.Partition;
import dev.gantry.source.walk.ReadBounds;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * The entries of a backup as rows {@code {dataStore, scope, id, value, users, attributes}}, each part of the backup a partition;
 * and, where that is asked for, what stores have and the backup has not, as rows {@code {dataStore, scope, id, delete: true}}, each
 * store a partition. Entries of ordered stores are rows {@code {dataStore, scope, id, ordered: true, value}}.
 *
 * @param takesOrdered whether entries of ordered stores are wanted, which have no parts
 */
record RestoreSource(
        String backup,
        Location from,
        Optional<BackupKey> key,
        UniverseId universe,
        Wish wish,
        boolean deletesExtra,
        boolean takesOrdered,
        Owners erased)
        implements LeavesOut {
    private static final String PART = "part";
    private static final String EXTRA = "extra-of";
    private static final String AS_OF = "as-of";
    private static final String FILES = "files";

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public Optional<Instant> asOf(List<Partition> partitions) {
        return partitions.stream()
                .findFirst()
                .map(partition -> Instant.parse(partition.about().getOrDefault(AS_OF, "")));
    }

    @Override
    public List<ApiOperation> operations() {
        return deletesExtra ? List.of(DataStores.LIST_ENTRIES) : List.of();
    }

    @Override
    public RestoreSource without(Owners others) {
        return new RestoreSource(backup, from, key, universe, wish, deletesExtra, takesOrdered, others);
    }

    /** As it is called in the job, relative to where that runs. */
    Repository repository(Access access) {
        return Repository.at(from, access.s3()).with(key.map(BackupKey::keys).orElse(Keys.NONE));
    }

    @Override
    public List<Partition> partitions(Access access) {
        Backup opened = repository(access).open(backup);
        Manifest manifest = opened.manifest();
        opened.refuseWithoutKey();
        refuseUnknownStores(manifest);
        String files = wish.fingerprint();
        List<Partition> partitions = new ArrayList<>();
        for (Part part : manifest.parts()) {
            String file = part.entries().name();
            partitions.add(new Partition(
                    file.replace(".parquet", ""), Map.of(PART, file, AS_OF, manifest.asOf(), FILES, files)));
        }
        if (deletesExtra) {
            manifest.stores().stream()
                    .filter(this::isWhole)
                    .forEach(store -> partitions.add(new Partition(
                            "extra of " + store.name(),
                            Map.of(EXTRA, store.name(), AS_OF, manifest.asOf(), FILES, files))));
        }
        return partitions;
    }

    /** Of a store that was deleted or lost the backup knows not all that was there. */
    private boolean isWhole(StoreCount store) {
        return !store.ordered()
                && !store.lost()
                && store.expires().isEmpty()
                && (wish.stores().isEmpty()
                        || wish.stores().stream().anyMatch(each -> each.from().equals(store.name())));
    }

    private void refuseUnknownStores(Manifest manifest) {
        List<String> known = manifest.stores().stream()
                .filter(store -> takesOrdered || !store.ordered())
                .map(StoreCount::name)
                .toList();
        for (Renamed store : wish.stores()) {
            if (!known.contains(store.from())
                    && manifest.stores().stream().anyMatch(each -> each.name().equals(store.from()))) {
                throw new UserMistake("Entries of the ordered data store " + store.from()
                        + " are integers and have no parts: leave out path:, or this store.");
            }
            if (!known.contains(store.from())) {
                throw new UserMistake("Backup " + manifest.id() + " has no data store " + store.from()
                        + Nearest.to(store.from(), known)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; it has " + String.join(", ", known) + "."));
            }
        }
    }

    @Override
    public ItemStreamReader<List<Row>> reader(
            Partition partition, Access access, ReadBounds bounds, BooleanSupplier stopping) {
        Map<String, String> about = partition.about();
        wish.refuseIfChanged(about.getOrDefault(FILES, ""));
        Backup opened = repository(access).open(backup);
        if (about.containsKey(EXTRA)) {
            return new ExtraEntries(opened, universe, wish, about.getOrDefault(EXTRA, ""))
                    .reader(access, bounds, stopping);
        }
        Part part = parts(opened.manifest()).get(about.getOrDefault(PART, ""));
        if (part == null) {
            throw new UserMistake("Backup " + backup + " has no part " + about.get(PART)
                    + " any more, so this run cannot go on. Start a new one.");
        }
        Owners all = erased.or(
                opened.repository().erasedUsers().map(ErasedUsers::owners).orElse(Owners.NONE));
        return new RestoredRows(opened, part, selection().without(all), wish, bounds, stopping);
    }

    private Selection selection() {
        return takesOrdered ? wish.selection() : wish.selection().withoutOrdered();
    }

    private static Map<String, Part> parts(Manifest manifest) {
        Map<String, Part> parts = new LinkedHashMap<>();
        manifest.parts().forEach(part -> parts.put(part.entries().name(), part));
        return parts;
    }
}
