package dev.gantry.writeback;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.opencloud.EntryContent;
import dev.gantry.opencloud.StoredEntry;
import dev.gantry.writeback.journal.JournalFile;
import dev.gantry.writeback.journal.JournalRecord;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.JournalRecord.Acted;
import dev.gantry.writeback.journal.JournalRecord.Begin;
import dev.gantry.writeback.journal.JournalRecord.End;
import dev.gantry.writeback.journal.JournalRecord.Intent;
import dev.gantry.writeback.journal.JournalRecord.Outcome;
import dev.gantry.writeback.journal.RecordJson;
import dev.gantry.writeback.journal.Result;
import dev.gantry.writeback.journal.Sending;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Changes that are known already, as rows: a plan's, in their order, or those that take back what a run made, the last first. */
public final class PlannedRows implements ItemStreamReader<List<Row>> {

    private static final String FRAMES = "gantry.planned.frames";

    private final List<Path> files;
    private final boolean backwards;
    private final int mostRows;
    private final Map<Long, End> ends = new HashMap<>();
    private List<Place> places = List.of();
    private int read;
    private @Nullable JournalFile open;
    private @Nullable Path opened;

    private record Place(Path file, long frame) {}

    private PlannedRows(List<Path> files, boolean backwards, int mostRows) {
        this.files = List.copyOf(files);
        this.backwards = backwards;
        this.mostRows = mostRows;
    }

    /** @param mostRows of a batch, roughly */
    public static PlannedRows ofPlan(Path plan, int mostRows) {
        return new PlannedRows(List.of(plan), false, mostRows);
    }

    /** @param journals the folder of a run's */
    public static PlannedRows takingBack(Path journals, int mostRows) {
        return new PlannedRows(JournalFile.of(journals), true, mostRows);
    }

    /** What is read again up to the checkpoint is read for the outcomes alone, which come before their intents. */
    @Override
    public void open(ExecutionContext context) {
        List<Place> all = new ArrayList<>();
        for (Path file : files) {
            try (JournalFile journal = JournalFile.open(file)) {
                journal.frames().forEach(frame -> all.add(new Place(file, frame)));
            }
        }
        places = backwards ? all.reversed() : all;
        ends.clear();
        int done = context.getInt(FRAMES, 0);
        for (read = 0; read < (backwards ? done : 0); ) {
            rows(places.get(read++));
        }
        read = done;
    }

    @Override
    public @Nullable List<Row> read() {
        List<Row> rows = new ArrayList<>();
        while (rows.size() < mostRows && read < places.size()) {
            rows.addAll(rows(places.get(read++)));
        }
        return rows.isEmpty() && read == places.size() ? null : rows;
    }

    private List<Row> rows(Place place) {
        List<Row> rows = new ArrayList<>();
        List<JournalRecord> records = file(place.file()).at(place.frame());
        for (JournalRecord record : backwards ? records.reversed() : records) {
            switch (record) {
                case Begin begin when !backwards -> rows.add(row(begin));
                case Begin begin ->
                    Optional.ofNullable(ends.remove(begin.change()))
                            .filter(end -> end.result() == Result.DONE)
                            .ifPresent(end -> rows.add(row(inverse(begin, end))));
                case End end when backwards -> ends.putIfAbsent(end.change(), end);
                case End end -> {}
            }
        }
        return rows;
    }

    /** The row that a change becomes. */
    private static Row row(Begin begin) {
        return new Row(begin.row(), RecordJson.of(begin));
    }

    private static Begin inverse(Begin begin, End end) {
        return switch (begin) {
            case Intent intent when end instanceof Outcome outcome -> inverse(intent, outcome);
            case Act act when end instanceof Acted acted ->
                new Act(
                        act.change(),
                        act.row(),
                        act.target(),
                        act.after().isEmpty() ? Optional.empty() : acted.made().or(act::after),
                        act.before(),
                        Sending.PLAIN);
            default -> throw new IllegalStateException("change " + begin.change() + " ended as another kind of thing");
        };
    }

    private static Intent inverse(Intent intent, Outcome end) {
        Optional<EntryContent> before = intent.before().map(StoredEntry::content);
        return new Intent(
                intent.change(),
                intent.row(),
                intent.address(),
                intent.after().map(content -> new StoredEntry(content, end.version())),
                before);
    }

    private JournalFile file(Path file) {
        JournalFile current = open;
        if (current == null || !file.equals(opened)) {
            close();
            current = JournalFile.open(file);
            open = current;
            opened = file;
        }
        return current;
    }

    @Override
    public void update(ExecutionContext context) {
        context.putInt(FRAMES, read);
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
