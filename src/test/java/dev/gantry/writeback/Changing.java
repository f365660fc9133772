package dev.gantry.writeback;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.job.InvalidJob;
import dev.gantry.job.JobFile;
import dev.gantry.job.Kind;
import dev.gantry.job.Kinds;
import dev.gantry.job.Problem;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.job.Values;
import dev.gantry.opencloud.HandSetTime;
import dev.gantry.opencloud.OpenCloud;

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
        return client(HandSetTime.passingForWhoSleeps(), 50);
    }

    private OpenCloud client(HandSetTime time, int retries) {
        return time.connectUnlimited(emulator.baseUri(), emulator.apiKey(), retries);
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
    TriedRun run(long id, String options) {
        return TriedRun.of(id, parse(options), folder, this::client);
    }

    TriedRun plan(long id, String options) {
        return TriedRun.plan(id, parse(options), folder, this::client);
    }

    TriedRun planned(long id, Path plan) {
        return planned(id, plan, "");
    }

    /** @param guards options beside what is planned */
    TriedRun planned(long id, Path plan, String guards) {
        return planned(id, PlannedRows.ofPlan(plan, 100), guards);
    }

    TriedRun undo(long id, TriedRun undone) {
        return planned(id, PlannedRows.takingBack(undone.journals(), 100), "");
    }

    private TriedRun planned(long id, PlannedRows rows, String guards) {
        return TriedRun.of(id, parse("id: x\ndelete: true\n" + guards), folder, rows, this::client);
    }

    @Override
    public void close() {
        emulator.close();
    }
}
