package dev.gantry.backup;

import java.util.ArrayList;
import java.util.List;

import dev.gantry.backup.repository.Keep;
import dev.gantry.backup.repository.Ledger;
import dev.gantry.backup.repository.Manifest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetentionTest {

    private static Manifest of(String asOf, boolean complete) {
        return new Manifest(
                asOf,
                "night",
                "1-1",
                "1",
                asOf,
                "snapshot",
                asOf,
                "test",
                complete ? List.of() : List.of("something"),
                Keep.ALL,
                new Ledger(0, 0, 0, 0, 0, 0, 0),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "");
    }

    private static List<String> kept(List<Manifest> made, Keep keep) {
        List<Manifest> kept = new ArrayList<>(made);
        kept.removeAll(Retention.dropped(made, keep));
        return kept.stream().map(Manifest::id).toList();
    }

    private static List<Manifest> days(String month, int from, int to) {
        List<Manifest> made = new ArrayList<>();
        for (int day = from; day <= to; day++) {
            made.add(of("%s-%02dT02:30:00Z".formatted(month, day), true));
        }
        return made;
    }

    @Test
    void theLastOfEachDayWeekAndMonthIsKept() {
        List<Manifest> made = days("2026-01", 1, 31);
        made.addAll(days("2026-02", 1, 28));

        assertThat(kept(made, new Keep(2, 2, 2)))
                .containsExactly(
                        "2026-01-31T02:30:00Z", // of January
                        "2026-02-22T02:30:00Z", // the Sunday of the week before
                        "2026-02-27T02:30:00Z",
                        "2026-02-28T02:30:00Z"); // of its day, week and month
    }

    @Test
    void daysWithoutBackupsDoNotCount() {
        List<Manifest> made = List.of(
                of("2025-01-01T00:00:00Z", true), of("2026-01-01T00:00:00Z", true), of("2026-02-01T00:00:00Z", true));

        assertThat(kept(made, new Keep(2, 0, 0))).containsExactly("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z");
    }

    @Test
    void ofADayTheLastCompleteOneIsKeptAndTheNewestAlways() {
        List<Manifest> made = List.of(
                of("2026-01-01T01:00:00Z", true),
                of("2026-01-01T02:00:00Z", true),
                of("2026-01-01T03:00:00Z", false),
                of("2026-01-02T01:00:00Z", false));

        assertThat(kept(made, new Keep(2, 0, 0))).containsExactly("2026-01-01T02:00:00Z", "2026-01-02T01:00:00Z");
        assertThat(kept(made, new Keep(0, 0, 1))).containsExactly("2026-01-01T02:00:00Z", "2026-01-02T01:00:00Z");
    }

    @Test
    void allAreKeptWhereNothingIsSaid() {
        assertThat(Retention.dropped(days("2026-01", 1, 31), Keep.ALL)).isEmpty();
    }
}
