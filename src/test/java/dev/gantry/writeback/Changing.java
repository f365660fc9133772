package dev.gantry.writeback;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.job.Errors;
import dev.gantry.job.InvalidJob;
import dev.gantry.job.JobFile;
import dev.gantry.job.Kind;
import dev.gantry.job.Kinds;
import dev.gantry.job.Problem;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.job.Values;
import dev.gantry.opencloud.Connection;
import dev.gantry.opencloud.HandSetTime;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.credential.Credential;
import dev.gantry.opencloud.limits.OperationClass;
import dev.gantry.opencloud.limits.Quota;
import dev.gantry.sink.RefusesLate;
import dev.gantry.writeback.journal.JournalHead;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** An emulator without players, and runs that change its store {@code Saves} of universe 1, a partition each. */
final class Changing implements AutoCloseable {

    static final String STORE = "Saves";

    private static final Kinds<String, String, EntryChanges> KINDS =
            Kinds.of(List.of(new Kind<>("nothing", "No rows", Shape.text())), List.of(), List.of(EntryChanges.KIND));

    private final Emulator emulator;
    private final Path folder;
    private final HandSetTime time;

    private Changing(Emulator emulator, Path folder, HandSetTime time) {
        this.emulator = emulator;
        this.folder = folder;
        this.time = time;
    }

    static Changing in(Path folder) {
        EmulatorOptions options = EmulatorOptions.defaults().withPlayers(0).withLimits(false);
        return new Changing(Emulator.start(options), folder, HandSetTime.passingBySleep());
    }

    /** Where the emulator and the clients live in one time, in which sleeping takes none. */
    static Changing inOneTime(Path folder) {
        HandSetTime time = HandSetTime.passingBySleep();
        EmulatorOptions options =
                EmulatorOptions.defaults().withPlayers(0).withLimits(false).withClock(time::now);
        return new Changing(Emulator.start(options), folder, time);
    }

    HandSetTime time() {
        return time;
    }

    /** A client without a budget. */
    OpenCloud client() {
        return client(time, 8);
    }

    Emulator emulator() {
        return emulator;
    }

    /** A client that does not give up where a third of all answers are lost. */
    OpenCloud patientClient() {
        return client(HandSetTime.passingBySleep(), 50);
    }

    private OpenCloud client(HandSetTime time, int retries) {
        Map<OperationClass, Quota.Rate> unlimited = new EnumMap<>(OperationClass.class);
        for (OperationClass each : OperationClass.values()) {
            unlimited.put(each, new Quota.Rate.Unlimited());
        }
        return time.connect(
                new Connection(Optional.of(emulator.baseUri()), new Credential.ApiKey(emulator.apiKey())),
                new Quota(1, OptionalInt.empty(), unlimited, 16, retries));
    }

    void put(String id, String value) {
        emulator.dataStores().put(1, STORE, "global", id, value);
    }

    void put(String id, String value, List<String> users, String attributes) {
        emulator.dataStores().put(1, STORE, "global", id, value, users, attributes);
    }

    String value(String id) {
        return emulator.dataStores().value(1, STORE, "global", id).orElse("(none)");
    }

    String attributes(String id) {
        return emulator.dataStores().attributes(1, STORE, "global", id).orElse("(none)");
    }

    List<String> users(String id) {
        return emulator.dataStores().users(1, STORE, "global", id).orElse(List.of());
    }

    /** @param options below those that say where the entries are */
    static EntryChanges parse(String options) {
        String text =
                "job: test\nsource: {nothing: x}\nsink:\n  data-store-entries:\n    universe: \"1\"\n    data-store: "
                        + STORE + "\n" + options.indent(4);
        return JobFile.parse("job.yml", text, KINDS, Values.Givens.of(Map.of(), Map.of(), Instant.EPOCH, "1"))
                .job()
                .sink();
    }

    static List<String> problems(String options) {
        try {
            parse(options);
            return List.of();
        } catch (InvalidJob invalid) {
            return invalid.problems().stream().map(Problem::message).toList();
        }
    }

    static List<Row> rows(int count, Function<Integer, String> json) {
        return IntStream.range(0, count)
                .mapToObj(i -> row("row " + i, json.apply(i)))
                .toList();
    }

    static Row row(String id, String json) {
        return new Row(id, ExactJson.parse(json));
    }

    /** A run that has not begun. */
    Run run(long id, String options) {
        return new Run(id, parse(options), false, null);
    }

    Run plan(long id, String options) {
        return new Run(id, parse(options), true, null);
    }

    Run planned(long id, Path plan) {
        return planned(id, plan, "");
    }

    /** @param guards options beside what is planned */
    Run planned(long id, Path plan, String guards) {
        return new Run(id, parse("id: x\ndelete: true\n" + guards), false, PlannedRows.ofPlan(plan, 100));
    }

    Run undo(long id, Run undone) {
        return new Run(id, parse("id: x\ndelete: true"), false, PlannedRows.takingBack(undone.journals(), 100));
    }

