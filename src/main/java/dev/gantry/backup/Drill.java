package dev.gantry.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

import dev.gantry.backup.repository.Backup;
import dev.gantry.backup.repository.Entry;
import dev.gantry.backup.repository.EntryKey;
import dev.gantry.backup.repository.EntryRows;
import dev.gantry.backup.repository.Part;
import dev.gantry.erase.ErasedUsers;
import dev.gantry.erase.Owners;
import dev.gantry.files.DiskFailed;
import dev.gantry.job.Errors;
import dev.gantry.job.Row;
import dev.gantry.job.Tolerance;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.source.Access;
import dev.gantry.source.Partition;
import dev.gantry.source.walk.ReadBounds;
import dev.gantry.writeback.EntryRestores;
import dev.gantry.writeback.EntryRestores.IfChanged;
import dev.gantry.writeback.MakesChanges;
import dev.gantry.writeback.Writing;
import dev.gantry.writeback.journal.JournalHead;
import dev.gantry.writeback.sinks.Restores;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Restores a backup for practice, all of it or a sample, into a universe that has nothing, by the same code as a restore does, and
 * then reads every entry again and compares it with the backup: value, users and attributes, to the letter of their JSON.
 *
 * @param key of the backup; empty: it is not encrypted
 * @param access to what has the universe, in no case Roblox, and to the repository
 * @param scratch an empty folder of this machine for journals
 */
public record Drill(Backup backup, Optional<BackupKey> key, Access access, UniverseId universe, Path scratch) {

    private static final int AT_ONCE = 500;

    /**
     * What a drill found.
     *
     * @param entries that were restored and read again
     * @param different those that are not what the backup has, and why, half sentences
     */
    public record Drilled(String backup, long entries, List<Different> different) {
        public Drilled {
            different = List.copyOf(different);
        }

        public boolean isAlike() {
            return different.isEmpty();
        }
    }

    /** An entry that did not come back as it is in the backup. */
    public record Different(EntryKey key, boolean ordered, String why) {}

    /**
     * Restores and compares.
     *
     * @param sample so many entries, chosen at random; empty: all
     */
    public Drilled of(Optional<Integer> sample, RandomGenerator random) throws Exception {
        Wish wish = new Wish(
                List.of(), Optional.empty(), "", sample.map(most -> keys(chosen(most, random))), Optional.empty());
        restore(wish);
        Owners erased =
                backup.repository().erasedUsers().map(ErasedUsers::owners).orElse(Owners.NONE);
        return compare(wish.selection().without(erased));
    }

    /** Each set of so many keys is as likely as any other. */
    private List<EntryKey> chosen(int most, RandomGenerator random) {
        List<EntryKey> chosen = new ArrayList<>();
        long[] seen = new long[1];
        for (Part part : backup.manifest().parts()) {
            backup.eachKey(part, (key, ordered) -> {
                seen[0]++;
                if (chosen.size() < most) {
                    chosen.add(key);
                } else {
                    long place = random.nextLong(seen[0]);
                    if (place < most) {
                        chosen.set((int) place, key);
                    }
                }
            });
        }
        return chosen;
    }

    private Path keys(List<EntryKey> chosen) {
        Path file = scratch.resolve("keys");
        try {
            return Files.write(
                    file,
                    chosen.stream()
                            .map(key -> JsonMapper.shared().writeValueAsString(key))
                            .toList());
        } catch (IOException broken) {
            throw DiskFailed.other("cannot write", file, broken);
        }
    }

    private void restore(Wish wish) throws Exception {
        RestoreSource source = new RestoreSource(
                backup.manifest().id(), backup.repository().location(), key, universe, wish, false, true, Owners.NONE);
        Restores restores = new Restores(
                new EntryRestores(universe, IfChanged.OVERWRITE, Optional.empty(), false),
                Restores.Others.ORDERED_ENTRIES);
        JournalHead head =
                new JournalHead("drill", "drill of " + backup.manifest().id(), "run", "", "", "drill", "", Map.of());
        MakesChanges changes = restores.connect(new Writing(
                access.cloud(),
                scratch.resolve("journals"),
                head,
                false,
                new Tolerance(new Errors.Skip.Count(Long.MAX_VALUE), () -> 0),
                false,
                () -> false));
        List<Partition> partitions = source.partitions(access);
        for (int i = 0; i < partitions.size(); i++) {
            copy(
                    source.reader(partitions.get(i), access, ReadBounds.defaults(), () -> false),
                    changes.stager(scratch.resolve(i + ".staged")));
        }
    }

    private static void copy(ItemStreamReader<List<Row>> from, ItemStreamWriter<List<Row>> to) throws Exception {
        ExecutionContext context = new ExecutionContext();
        from.open(context);
        to.open(context);
        try {
            for (@Nullable List<Row> rows = from.read(); rows != null; rows = from.read()) {
                if (!rows.isEmpty()) {
                    to.write(new Chunk<>(List.of(rows)));
                }
            }
        } finally {
            from.close();
            to.close();
        }
    }

    private Drilled compare(Selection selection) throws InterruptedException {
        long entries = 0;
        List<Different> different = new ArrayList<>();
        CompareRestored compare = new CompareRestored(access.cloud(), universe);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Part part : backup.manifest().parts()) {
                try (EntryRows rows = backup.rows(part, "")) {
                    for (List<Entry> some = some(rows, selection); !some.isEmpty(); some = some(rows, selection)) {
                        entries += some.size();
                        List<Future<Optional<Different>>> looks = some.stream()
                                .map(entry -> threads.submit(() -> compare.look(entry)))
                                .toList();
                        for (Future<Optional<Different>> look : looks) {
                            look.get().ifPresent(different::add);
                        }
                    }
                }
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(failed.getCause());
        }
        return new Drilled(backup.manifest().id(), entries, different);
    }

    private static List<Entry> some(EntryRows rows, Selection selection) {
        List<Entry> some = new ArrayList<>();
        long bytes = 0;
        while (some.size() < AT_ONCE && bytes < ReadBounds.defaults().batchBytes()) {
            @Nullable Entry next = rows.next();
            if (next == null) {
                break;
            }
            if (selection.takes(next)) {
                some.add(next);
                bytes += next.value().length();
            }
        }
        return some;
    }
}
