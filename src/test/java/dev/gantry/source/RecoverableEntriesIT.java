package dev.gantry.source;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryId;
import dev.gantry.opencloud.HandSetTime;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.PastEntry;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.StoredEntries;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.source.RecoverableEntries.Chance;
import dev.gantry.source.walk.ReadBounds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.batch.infrastructure.item.ExecutionContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What is said to be recoverable, compared with what was there and with what can then be read. */
@Timeout(60)
class RecoverableEntriesIT {
    private static final UniverseId UNIVERSE = UniverseId.parse("1");
    private static final int KEYS = 120;

    private final HandSetTime time = HandSetTime.passingBySleep();
    private final Emulator emulator = Emulator.start(
            EmulatorOptions.defaults().withPlayers(0).withLimits(false).withClock(time::now));
    private final OpenCloud cloud = Clients.of(emulator, time);

    /** What a key was from a time on; empty: deleted. */
    private record Wrote(Instant time, Optional<String> value) {}

    private final Map<String, List<Wrote>> history = new HashMap<>();

    @AfterEach
    void end() {
        cloud.close();
        emulator.close();
    }

    private void put(String id) {
        String value = "\"" + time.now() + "\"";
        emulator.dataStores().put(1, "Saves", "global", id, value);
        wrote(id, Optional.of(value));
    }

    private void remove(String id) {
        if (emulator.dataStores().remove(1, "Saves", "global", id)) {
            wrote(id, Optional.empty());
        }
    }

    private void wrote(String id, Optional<String> value) {
        history.computeIfAbsent(id, first -> new ArrayList<>()).add(new Wrote(time.now(), value));
    }

    private Map<String, Chance> judged(Instant moment, boolean isKept) throws Exception {
        RecoverableEntries source = new RecoverableEntries(UNIVERSE, List.of("Saves"), ScopeId.ALL, "", moment, isKept);
        Access access = new Access(cloud);
        Map<String, Chance> judged = new HashMap<>();
        for (Partition partition : source.partitions(access)) {
            var reader = source.reader(partition, access, ReadBounds.defaults(), () -> false);
            reader.open(new ExecutionContext());
            for (var rows = reader.read(); rows != null; rows = reader.read()) {
                rows.forEach(row -> judged.put(
                        row.json().path("id").asString(),
                        Chance.valueOf(row.json()
                                .path("state")
                                .asString()
                                .toUpperCase(java.util.Locale.ROOT)
                                .replace('-', '_'))));
            }
            reader.close();
        }
        return judged;
    }

    private Optional<String> was(String id, Instant moment) {
        return history.getOrDefault(id, List.of()).stream()
                .filter(each -> !each.time().isAfter(moment))
                .reduce((earlier, later) -> later)
                .flatMap(Wrote::value);
    }

    private Optional<String> readable(String id, Instant moment) throws InterruptedException {
        return new StoredEntries(cloud)
                .at(new EntryAddress(UNIVERSE, new DataStoreId("Saves"), ScopeId.GLOBAL, new EntryId(id)), moment)
                .map(PastEntry::content)
                .map(content -> content.value());
    }

    /** Writes and deletions at random over some hours, several an hour and key. */
    private void play(Random random, int steps) {
        for (int step = 0; step < steps; step++) {
            time.passes(Duration.ofSeconds(1 + random.nextInt(100)));
            String id = "k" + random.nextInt(KEYS);
            if (random.nextInt(8) == 0) {
                remove(id);
            } else {
                put(id);
            }
        }
    }

    @Test
    void whatIsSaidOfARandomHistoryHolds() throws Exception {
        Random random = new Random(11);
        play(random, 300);
        Instant onTheHour = time.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
        time.passes(Duration.between(time.now(), onTheHour.plus(Duration.ofMinutes(1))));
        put("made in the same hour");
        play(random, 20);
        Instant moment = time.now();
        time.passes(Duration.ofSeconds(30));
        put("made in the same hour");
        play(random, 250);
        for (Instant each : List.of(moment, onTheHour)) {
            Map<Chance, Integer> seen = new HashMap<>();
            for (Map.Entry<String, Chance> key : judged(each, false).entrySet()) {
                Optional<String> was = was(key.getKey(), each);
                Optional<String> found = readable(key.getKey(), each);
                seen.merge(key.getValue(), 1, Integer::sum);
                switch (key.getValue()) {
                    case EXACT -> assertThat(found).as(key.getKey()).isPresent().isEqualTo(was);
                    case NEAREST_EARLIER -> assertThat(found).as(key.getKey()).isPresent();
                    case ONLY_CURRENT -> {
                        assertThat(found).as(key.getKey()).isEmpty();
                        assertThat(was).as(key.getKey()).isPresent();
                    }
                    case DID_NOT_EXIST -> assertThat(was).as(key.getKey()).isEmpty();
                    case EXPIRED, UNREADABLE -> throw new AssertionError(key);
                }
                if (!found.equals(was)) {
                    assertThat(key.getValue()).as(key.getKey()).isNotEqualTo(Chance.EXACT);
                }
            }
            assertThat(seen.keySet())
                    .contains(Chance.EXACT, Chance.DID_NOT_EXIST)
                    .containsAll(
                            each.equals(moment) ? List.of(Chance.NEAREST_EARLIER, Chance.ONLY_CURRENT) : List.of());
            if (each.equals(onTheHour)) {
                assertThat(seen.keySet()).doesNotContain(Chance.NEAREST_EARLIER, Chance.ONLY_CURRENT);
            }
        }
    }

    @Test
    void ofASnapshotAllIsExactAndAfterThirtyDaysWhatWasReplacedIsExpired() throws Exception {
        put("still");
        put("again");
        put("later deleted");
        Instant moment = new DataStores(cloud).snapshot(UNIVERSE).time();
        time.passes(Duration.ofMinutes(5));
        put("again");
        put("made later");
        remove("later deleted");
        time.passes(Duration.ofMinutes(5));

        assertThat(judged(moment, true))
                .isEqualTo(Map.of(
                        "still", Chance.EXACT,
                        "again", Chance.EXACT,
                        "later deleted", Chance.EXACT,
                        "made later", Chance.DID_NOT_EXIST));
        time.passes(Duration.ofDays(31));
        put("again");
        assertThat(judged(moment, false))
                .isEqualTo(Map.of("still", Chance.EXACT, "again", Chance.EXPIRED, "made later", Chance.DID_NOT_EXIST));
    }

    @Test
    void mistakesAreToldBeforeAnythingIsRead() {
        put("x");
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> judged(time.now().plus(Duration.ofHours(1)), false))
                .withMessageContaining("has not come yet");
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> new RecoverableEntries(UNIVERSE, List.of("Save"), ScopeId.ALL, "", time.now(), false)
                        .partitions(new Access(cloud)))
                .withMessage("Universe 1 has no data store Save; did you mean Saves?");
    }
}
