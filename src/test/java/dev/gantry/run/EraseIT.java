package dev.gantry.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import dev.gantry.backup.Traces;
import dev.gantry.backup.repository.EraseFromRepository;
import dev.gantry.backup.repository.Keys;
import dev.gantry.backup.repository.Manifest;
import dev.gantry.backup.repository.Repository;
import dev.gantry.backup.repository.VerifyBackups;
import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.erase.Owners;
import dev.gantry.erase.UserTemplate;
import dev.gantry.files.Durable;
import dev.gantry.files.EncryptionKey;
import dev.gantry.files.Location;
import dev.gantry.files.s3.S3;
import dev.gantry.files.s3.S3Settings;
import dev.gantry.job.Secret;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.writeback.PlanFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Of who was erased no byte is left where Gantry keeps anything, and nothing brings them back. */
@Timeout(180)
class EraseIT {
    private static final String USER = "7000000005";
    private static final String TREASURE = "the treasure that only they have";
    private static final List<String> MARKERS = List.of(USER, TREASURE, "villa of theirs");
    private static final List<UserTemplate> TEMPLATES = List.of(
            new UserTemplate(false, "Saves", Optional.of("global"), Optional.of("Player_{UserId}")),
            new UserTemplate(true, "Coins", Optional.empty(), Optional.of("{UserId}")),
            new UserTemplate(false, "Own_{UserId}", Optional.empty(), Optional.empty()));

    @TempDir
    private Path temp;

    private final Emulator emulator =
            Emulator.start(EmulatorOptions.defaults().withPlayers(0).withLimits(false));

    @BeforeEach
    void begin() {
        for (long user = 7_000_000_000L; user < 7_000_000_020L; user++) {
            put("Saves", "Player_" + user, "{\"n\":1,\"of\":\"" + user + "\"}", user);
        }
        put("Saves", "Player_" + USER, "{\"n\":1,\"has\":\"" + TREASURE + "\"}", 1);
        put("Houses", "villa of theirs", "{\"n\":1,\"has\":\"" + TREASURE + "\"}", Long.parseLong(USER));
        put("Houses", "hut", "{\"n\":1}", 7_000_000_001L);
        put("Own_" + USER, "slot", "{\"n\":1,\"has\":\"" + TREASURE + "\"}", 1);
    }

    @AfterEach
    void end() {
        emulator.close();
    }

    private Keys keys = Keys.NONE;

    private void put(String store, String id, String value, long user) {
        emulator.dataStores().put(1, store, "global", id, value, List.of("users/" + user), "{}");
    }

    private String live(String store, String id) {
        return emulator.dataStores().value(1, store, "global", id).orElse("(none)");
    }

