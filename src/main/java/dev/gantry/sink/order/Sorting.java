package dev.gantry.sink.order;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.gantry.files.DiskFailed;
import dev.gantry.sink.staging.Slice;
import dev.gantry.sink.staging.StagedRows;
import dev.gantry.sink.staging.StagedRun;
import dev.gantry.sink.work.SideBySide;

/** Brings the rows of a run in order, with as little work as their order allows. Used once. */
public final class Sorting {
    private static final long LEAST_NEEDED = 16L << 20;

    private final SortBy by;
    private final StagedRun run;
    private final Path temporary;
    private final SideBySide threads;
    private final Memory memory;
    private final Folders folders;
    private final Repeated repeated;

    /**
     * @param temporary a folder that may be made, and is empty or gone when all rows have been handed over
     * @param beside where {@link SortedRows#REPEATED} goes
     */
    public Sorting(SortBy by, StagedRun run, Path temporary, Path beside, SideBySide threads) {
        this(by, run, temporary, beside, threads, Memory.ofThisHeap());
    }

    Sorting(SortBy by, StagedRun run, Path temporary, Path beside, SideBySide threads, Memory memory) {
        this.by = by;
        this.run = run;
        this.temporary = temporary;
        this.threads = threads;
        this.memory = memory;
        this.folders = new Folders(by);
        this.repeated = new Repeated(beside.resolve(SortedRows.REPEATED));
    }

    public Sorted sort() throws InterruptedException {
        boolean areKeysTogether = by.keyNamesFolder();
        Rows without = by.key().isEmpty() || areKeysTogether ? Rows.NONE : keepRepeated();
        Known.Reading reading = slices -> RowCursor.of(slices, new KeyReader(by, folders), without);
        Optional<Known> known = Known.of(run, reading, threads);
        boolean needsNothing =
                by.folders().isEmpty() && known.isPresent() && known.get().isStrict();
        if (needsNothing) {
            return new Sorted.AsStaged(run.inOrderOf(known.get().chains().getFirst().stream()
                    .map(stretch -> stretch.slice().log())
                    .toList()));
        }
        boolean isUnique = !by.key().isEmpty() && areKeysTogether;
        return new Sorted.InBatches(new SortedRows(by, isUnique, ordered(known, reading), repeated, folders));
    }

    private Cursor ordered(Optional<Known> known, Known.Reading reading) throws InterruptedException {
        if (known.isPresent() && known.get().chains().size() <= memory.logs()) {
            return Merge.of(known.get().chains().stream()
                    .<Cursor>map(chain -> reading.of(Stretch.slices(chain)))
                    .toList());
        }
        return gathered(reading);
    }

    /** Where one key may be in several folders: finds rows with the key of a later one by the keys alone, and keeps them. */
    private Rows keepRepeated() throws InterruptedException {
        SortBy key = by.keyAlone();
        Known.Reading reading = slices -> RowCursor.ofKeys(slices, new KeyReader(key, new Folders(key)));
        Optional<Known> known = Known.of(run, reading, threads);
        if (known.isPresent() && known.get().isStrict()) {
            return Rows.NONE;
        }
        Rows rows = new Rows();
        try (Cursor keys = ordered(known, reading)) {
            LastOfKey last = new LastOfKey(rows);
            while (keys.next()) {
                last.add(keys.bytes(), keys.at());
            }
        }
        if (rows.count() > 0) {
            keep(rows);
        }
        return rows;
    }

    private void keep(Rows repeatedRows) {
        for (Slice slice : run.slices(0, run.rows())) {
            try (StagedRows rows = StagedRows.open(slice)) {
                for (long number = slice.first(); rows.next(); number++) {
                    int start = rows.tokenStart();
                    int end = rows.skipValue();
                    if (repeatedRows.contains(number)) {
                        repeated.add(rows.text(), start, end - start, new Bytes());
                    }
                }
            }
        }
    }

    private Cursor gathered(Known.Reading reading) throws InterruptedException {
        makeFolder();
        List<List<Slice>> parts = run.parts(threads.threads());
        List<Callable<Gathered>> gatherings = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            List<Slice> part = parts.get(i);
            String name = "rows-" + i;
            gatherings.add(() -> gather(reading.of(part), name, memory.gathered() / parts.size()));
        }
        List<Gathered> gathered = threads.all(gatherings);
        if (gathered.stream().allMatch(Gathered::isInMemory)) {
            return Merge.of(gathered.stream().map(Gathered::inMemory).toList());
        }
        List<Path> files = new ArrayList<>();
        gathered.forEach(part -> files.addAll(part.files()));
        return merged(fewer(files));
    }

    private Gathered gather(RowCursor rows, String name, int most) {
        Gathered gathered = new Gathered(temporary, name, most);
        try (rows) {
            while (rows.next()) {
                gathered.add(rows.bytes(), rows.at());
            }
            return gathered;
        } catch (RuntimeException e) {
            gathered.close();
            throw e;
        }
    }

    /** Merges neighbours into larger files until the rest can be merged at once. */
    private List<Path> fewer(List<Path> files) {
        List<Path> left = files;
        for (int level = 0; left.size() > memory.files(); level++) {
            List<Path> larger = new ArrayList<>();
            for (int from = 0; from < left.size(); from += memory.files()) {
                Path file = temporary.resolve("merged-" + level + "-" + larger.size());
                List<Path> neighbours = left.subList(from, Math.min(left.size(), from + memory.files()));
                try (Cursor records = merged(neighbours);
                        RunWriter writer = new RunWriter(file)) {
                    while (records.next()) {
                        writer.add(records.bytes(), records.at());
                    }
                }
                larger.add(file);
            }
            left = larger;
        }
        return left;
    }

    private static Cursor merged(List<Path> files) {
        return Merge.of(files.stream().<Cursor>map(RunCursor::new).toList());
    }

    private void makeFolder() {
        try {
            Files.createDirectories(temporary);
        } catch (IOException e) {
            throw DiskFailed.writing("cannot create", temporary, LEAST_NEEDED, e);
        }
    }
}
