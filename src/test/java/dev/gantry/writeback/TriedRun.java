package dev.gantry.writeback;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.gantry.job.Errors;
import dev.gantry.job.Row;
import dev.gantry.job.Tolerance;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.sink.FinishesLater;
import dev.gantry.sink.RefusesLate;
import dev.gantry.writeback.journal.JournalHead;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/** One run of a sink that changes Open Cloud, a partition: as often as it is opened it goes on from its last checkpoint. */
public final class TriedRun {

    private final long id;
    private final Changes changes;
    private final Path journals;
    private final boolean onlyPlans;
    private final @Nullable PlannedRows planned;
    private final Supplier<OpenCloud> client;
    private final ExecutionContext checkpoint = new ExecutionContext();
    private final AtomicLong rowsRead = new AtomicLong();
    private Errors.Skip skip = new Errors.Skip.Count(1_000_000);
    private boolean goesOn;
    private BooleanSupplier stopping = () -> false;
    private int rowsDone;

    @SuppressWarnings("NullAway.Init") // when it is opened
    private MakesChanges lastSink;

    @SuppressWarnings("NullAway.Init") // when it is opened
    private ItemStreamWriter<List<Row>> writer;

    private List<RefusesLate.Refused> lastRefused = List.of();

    private TriedRun(
            long id,
            Changes changes,
            Path folder,
            boolean onlyPlans,
            @Nullable PlannedRows planned,
            Supplier<OpenCloud> client) {
        this.id = id;
        this.changes = changes;
        this.journals = folder.resolve("journals").resolve(Long.toString(id));
        this.onlyPlans = onlyPlans;
        this.planned = planned;
        this.client = client;
    }

    /** One that has not begun. */
    public static TriedRun of(long id, Changes changes, Path folder, Supplier<OpenCloud> client) {
        return new TriedRun(id, changes, folder, false, null, client);
    }

    public static TriedRun plan(long id, Changes changes, Path folder, Supplier<OpenCloud> client) {
        return new TriedRun(id, changes, folder, true, null, client);
    }

    /** Of changes that are known already. */
    public static TriedRun of(long id, Changes changes, Path folder, PlannedRows planned, Supplier<OpenCloud> client) {
        return new TriedRun(id, changes, folder, false, planned, client);
    }

    public Path journals() {
        return journals;
    }

    /** From now on as it was told to go on after the changes that are made first. */
    public TriedRun goingOn() {
        goesOn = true;
        return this;
    }

    public TriedRun stoppingWhen(BooleanSupplier now) {
        stopping = now;
        return this;
    }

    public TriedRun allowing(Errors.Skip rows) {
        skip = rows;
        return this;
    }

    /** Makes all the changes in one chunk; returns why rows were refused. */
    public List<String> make(Row... rows) throws Exception {
        return make(List.of(rows));
    }

    public List<String> make(List<Row> rows) throws Exception {
        try (OpenCloud cloud = client.get()) {
            return make(cloud, rows);
        }
    }

    public List<String> make(OpenCloud cloud, List<Row> rows) throws Exception {
        open(cloud);
        try {
            return write(rows);
        } finally {
            writer.close();
        }
    }

    public List<String> makeToTheEnd(List<Row> rows) throws Exception {
        try (OpenCloud cloud = client.get()) {
            return makeToTheEnd(cloud, rows, 100);
        }
    }

    /** Makes all the changes in chunks of so many, and what is left then, as a step does: until it holds or has no more. */
    public List<String> makeToTheEnd(OpenCloud cloud, List<Row> rows, int chunk) throws Exception {
        open(cloud);
        List<String> whys = new ArrayList<>();
        try {
            for (int from = 0; from < rows.size() && !finishing().isHeld(); from += chunk) {
                whys.addAll(write(rows.subList(from, Math.min(rows.size(), from + chunk))));
            }
            while (finishing().hasMore() && !finishing().isHeld() && !stopping.getAsBoolean()) {
                whys.addAll(write(List.of()));
            }
            return whys;
        } finally {
            writer.close();
        }
    }

    /** Goes on in chunks from its last checkpoint to the end of the rows and of what is left then. */
    public void makeOn(OpenCloud cloud, List<Row> rows, int chunk) throws Exception {
        open(cloud);
        try {
            while (rowsDone < rows.size() || finishing().hasMore()) {
                int to = Math.min(rows.size(), rowsDone + chunk);
                write(rows.subList(rowsDone, to));
                rowsDone = to;
            }
        } finally {
            writer.close();
        }
    }

    /** Makes the changes of a plan or an undo. */
    public Tally makeAll() throws Exception {
        PlannedRows rows = Objects.requireNonNull(planned);
        rows.open(checkpoint);
        for (List<Row> batch = rows.read(); batch != null; batch = rows.read()) {
            make(batch);
            rows.update(checkpoint);
        }
        rows.close();
        return tally();
    }

    /** Makes the changes of a plan or an undo, and what is left then. */
    public Tally makeAllToTheEnd() throws Exception {
        makeAll();
        makeToTheEnd(List.of());
        return tally();
    }

    private void open(OpenCloud cloud) {
        JournalHead head = new JournalHead("test", id + "-0", onlyPlans ? "plan" : "run", "0", "", "", "", Map.of());
        Tolerance tolerance = new Tolerance(skip, rowsRead::get);
        Writing writing = new Writing(cloud, journals, head, onlyPlans, tolerance, goesOn, stopping);
        lastSink = planned == null ? changes.connect(writing) : changes.connectToPlanned(writing);
        writer = lastSink.stager(Path.of("0.staged"));
        writer.open(checkpoint);
    }

    private List<String> write(List<Row> rows) throws Exception {
        rowsRead.addAndGet(rows.size());
        writer.write(new Chunk<>(List.of(rows)));
        writer.update(checkpoint);
        lastRefused = ((RefusesLate) writer).refused();
        return lastRefused.stream()
                .map(RefusesLate.Refused::why)
                .map(Throwable::getMessage)
                .toList();
    }

    private FinishesLater finishing() {
        return (FinishesLater) writer;
    }

    /** Of the last try. */
    public MakesChanges sink() {
        return lastSink;
    }

    /** Of the last chunk. */
    public List<RefusesLate.Refused> refused() {
        return lastRefused;
    }

    public Tally tally() {
        return Tally.of(journals, onlyPlans);
    }

    /** What the journal says of each change: its name, result and reason. */
    public List<String> told() {
        List<String> told = new ArrayList<>();
        JournaledChange.each(
                journals,
                change -> told.add(change.name() + ": "
                        + change.outcome()
                                .map(end -> (end.result().word() + " " + end.why()).strip())
                                .orElse("planned")));
        return told;
    }
}
