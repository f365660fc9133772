package dev.gantry.sink;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gantry.files.Durable;
import dev.gantry.sink.format.Contents;
import dev.gantry.sink.format.FileFormat;
import dev.gantry.sink.format.FormatWriter;
import dev.gantry.sink.order.Batch;
import dev.gantry.sink.order.SortBy;
import dev.gantry.sink.order.Sorted;
import dev.gantry.sink.order.SortedRows;
import dev.gantry.sink.order.Sorting;
import dev.gantry.sink.staging.Slice;
import dev.gantry.sink.staging.StagedRows;
import dev.gantry.sink.staging.StagedRun;
import dev.gantry.sink.work.SideBySide;
import org.jspecify.annotations.Nullable;

/**
 * Writes all rows of a run into the files of a folder. Rows that need no sorting are written by several threads, each a stretch of
 * them into files of its own, which are numbered in the rows' order afterwards.
 */
final class DataFiles {
    private static final String SORTING = ".sorting";

    /** From so much text on there are two files at least, because two processors write them faster. */
    private static final long TEXT_FOR_TWO = 64L << 20;

    private static final long TEXT_OF_STRETCH = 512L << 20;
    private static final Pattern COUNTED = Pattern.compile("([0-9,]+) (.*)");

    /** What was written, and sentences about it for the run's summary. */
    record Made(List<Manifest.DataFile> files, List<String> notes) {}

    private final Path folder;
    private final FileFormat format;
    private final FolderOptions options;
    private final Contents contents;
    private final SortBy by;
    private final LongConsumer written;
    private final SideBySide threads = SideBySide.ofThisMachine();

    /**
     * @param contents of the files
     * @param by what rows are sorted by; by nothing, where nobody asked for an order
     */
    DataFiles(
            Path folder, FileFormat format, FolderOptions options, Contents contents, SortBy by, LongConsumer written) {
        this.folder = folder;
        this.format = format;
        this.options = options;
        this.contents = contents;
        this.by = by;
        this.written = written;
    }

    Made write(StagedRun run) throws InterruptedException, IOException {
        if (by.folders().isEmpty() && by.key().isEmpty()) {
            return asStaged(run);
        }
        Path temporary = folder.resolve(SORTING);
        Sorted sorted = new Sorting(by, run, temporary, folder, threads).sort();
        Made made = switch (sorted) {
            case Sorted.AsStaged(StagedRun inOrder) -> asStaged(inOrder);
            case Sorted.InBatches(SortedRows rows) -> inBatches(rows);
        };
        if (Files.exists(temporary)) {
            Durable.deleteTree(temporary);
        }
        syncFolders();
        return made;
    }

    private Made inBatches(SortedRows sorted) throws InterruptedException {
        try (sorted;
                FormatWriter writer = format.writer(contents);
                Parts parts = new Parts(folder, "", format.suffix(), writer, options, written)) {
            for (@Nullable Batch batch = sorted.next(); batch != null; batch = sorted.next()) {
                parts.enter(batch.folder());
                try (StagedRows rows = StagedRows.of(batch.text(), batch.length())) {
                    parts.write(rows);
                }
            }
            List<Manifest.DataFile> files = parts.finish();
            List<String> notes = new ArrayList<>(sorted.notes());
            notes.addAll(writer.notes());
            return new Made(files, notes);
        }
    }

    private Made asStaged(StagedRun run) throws InterruptedException, IOException {
        List<List<Slice>> stretches = stretches(run);
        List<Callable<Made>> writings = new ArrayList<>();
        for (int i = 0; i < stretches.size(); i++) {
            List<Slice> stretch = stretches.get(i);
            String prefix = stretches.size() == 1 ? "" : ".stretch-" + i + "-";
            writings.add(() -> writeStretch(stretch, prefix));
        }
        List<Made> all = threads.all(writings);
        List<Manifest.DataFile> files =
                numbered(all.stream().flatMap(each -> each.files().stream()).toList());
        return new Made(
                files,
                summed(all.stream().flatMap(each -> each.notes().stream()).toList()));
    }

    /** A stretch fills whole files as long as there are rows, so that only the last file has fewer. */
    private List<List<Slice>> stretches(StagedRun run) {
        long byText = Math.max(run.textBytes() >= TEXT_FOR_TWO ? 2 : 1, run.textBytes() / TEXT_OF_STRETCH);
        long size = Math.min(Math.ceilDiv(run.rows(), byText), filled(run.rows(), byText));
        List<List<Slice>> stretches = new ArrayList<>();
        for (long from = 0; from < run.rows(); from += size) {
            stretches.add(run.slices(from, Math.min(run.rows(), from + size)));
        }
        return stretches;
    }

    private long filled(long rows, long stretches) {
        long files = Math.max(1, Math.ceilDiv(rows, stretches) / options.rowsPerFile());
        return files * options.rowsPerFile();
    }

    private Made writeStretch(List<Slice> stretch, String prefix) {
        try (FormatWriter writer = format.writer(contents);
                Parts parts = new Parts(folder, prefix, format.suffix(), writer, options, written)) {
            for (Slice slice : stretch) {
                try (StagedRows rows = StagedRows.open(slice)) {
                    parts.write(rows);
                }
            }
            return new Made(parts.finish(), writer.notes());
        }
    }

    private List<Manifest.DataFile> numbered(List<Manifest.DataFile> files) throws IOException {
        List<Manifest.DataFile> numbered = new ArrayList<>();
        for (Manifest.DataFile file : files) {
            String name = Parts.numbered(numbered.size(), format.suffix());
            if (!name.equals(file.name())) {
                Files.move(folder.resolve(file.name()), folder.resolve(name));
            }
            numbered.add(new Manifest.DataFile(name, file.rows(), file.bytes()));
        }
        return numbered;
    }

    /** What several writers counted, as one sentence: see {@link FormatWriter#notes}. */
    static List<String> summed(List<String> notes) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String note : notes) {
            Matcher counted = COUNTED.matcher(note);
            boolean isCount = counted.matches();
            counts.merge(
                    isCount ? counted.group(2) : note,
                    isCount ? Long.parseLong(counted.group(1).replace(",", "")) : 0L,
                    Long::sum);
        }
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() == 0
                        ? entry.getKey()
                        : String.format(Locale.ROOT, "%,d %s", entry.getValue(), entry.getKey()))
                .toList();
    }

    private void syncFolders() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException trouble) throws IOException {
                if (trouble != null) {
                    throw trouble;
                }
                Durable.syncFolder(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
