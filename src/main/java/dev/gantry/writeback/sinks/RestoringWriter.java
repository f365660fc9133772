package dev.gantry.writeback.sinks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.gantry.job.Row;
import dev.gantry.sink.FinishesLater;
import dev.gantry.sink.RefusesLate;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.JournalRecord.Acted;
import dev.gantry.writeback.journal.RecordJson;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/**
 * Hands rows of entries to one writer and all others to another, whose checkpoint is kept beside the first one's. Most restores have
 * no others, so that writer is opened when the first comes, or where it has a journal already.
 */
final class RestoringWriter implements ItemStreamWriter<List<Row>>, RefusesLate, FinishesLater {

    private static final String OF_OTHERS = "gantry.others.";

    private final ItemStreamWriter<List<Row>> entries;
    private final ItemStreamWriter<List<Row>> others;
    private final Path journalOfOthers;
    private final List<Refused> refused = new ArrayList<>();
    private ExecutionContext othersContext = new ExecutionContext();
    private boolean isOpenToOthers;

    RestoringWriter(ItemStreamWriter<List<Row>> entries, ItemStreamWriter<List<Row>> others, Path journalOfOthers) {
        this.entries = entries;
        this.others = others;
        this.journalOfOthers = journalOfOthers;
    }

    /** Whether a row, be it of a restore, of a plan or of a journal read backwards, is of something that is no standard entry. */
    static boolean isOther(Row row) {
        if (!row.json().has("change")) {
            return RestoredOthers.takes(row.json());
        }
        return switch (RecordJson.record(row.json())) {
            case Act act -> true;
            case Acted acted -> true;
            default -> false;
        };
    }

    @Override
    public void open(ExecutionContext context) {
        entries.open(context);
        isOpenToOthers = false;
        othersContext = new ExecutionContext();
        for (Map.Entry<String, Object> each : context.entrySet()) {
            if (each.getKey().startsWith(OF_OTHERS)) {
                othersContext.put(each.getKey().substring(OF_OTHERS.length()), each.getValue());
            }
        }
        if (!othersContext.isEmpty() || Files.exists(journalOfOthers)) {
            openToOthers();
        }
    }

    private void openToOthers() {
        if (!isOpenToOthers) {
            others.open(othersContext);
            isOpenToOthers = true;
        }
    }

    @Override
    public void write(Chunk<? extends List<Row>> chunk) throws Exception {
        refused.clear();
        List<Row> ofEntries = new ArrayList<>();
        List<Row> ofOthers = new ArrayList<>();
        for (List<Row> rows : chunk) {
            rows.forEach(row -> (isOther(row) ? ofOthers : ofEntries).add(row));
        }
        if (!ofOthers.isEmpty()) {
            openToOthers();
            write(others, ofOthers);
        }
        // An empty chunk is for the entries that wait for their turn.
        if (!ofEntries.isEmpty() || ofOthers.isEmpty()) {
            write(entries, ofEntries);
        }
    }

    private void write(ItemStreamWriter<List<Row>> writer, List<Row> rows) throws Exception {
        writer.write(new Chunk<>(List.of(rows)));
        if (writer instanceof RefusesLate refusing) {
            refused.addAll(refusing.refused());
        }
    }

    @Override
    public List<Refused> refused() {
        return List.copyOf(refused);
    }

    @Override
    public boolean hasMore() {
        return entries instanceof FinishesLater finishing && finishing.hasMore();
    }

    @Override
    public boolean isHeld() {
        return entries instanceof FinishesLater finishing && finishing.isHeld();
    }

    @Override
    public void update(ExecutionContext context) {
        entries.update(context);
        if (isOpenToOthers) {
            others.update(othersContext);
            othersContext.entrySet().forEach(each -> context.put(OF_OTHERS + each.getKey(), each.getValue()));
        }
    }

    @Override
    public void close() {
        entries.close();
        if (isOpenToOthers) {
            others.close();
            isOpenToOthers = false;
        }
    }
}
