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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
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
import dev.gantry.writeback.PlannedRows;
import dev.gantry.writeback.TriedRun;
import dev.gantry.writeback.act.Acting;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

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
        HandSetTime time = HandSetTime.passingBySleep();
        time.passes(later);
        return time.connectUnlimited(emulator.baseUri(), emulator.apiKey(), retries);
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

    TriedRun run(long id, String sink) {
        return TriedRun.of(id, parse(sink), folder, this::client);
    }

    TriedRun plan(long id, String sink) {
        return TriedRun.plan(id, parse(sink), folder, this::client);
    }

    /** Carries out what a run planned. */
    TriedRun apply(long id, String sink, Path plan) {
        return TriedRun.of(id, parse(sink), folder, PlannedRows.ofPlan(plan, 100), this::client);
    }

    TriedRun undo(long id, String sink, TriedRun undone) {
        return TriedRun.of(id, parse(sink), folder, PlannedRows.takingBack(undone.journals(), 100), this::client);
    }

    /** Makes a run's changes though its client is cut off again and again; returns how often it was connected. */
    int makeCutOff(TriedRun run, List<Row> rows, Random random) throws Exception {
        AtomicReference<Runnable> seen = new AtomicReference<>(() -> {});
        emulator.listen(request -> Objects.requireNonNull(seen.get()).run());
        for (int tries = 1; ; tries++) {
            AtomicInteger left = new AtomicInteger(15 + random.nextInt(40));
            try (OpenCloud cloud = client(2)) {
                seen.set(() -> {
                    if (left.decrementAndGet() == 0) {
                        Thread.ofVirtual().start(cloud::close);
                    }
                });
                run.make(cloud, rows);
                seen.set(() -> {});
                return tries;
            } catch (RuntimeException cutOff) {
                assertThat(tries).isLessThan(100);
            }
        }
    }

    @Override
    public void close() {
        http.close();
        emulator.close();
    }
}
