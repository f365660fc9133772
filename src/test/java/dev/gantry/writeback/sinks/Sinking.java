package dev.gantry.writeback.sinks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
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
import dev.gantry.writeback.JournaledChange;
import dev.gantry.writeback.MakesChanges;
import dev.gantry.writeback.PlannedRows;
import dev.gantry.writeback.Tally;
import dev.gantry.writeback.Writing;
import dev.gantry.writeback.act.Acting;
import dev.gantry.writeback.journal.JournalHead;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An emulator whose time stands still and which tells what it did, and runs of any sink against it, a partition each. */
final class Sinking implements AutoCloseable {

    static final Instant NOW = HandSetTime.standing().now();

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Kinds<String, String, Acting> KINDS =
            Kinds.of(List.of(new Kind<>("nothing", "No rows", Shape.text())), List.of(), WritingKinds.ALL);

    private final Emulator emulator;
    private final Path folder;
    private Duration later = Duration.ZERO;
    private final HttpClient http = HttpClient.newHttpClient();

    private Sinking(Emulator emulator, Path folder) {
        this.emulator = emulator;
        this.folder = folder;
    }

    static Sinking in(Path folder, int players) {
        return new Sinking(
                Emulator.start(EmulatorOptions.defaults()
                        .withPlayers(players)
                        .withLimits(false)
                        .withClock(() -> NOW)
                        .withState(folder.resolve("done.jsonl"))),
                folder);
    }

    Emulator emulator() {
        return emulator;
    }

    /** From now on it is so much later, for all. */
    void passes(Duration time) {
        later = later.plus(time);
        emulator.clock().set(NOW.plus(later));
    }

    /** A client that lives at the emulator's time, and does not give up where a third of all answers are lost. */
    OpenCloud client() {
        return client(50);
    }

    /** @param retries of one call */
    OpenCloud client(int retries) {
        Map<OperationClass, Quota.Rate> unlimited = new EnumMap<>(OperationClass.class);
        for (OperationClass each : OperationClass.values()) {
            unlimited.put(each, new Quota.Rate.Unlimited());
        }
        HandSetTime time = HandSetTime.passingBySleep();
        time.passes(later);
        return time.connect(
                new Connection(Optional.of(emulator.baseUri()), new Credential.ApiKey(emulator.apiKey())),
                new Quota(1, OptionalInt.empty(), unlimited, 16, retries));
    }

    /** What the emulator answers to a get. */
    JsonNode get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(emulator.baseUri() + path))
                .header("x-api-key", emulator.apiKey())
                .build();
        try {
            return JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Bodies of everything that was done, whether its answer came or not. */
    List<String> done() {
        try {
            return Files.readAllLines(folder.resolve("done.jsonl")).stream()
                    .map(JSON::readTree)
                    .filter(line -> line.has("body"))
                    .map(line -> line.path("uri").asString() + " "
                            + line.path("body").asString())
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Acting parse(String sink) {
        String text = "job: test\nsource: {nothing: x}\nsink:\n" + sink.indent(2);
        return JobFile.parse("job.yml", text, KINDS, Values.Givens.of(Map.of(), Map.of(), Instant.EPOCH, "1"))
                .job()
                .sink();
    }

    static List<String> problems(String sink) {
        try {
            parse(sink);
            return List.of();
        } catch (InvalidJob invalid) {
            return invalid.problems().stream().map(Problem::message).toList();
        }
    }

    static List<Row> rows(int count, IntFunction<String> json) {
        return IntStream.range(0, count)
                .mapToObj(i -> row("row " + i, json.apply(i)))
                .toList();
    }

    static Row row(String id, String json) {
        return new Row(id, JSON.readTree(json));
    }

    Run run(long id, String sink) {
        return new Run(id, parse(sink), false, null);
    }

    Run plan(long id, String sink) {
        return new Run(id, parse(sink), true, null);
    }

    /** Carries out what a run planned. */
    Run apply(long id, String sink, Path plan) {
        return new Run(id, parse(sink), false, PlannedRows.ofPlan(plan, 100));
    }

    Run undo(long id, String sink, Run undone) {
        return new Run(id, parse(sink), false, PlannedRows.takingBack(undone.journals(), 100));
    }

    /** One run: as often as it is opened it goes on from its last checkpoint. */
    final class Run {
        private final long id;
        private final Acting acting;
        private final boolean onlyPlans;
        private final @Nullable PlannedRows planned;
        private final ExecutionContext checkpoint = new ExecutionContext();

        Run(long id, Acting acting, boolean onlyPlans, @Nullable PlannedRows planned) {
            this.id = id;
            this.acting = acting;
            this.onlyPlans = onlyPlans;
            this.planned = planned;
        }

        Path journals() {
            return folder.resolve("journals").resolve(Long.toString(id));
        }

        /** Makes all the changes in one chunk; returns why rows were refused. */
        List<String> make(List<Row> rows) throws Exception {
            try (OpenCloud cloud = client()) {
                return make(cloud, rows);
            }
        }

        List<String> make(OpenCloud cloud, List<Row> rows) throws Exception {
            ItemStreamWriter<List<Row>> writer = connected(cloud).stager(Path.of("0.staged"));
            writer.open(checkpoint);
            try {
                writer.write(new Chunk<>(List.of(rows)));
                writer.update(checkpoint);
                return ((RefusesLate) writer)
                        .refused().stream()
                                .map(RefusesLate.Refused::why)
                                .map(Throwable::getMessage)
                                .toList();
            } finally {
                writer.close();
            }
        }

        /** Makes the changes of a plan or an undo. */
        Tally makeAll() throws Exception {
            PlannedRows rows = Objects.requireNonNull(planned);
            rows.open(checkpoint);
            for (List<Row> batch = rows.read(); batch != null; batch = rows.read()) {
                make(batch);
                rows.update(checkpoint);
            }
            rows.close();
            return tally();
        }

        private MakesChanges connected(OpenCloud cloud) {
            JournalHead head =
                    new JournalHead("test", id + "-0", onlyPlans ? "plan" : "run", "0", "", "", "", Map.of());
            Writing writing = new Writing(
                    cloud, journals(), head, onlyPlans, new Errors.Skip.Count(Long.MAX_VALUE), false, () -> false);
            return planned == null ? acting.connect(writing) : acting.connectToPlanned(writing);
        }

        Tally tally() {
            return Tally.of(journals(), onlyPlans);
        }

        /** What the journal says of each change: its name, result and reason. */
        List<String> told() {
            List<String> told = new ArrayList<>();
            JournaledChange.each(
                    journals(),
                    change -> told.add(change.name() + ": "
                            + change.outcome()
                                    .map(end -> (end.result().word() + " " + end.why()).strip())
                                    .orElse("planned")));
            return told;
        }
    }

    @Override
    public void close() {
        http.close();
        emulator.close();
    }
}