    private <T> T with(Function<ConfigurableApplicationContext, T> use) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(RunConfiguration.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(Map.of(
                        "gantry.state",
                        temp.resolve("work/.gantry").toString(),
                        "gantry.connections.default.api-key",
                        emulator.apiKey(),
                        "gantry.connections.default.base-url",
                        emulator.baseUri().toString(),
                        "spring.config.location",
                        "optional:file:" + temp + "/"))
                .run()) {
            return use.apply(context);
        }
    }

    private Run run(String text, Deed deed) {
        RunRequest request = new RunRequest(
                Path.of("job.yml"),
                text,
                Map.of(),
                new RunTerms(Map.of(), null, null, null, false, deed),
                Optional.empty(),
                Confirmed.NOTHING,
                false);
        return with(context -> {
            try {
                RunReport report = context.getBean(Runner.class).start(request, new StopSignal(), shown -> {});
                assertThat(report.status()).as("%s", report.failure()).isEqualTo(RunStatus.DONE);
                return report.run();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
    }

    private Run backUp() {
        return run(
                "job: night\nbackup: {universe: \"1\", data-stores: [\"*\"], as-of: now, to: \""
                        + temp.resolve("work/backups") + "\"}\n",
                Deed.RUN);
    }

    private String changing(String job, String update, String more) {
        return "job: " + job
                + "\nsource: {data-store-entries: {universe: \"1\", data-store: [Saves, Houses], scope: \"-\", prefix: \"\"}}\n"
                + "sink: {data-store-entries: {universe: \"1\", data-store: \"{.dataStore}\", id: \"{.id | split(\\\"/\\\")[-1]}\","
                + " update: '" + update + "'}}\nerrors: {skip: 100, rejects: \"" + temp.resolve("work/rejects.jsonl")
                + "\"}\n" + more;
    }

    private Repository repository() {
        return Repository.at(new Location.Local(temp.resolve("work/backups").toString()), S3.of(S3Settings.NONE))
                .with(keys);
    }

    private ErasureProof erase(boolean onlyPlans, boolean givesUpRuns) {
        EraseRequest request = new EraseRequest(
                List.of(USER),
                TEMPLATES,
                Optional.of(new EraseRequest.Live(new UniverseId(1), Optional.empty(), null, null, Confirmed.NOTHING)),
                Optional.of(repository()),
                List.of(temp.resolve("work/a.plan")),
                givesUpRuns,
                onlyPlans);
        return with(context -> {
            try {
                return context.getBean(Erasure.class).carryOut(request);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
    }

    private void seed() {
        backUp();
        Run planned = run(changing("plan-them", ".n += 1", ""), Deed.PLAN);
        Path journals = with(context -> context.getBean(Runner.class).journals(planned));
        PlanFile.write(journals, temp.resolve("work/a.plan"));
        run(changing("change", ".n += 1", ""), Deed.RUN);
        run(changing("refuse", "if .has then error(.has) else . end", ""), Deed.RUN);
        run(
                "job: theirs\nsource: {data-store-entries: {universe: \"1\", data-store: Saves, prefix: \"Player_"
                        + USER + "\"}}\nsink: {jsonl: {path: \"" + temp.resolve("export") + "\"}}\n",
                Deed.RUN);
        backUp();
    }

    @Test
    void noTraceIsLeftAndNeitherRestoreNorUndoNorBackupBringsThemBack() throws Exception {
        seed();
        assertThat(Traces.of(MARKERS, temp.resolve("work")))
                .anyMatch(trace -> trace.startsWith(".gantry/gantry.mv.db: " + USER))
                .anyMatch(trace -> trace.startsWith(".gantry/journals/3/") && trace.endsWith(TREASURE))
                .anyMatch(trace -> trace.equals("rejects.jsonl: " + TREASURE))
                .anyMatch(trace -> trace.equals("a.plan: " + TREASURE))
                .anyMatch(trace -> trace.startsWith("backups/") && trace.endsWith("villa of theirs"));

        assertThat(erase(true, false).foundAny()).isTrue();
        assertThat(live("Saves", "Player_" + USER)).contains(TREASURE);
        ErasureProof proof = erase(false, false);

        assertThat(Traces.of(MARKERS, temp.resolve("work"))).isEmpty();
        assertThat(JsonMapper.shared().writeValueAsString(proof)).doesNotContain(MARKERS);
        assertThat(proof.backups().orElseThrow().entries()).isEqualTo(6);
        assertThat(live("Saves", "Player_" + USER)).isEqualTo("(none)");
        assertThat(live("Houses", "villa of theirs")).isEqualTo("(none)");
        assertThat(live("Saves", "Player_7000000006")).contains("\"n\":2");
        assertThat(erase(false, false).foundAny()).isFalse();

        undelete();
        assertThat(live("Saves", "Player_" + USER)).isEqualTo("(none)");
        assertThat(live("Houses", "villa of theirs")).isEqualTo("(none)");
        assertThat(erase(true, false).live().orElseThrow().stores())
                .as("a whole store of theirs that came back")
                .isZero();

        backUp();
        Manifest first = repository().manifests().getFirst();
        run(
                "job: back\nrestore: {backup: " + first.id() + ", universe: \"1\", from: \""
                        + temp.resolve("work/backups") + "\"}\n",
                Deed.RUN);
        assertThat(live("Saves", "Player_7000000006")).contains("\"n\":1");
        undo(3);
        assertThat(live("Saves", "Player_" + USER)).isEqualTo("(none)");
        assertThat(live("Houses", "villa of theirs")).isEqualTo("(none)");
        assertThat(repository().manifests()).hasSize(3).allSatisfy(manifest -> {
            assertThat(new VerifyBackups(repository()).of(manifest).damages()).isEmpty();
            assertThat(manifest.ledger().erased()).isPositive();
        });
        assertThat(Traces.of(MARKERS, temp.resolve("work/backups"))).isEmpty();
    }

    private void undelete() {
        Instant now = emulator.clock().instant();
        run(
                "job: undelete\nrestore: {universe: \"1\", deleted-between: [\"" + now.minus(Duration.ofHours(2))
                        + "\", \"" + now + "\"]}\n",
                Deed.RUN);
    }

    private void undo(long run) {
        with(context -> {
            Runner runner = context.getBean(Runner.class);
            try {
                return runner.undo(
                        runner.ledger().find(run).orElseThrow(),
                        false,
                        Confirmed.NOTHING,
                        false,
                        new StopSignal(),
                        shown -> {});
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
    }

    @Test
    void anEncryptedBackupLeavesNoValueInPlainAndItsUsersAreErasedWithItsKey() throws Exception {
        Path key = Files.writeString(temp.resolve("key"), "0f".repeat(32));
        run(
                "job: night\nbackup: {universe: \"1\", data-stores: [\"*\"], as-of: now, to: \""
                        + temp.resolve("work/backups") + "\", encrypt: \"file:" + key + "\"}\n",
                Deed.RUN);
        assertThat(Traces.of(List.of(TREASURE, "villa of theirs"), temp.resolve("work")))
                .isEmpty();
        Files.writeString(temp.resolve("work/a.plan"), "");

        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> erase(false, false))
                .withMessageContaining("is encrypted with key");
        keys = Keys.of(List.of(EncryptionKey.of(Secret.of(Files.readString(key)))));
        ErasureProof proof = erase(false, false);

        assertThat(proof.backups().orElseThrow().entries()).isEqualTo(3);
        assertThat(live("Houses", "villa of theirs")).isEqualTo("(none)");
        Manifest made = repository().manifests().getFirst();
        assertThat(new VerifyBackups(repository()).of(made).damages()).isEmpty();
        assertThat(EraseFromRepository.keys(repository(), Optional.of("1"), new Owners(TEMPLATES, USER::equals)))
                .isEmpty();
        assertThat(Traces.of(MARKERS, temp.resolve("work"))).isEmpty();
    }

    /** A copy of the repository from before, put back: nothing of it was erased. */
    @Test
    void whoWasErasedIsLeftOutOfACopyOfOldBackupsToo() throws Exception {
        backUp();
        String id = repository().manifests().getFirst().id();
        Files.writeString(temp.resolve("work/a.plan"), "");
        Path copy = temp.resolve("copy");
        copy(temp.resolve("work/backups"), copy);
        erase(false, false);
        emulator.dataStores().remove(1, "Saves", "global", "Player_7000000006");

        run("job: back\nrestore: {backup: " + id + ", universe: \"1\", from: \"" + copy + "\"}\n", Deed.RUN);

        assertThat(live("Saves", "Player_7000000006")).contains("\"n\":1");
        assertThat(live("Saves", "Player_" + USER)).isEqualTo("(none)");
        assertThat(live("Houses", "villa of theirs")).isEqualTo("(none)");
    }

    private static void copy(Path from, Path to) throws Exception {
        try (var files = Files.walk(from)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                Durable.createFolders(Objects.requireNonNull(target.getParent()));
                Files.copy(each, target);
            }
        }
    }

    @Test
    void aRunThatHasNotEndedIsFinishedOrGivenUpFirst() throws Exception {
        AtomicReference<@Nullable RunStatus> failed = new AtomicReference<>();
        with(context -> {
            try {
                RunReport report = context.getBean(Runner.class)
                        .start(
                                new RunRequest(
                                        Path.of("job.yml"),
                                        "job: broken\nsource: {data-store-entries: {universe: \"1\", data-store: Saves}}\n"
                                                + "transform: [{map: 'error(\"no\")'}]\nsink: {jsonl: {path: \""
                                                + temp.resolve("out") + "\"}}\n",
                                        Map.of(),
                                        new RunTerms(Map.of(), null, null, null, false, Deed.RUN),
                                        Optional.empty(),
                                        Confirmed.NOTHING,
                                        false),
                                new StopSignal(),
                                shown -> {});
                failed.set(report.status());
                return report;
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
        assertThat(failed).hasValue(RunStatus.FAILED);
        Files.createDirectories(temp.resolve("work"));
        Files.writeString(temp.resolve("work/a.plan"), "a line of " + USER + "\nanother\n");

        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> erase(false, false))
                .withMessage("Run 1 of broken is failed, and what it keeps to go on from may hold those who are to be"
                        + " erased. Let it end, gantry resume 1, or give such runs up: --give-up-runs.");
        assertThat(live("Saves", "Player_" + USER)).contains(TREASURE);

        ErasureProof proof = erase(false, true);

        assertThat(proof.state().orElseThrow().givenUp()).containsExactly(1L);
        assertThat(temp.resolve("work/a.plan")).hasContent("another\n");
        Run first =
                with(context -> context.getBean(Runner.class).ledger().find(1).orElseThrow());
        assertThat(first.status()).isEqualTo(RunStatus.GIVEN_UP);
    }
}
