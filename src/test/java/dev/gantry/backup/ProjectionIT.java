package dev.gantry.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;

import dev.gantry.backup.repository.Manifest;
import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.Connection;
import dev.gantry.opencloud.HandSetTime;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.credential.Credential;
import dev.gantry.opencloud.limits.OperationClass;
import dev.gantry.opencloud.limits.Quota;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A copy that would take longer than versions live is refused early; one that takes long is said to. */
@Timeout(60)
class ProjectionIT {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int ENTRIES = 600;

    @TempDir
    private Path temp;

    private final HandSetTime time = HandSetTime.passingBySleep();
    private final Emulator emulator = Emulator.start(
            EmulatorOptions.defaults().withPlayers(0).withLimits(false).withClock(time::now));

    @BeforeEach
    void begin() {
        for (int i = 0; i < ENTRIES; i++) {
            emulator.dataStores().put(1, i % 2 == 0 ? "Saves" : "Other", "global", "k" + i, "1");
        }
        time.passes(Duration.ofHours(2));
    }

    @AfterEach
    void end() {
        emulator.close();
    }

    /** One that may read so many entries in 30 days. */
    private OpenCloud reading(double entries) {
        return time.connect(
                new Connection(java.util.Optional.of(emulator.baseUri()), new Credential.ApiKey(emulator.apiKey())),
                new Quota(
                        1,
                        OptionalInt.of(0),
                        Map.of(
                                OperationClass.READ, new Quota.Rate.PerMinute(entries / KEPT.toMinutes()),
                                OperationClass.LIST, new Quota.Rate.Unlimited()),
                        8,
                        8));
    }

    private String job(String asOf) {
        return "job: night\nbackup: {universe: \"1\", as-of: " + asOf + ", data-stores: [Saves, Other], to: \""
                + temp.resolve("repository") + "\"}\n";
    }

    @Test
    void theFirstBackupIsRefusedOnceSoManyKeysAreListedThatItWouldTakeTooLong() throws Exception {
        try (OpenCloud slow = reading(ENTRIES / 2.0)) {
            long before = emulator.stats().entryGets();
            Backups.Begun begun = new Backups(temp, slow).begin(job("snapshot"));

            assertThatExceptionOfType(UserMistake.class)
                    .isThrownBy(begun::finish)
                    .withMessageStartingWith("At least ")
                    .withMessageContaining(
                            " keys are to be read. At 0.01 reads a minute, the present share, that takes ")
                    .withMessageContaining("Raise limits: share: of the job, or back up fewer stores at a time.");
            assertThat(emulator.stats().entryGets()).isEqualTo(before);
            // Other parts of the run hear of it, too.
            assertThatExceptionOfType(UserMistake.class)
                    .isThrownBy(() -> begun.readPart(1))
                    .withMessageStartingWith("At least ");
        }
    }

    @Test
    void countingIsCheckpointedAndCountsNoRowsOfTheRun() throws Exception {
        try (OpenCloud fast = reading(1e9)) {
            Backups backups = new Backups(temp, fast);
            Manifest first = backups.begin(job("now")).finish(50, 0.4, new Random(3), () -> {});
            assertThat(first.ledger().listed()).isEqualTo(ENTRIES);
            assertThat(first.ledger().stored()).isEqualTo(ENTRIES);
            // The second needs no count: the first one tells.
            assertThat(backups.begin(job("now")).parts())
                    .isEqualTo(first.stores().size());
        }
        try (OpenCloud slow = reading(ENTRIES / 2.0)) {
            assertThatExceptionOfType(UserMistake.class)
                    .isThrownBy(() -> new Backups(temp, slow).begin(job("snapshot")))
                    .withMessageContaining("At least 600 keys are to be read.");
            // Its time is no longer all of the 30 days.
            Instant longAgo = time.now();
            time.passes(Duration.ofDays(20));
            try (OpenCloud enough = reading(ENTRIES * 2)) {
                assertThatExceptionOfType(UserMistake.class)
                        .isThrownBy(() -> new Backups(temp, enough).begin(job("\"" + longAgo + "\"")))
                        .withMessageContaining("that takes 150 % of the time that is left");
            }
        }
    }

    @Test
    void halfOfTheTimeAndFourFifthsAreToldOnceEach() {
        Instant moment = Instant.parse("2026-11-01T00:00:00Z");
        Projection projection = new Projection();
        double perMinute = 1000.0 / KEPT.toMinutes();
        projection.know(400);
        assertThat(projection.judge(perMinute, moment, moment)).isEmpty();
        projection.know(150);
        assertThat(projection.judge(perMinute, moment, moment))
                .hasValue(
                        "At least 550 keys are to be read. At 0.02 reads a minute, the present share, that takes 55 % of"
                                + " the time that is left until 2026-12-01T00:00:00Z, 30 days after the moment, when Roblox begins to"
                                + " drop versions of then.");
        assertThat(projection.judge(perMinute, moment, moment)).isEmpty();
        projection.know(300);
        assertThat(projection.judge(perMinute, moment, moment).orElse(""))
                .contains("takes 85 %")
                .endsWith("which leaves little for breaks.");
        projection.read(500);
        assertThat(projection.judge(perMinute, moment, moment)).isEmpty();
        assertThat(List.of(
                        Projection.shareOfTime(0, 1, Duration.ZERO),
                        Projection.shareOfTime(43_200, 1, KEPT),
                        Projection.shareOfTime(1, 1, Duration.ZERO)))
                .containsExactly(0.0, 1.0, 2.0);
    }
}