    /** One run: as often as it is opened it goes on from its last checkpoint. */
    final class Run {
        private final long id;
        private final EntryChanges changes;
        private final boolean onlyPlans;
        private final @Nullable PlannedRows planned;
        private final ExecutionContext checkpoint = new ExecutionContext();
        private Errors.Skip skip = new Errors.Skip.Count(1_000_000);
        private boolean goesOn;
        private BooleanSupplier stopping = () -> false;

        @SuppressWarnings("NullAway.Init") // when it is opened
        private WritingSink lastSink;

        Run(long id, EntryChanges changes, boolean onlyPlans, @Nullable PlannedRows planned) {
            this.id = id;
            this.changes = changes;
            this.onlyPlans = onlyPlans;
            this.planned = planned;
        }

        Path journals() {
            return folder.resolve("journals").resolve(Long.toString(id));
        }

        /** Makes all the changes in one chunk; returns why rows were refused. */
        List<String> make(Row... rows) throws Exception {
            return make(List.of(rows));
        }

        List<String> make(List<Row> rows) throws Exception {
            try (OpenCloud cloud = client()) {
                return make(cloud, rows);
            }
        }

        List<String> makeToTheEnd(List<Row> rows) throws Exception {
            try (OpenCloud cloud = client()) {
                return makeToTheEnd(cloud, rows, 100);
            }
        }

        List<String> make(OpenCloud cloud, List<Row> rows) throws Exception {
            ChangeWriter writer = open(cloud);
            try {
                writer.write(new Chunk<>(List.of(rows)));
                writer.update(checkpoint);
                return whys(writer);
            } finally {
                writer.close();
            }
        }

        /** Makes all the changes in chunks of so many, and what is left then, as a step does: until it holds or has no more. */
        List<String> makeToTheEnd(OpenCloud cloud, List<Row> rows, int chunk) throws Exception {
            ChangeWriter writer = open(cloud);
            List<String> whys = new ArrayList<>();
            try {
                for (int from = 0; from < rows.size() && !writer.isHeld(); from += chunk) {
                    writer.write(new Chunk<>(List.of(rows.subList(from, Math.min(rows.size(), from + chunk)))));
                    writer.update(checkpoint);
                    whys.addAll(whys(writer));
                }
                while (writer.hasMore() && !writer.isHeld() && !stopping.getAsBoolean()) {
                    writer.write(new Chunk<>(List.of(List.of())));
                    writer.update(checkpoint);
                    whys.addAll(whys(writer));
                }
                return whys;
            } finally {
                writer.close();
            }
        }

        private int rowsDone;

        /** Goes on in chunks from its last checkpoint to the end of the rows and of what is left then. */
        void makeOn(OpenCloud cloud, List<Row> rows, int chunk) throws Exception {
            ChangeWriter writer = open(cloud);
            try {
                while (rowsDone < rows.size() || writer.hasMore()) {
                    int to = Math.min(rows.size(), rowsDone + chunk);
                    writer.write(new Chunk<>(List.of(rows.subList(rowsDone, to))));
                    writer.update(checkpoint);
                    rowsDone = to;
                }
            } finally {
                writer.close();
            }
        }

        /** Makes the changes of a plan or an undo, and what is left then. */
        Tally makeAllToTheEnd() throws Exception {
            makeAll();
            makeToTheEnd(List.of());
            return tally();
        }

        private static List<String> whys(ChangeWriter writer) {
            return writer.refused().stream()
                    .map(RefusesLate.Refused::why)
                    .map(Throwable::getMessage)
                    .toList();
        }

        /** From now on as it was told to go on after the changes that are made first. */
        Run goingOn() {
            goesOn = true;
            return this;
        }

        Run stoppingWhen(BooleanSupplier now) {
            stopping = now;
            return this;
        }

        Run allowing(Errors.Skip rows) {
            skip = rows;
            return this;
        }

        /** Of the last try. */
        WritingSink sink() {
            return lastSink;
        }

        /** Makes the changes of a plan or an undo. */
        Tally makeAll() throws Exception {
            PlannedRows rows = java.util.Objects.requireNonNull(planned);
            rows.open(checkpoint);
            for (List<Row> batch = rows.read(); batch != null; batch = rows.read()) {
                make(batch);
                rows.update(checkpoint);
            }
            rows.close();
            return tally();
        }

        Tally tally() {
            return Tally.of(journals(), onlyPlans);
        }

        private ChangeWriter open(OpenCloud cloud) {
            JournalHead head =
                    new JournalHead("test", id + "-0", onlyPlans ? "plan" : "run", "0", "", "", "", Map.of());
            Writing writing = new Writing(cloud, journals(), head, onlyPlans, skip, goesOn, stopping);
            WritingSink sink = planned == null ? changes.connect(writing) : changes.connectToPlanned(writing);
            ChangeWriter writer = (ChangeWriter) sink.stager(Path.of("0.staged"));
            writer.open(checkpoint);
            lastSink = sink;
            return writer;
        }
    }

    @Override
    public void close() {
        emulator.close();
    }
}
