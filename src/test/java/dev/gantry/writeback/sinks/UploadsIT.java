package dev.gantry.writeback.sinks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import dev.gantry.emulator.Faults;
import dev.gantry.job.Row;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.writeback.JournaledChange;
import dev.gantry.writeback.Tally;
import dev.gantry.writeback.TriedRun;
import dev.gantry.writeback.journal.JournalRecord.Act;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Files that are sent: assets, places, and any operation that takes one. */
class UploadsIT {

    @TempDir
    private Path temp;

    @SuppressWarnings("NullAway.Init") // before each test
    private Sinking sinking;

    @BeforeEach
    void begin() throws Exception {
        sinking = Sinking.in(temp, 0);
        Files.createDirectories(temp.resolve("images"));
        for (int i = 0; i < 12; i++) {
            Files.writeString(temp.resolve("images/" + i + ".png"), "image " + i);
        }
        Files.writeString(temp.resolve("place.rbxlx"), "<roblox version=\"4\"></roblox>");
    }

    @AfterEach
    void end() {
        sinking.close();
    }

    private String decals() {
        return "assets: {file: \"" + temp
                + "/images/{.n}.png\", type: Decal, name: \"Image {.n}\", creator: {user: \"900000001\"}}";
    }

    private static List<Row> rows(int count) {
        return Sinking.rows(count, i -> "{\"n\":" + i + "}");
    }

    private List<String> madeAssets(TriedRun run) {
        return run.told().stream()
                .filter(told -> told.contains(": done assetId "))
                .map(told -> told.replaceAll(".*assetId ", ""))
                .toList();
    }

    @Test
    void imagesBecomeAssetsWhoseIdsAreKept() throws Exception {
        TriedRun run = sinking.run(1, decals());
        assertThat(run.make(rows(12))).isEmpty();
        List<String> made = madeAssets(run);
        assertThat(made).hasSize(12).doesNotHaveDuplicates();
        assertThat(made)
                .allSatisfy(id -> assertThat(sinking.get("/assets/v1/assets/" + id)
                                .path("displayName")
                                .asString())
                        .startsWith("Image "));

        String update = "assets: {file: \"" + temp + "/images/0.png\", asset: \"{.asset}\", name: Renamed}";
        TriedRun again = sinking.run(2, update);
        again.make(List.of(Sinking.row("r", "{\"asset\":" + made.getFirst() + "}")));
        assertThat(sinking.get("/assets/v1/assets/" + made.getFirst()).toString())
                .contains("\"displayName\":\"Renamed\"", "\"revisionId\":\"2\"");
    }

    @Test
    void anUploadWhoseAnswerWasLostIsReportedAndNotRepeated() throws Exception {
        sinking.emulator().faults(Faults.parse("429=5%,500=5%,reset-after=15%"));
        TriedRun run = sinking.run(1, decals());
        List<String> left = run.make(rows(12));
        Tally tally = run.tally();
        assertThat(left).hasSize((int) tally.conflicts());
        assertThat(tally.changed() + tally.conflicts()).isEqualTo(12);
        assertThat(tally.conflicts()).isPositive();
        assertThat(madeAssets(run)).hasSize((int) tally.changed()).doesNotHaveDuplicates();
        assertThat(uploads()).isLessThanOrEqualTo(12);
    }

    private long uploads() throws Exception {
        return Files.readAllLines(temp.resolve("done.jsonl")).stream()
                .filter(line -> line.contains("\"uri\":\"/assets/v1/assets\""))
                .count();
    }

    /** What the journal knows to be made, as it will tell of it when it is. */
    private static List<String> begun(TriedRun run) {
        List<String> begun = new ArrayList<>();
        JournaledChange.each(run.journals(), change -> {
            if (change.outcome().isEmpty()
                    && change.intent().orElseThrow() instanceof Act act
                    && !act.sending().begun().isEmpty()) {
                begun.add(act.target().name());
            }
            return true;
        });
        return begun;
    }

    /** The run ends while assets are being made; when it goes on it waits for these, and uploads only the others. */
    @Test
    void whatWasBeingMadeIsWaitedForWhenTheRunGoesOn() throws Exception {
        AtomicReference<Runnable> polled = new AtomicReference<>(() -> {});
        sinking.emulator().listen(seen -> {
            if (seen.operation().equals("Assets_GetOperation")) {
                Objects.requireNonNull(polled.get()).run();
            }
        });
        TriedRun run = sinking.run(1, decals());
        try (OpenCloud cloud = sinking.client(2)) {
            polled.set(() -> Thread.ofVirtual().start(cloud::close));
            run.make(cloud, rows(12));
        } catch (RuntimeException cutOff) {
            assertThat(cutOff).isNotNull();
        }
        polled.set(() -> {});
        List<String> begun = begun(run);
        assertThat(begun).isNotEmpty();
        run.make(rows(12));
        assertThat(run.told().stream()
                        .filter(told -> told.contains(": done assetId "))
                        .map(told -> told.replaceAll(": done.*", "")))
                .as("what is known to be made is waited for")
                .containsAll(begun);
        Tally tally = run.tally();
        assertThat(tally.changed() + tally.conflicts()).isEqualTo(12);
        assertThat(tally.changed()).isPositive();
        assertThat(uploads()).isLessThanOrEqualTo(12);
        assertThat(madeAssets(run)).hasSize((int) tally.changed()).doesNotHaveDuplicates();
    }

    @Test
    void aFileThatChangedSinceItWasPlannedIsNotSent() throws Exception {
        TriedRun plan = sinking.plan(1, decals());
        plan.make(rows(2));
        Files.writeString(temp.resolve("images/1.png"), "another");
        TriedRun apply = sinking.apply(2, decals(), plan.journals().resolve("0.journal"));
        assertThat(apply.makeAll()).isEqualTo(Tally.of(1, 0, 0, 0, 1));
        assertThat(apply.told())
                .anyMatch(told -> told.endsWith("/images/1.png has changed since it was planned, so it was not sent"));
        assertThat(sinking.run(3, decals()).make(List.of(Sinking.row("row x", "{\"n\":\"none\"}"))))
                .containsExactly("row row x: there is no file " + temp + "/images/none.png");
    }

    @Test
    void placesArePublishedInTheOrderOfTheirRows() throws Exception {
        TriedRun run =
                sinking.run(1, "place-versions: {universe: \"1\", place: \"10\", file: \"" + temp + "/place.rbxlx\"}");
        assertThat(run.make(rows(3))).isEmpty();
        assertThat(run.told())
                .containsExactly(
                        "universes/1/places/10: done versionNumber 2",
                        "universes/1/places/10: done versionNumber 3",
                        "universes/1/places/10: done versionNumber 4");
    }

    @Test
    void anyOperationTakesAFileAndIsWaitedFor() throws Exception {
        TriedRun run = sinking.run(1, """
                call:
                  operation: Assets_CreateAsset
                  body:
                    request:
                      assetType: Decal
                      displayName: "Called {.n}"
                      creationContext: {creator: {userId: "900000001"}}
                  file: "FOLDER/images/{.n}.png"
                  wait: true
                """.replace("FOLDER", temp.toString()));
        assertThat(run.make(rows(3))).isEmpty();
        assertThat(madeAssets(run))
                .hasSize(3)
                .allSatisfy(id -> assertThat(sinking.get("/assets/v1/assets/" + id)
                                .path("displayName")
                                .asString())
                        .startsWith("Called "));
    }
}
