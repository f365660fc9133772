package dev.gantry.writeback;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
import dev.gantry.writeback.journal.Result;
import dev.gantry.writeback.journal.Sending;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Changes that are known already, as rows: a plan's, in their order, or those that take back what a run made, the last first. */
public final class PlannedRows implements ItemStreamReader<List<Row>> {

    private static final Logger LOG = LoggerFactory.getLogger(PlannedRows.class);
    private static final String FRAMES = "gantry.planned.frames";

    private final List<Path> files;
    private final boolean backwards;
    private final int mostRows;
    private final Map<Long, End> ends = new HashMap<>();
    private List<Place> places = List.of();
    private List<Outcome> lost = List.of();
    private final Set<Path> damaged = new HashSet<>();
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

    /**
     * What is read again up to the checkpoint is read for the outcomes alone, which come before their intents. A damaged frame of
     * what is to be taken back costs the intents that it held; changes whose outcomes are known all the same come last, as
     * these.
     */
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
        lost = List.of();
        for (read = 0; read < (backwards ? Math.min(done, places.size()) : 0); ) {
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
        if (rows.isEmpty() && read >= places.size()) {
            rows.addAll(lost());
        }
        return rows.isEmpty() ? null : rows;
    }

    /** Changes of entries of which only the outcome is known; of nothing else are there older versions. */
    private List<Row> lost() {
        if (lost.isEmpty()) {
            lost = ends.values().stream()
                    .filter(Outcome.class::isInstance)
                    .map(Outcome.class::cast)
                    .sorted(Comparator.comparingLong(Outcome::change).reversed())
                    .toList();
        }
        int from = Math.min(lost.size(), read - places.size());
        int to = Math.min(lost.size(), from + mostRows);
        read = places.size() + to;
        return lost.subList(from, to).stream().map(PlannedEdit::row).toList();
    }

    private List<Row> rows(Place place) {
        List<Row> rows = new ArrayList<>();
        JournalFile journal = file(place.file());
        if (backwards && !journal.isWhole(place.frame())) {
            tellDamage(place);
            return rows;
        }
        List<JournalRecord> records = journal.at(place.frame());
        for (JournalRecord record : backwards ? records.reversed() : records) {
            switch (record) {
                case Begin begin when !backwards -> rows.add(PlannedEdit.row(begin));
                case Begin begin ->
                    Optional.ofNullable(ends.remove(begin.change()))
                            .ifPresent(end -> rows.add(PlannedEdit.row(inverse(begin, end))));
                case End end when backwards && end.result() == Result.DONE -> ends.put(end.change(), end);
                case End end -> {}
            }
        }
        return rows;
    }

    private void tellDamage(Place place) {
        if (damaged.add(place.file())) {
            LOG.warn(
                    "The journal {} is damaged, the last damage at byte {}: what was deleted by changes that were written down there is"
                            + " sought among Roblox's versions, other changes of it are left as they are.",
                    place.file(),
                    place.frame());
        }
    }

    private static Begin inverse(Begin begin, End end) {
        return switch (begin) {
            case Intent intent when end instanceof Outcome outcome -> inverse(intent, outcome);
            case Act act
            when end instanceof Acted acted ->
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
