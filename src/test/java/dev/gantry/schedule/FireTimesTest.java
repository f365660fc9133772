package dev.gantry.schedule;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FireTimesTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private static Instant at(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static List<String> next(String cron, String zone, String after, int most) {
        return FireTimes.of(cron, ZoneId.of(zone)).next(at(after), most).stream()
                .map(moment -> moment.atZone(ZoneId.of(zone)).toOffsetDateTime().toString())
                .toList();
    }

    /** In New York clocks go from 02:00 to 03:00 on 2027-03-14 and from 02:00 to 01:00 on 2027-11-07. */
    @ParameterizedTest
    @CsvSource({
        // a time that does not exist is kept when the clocks go forward
        "0 30 2 * * ?, 2027-03-13T12:00:00-05:00, 2027-03-14T03:00-04:00, 2027-03-15T02:30-04:00",
        "0 0 2 * * ?, 2027-03-13T12:00:00-05:00, 2027-03-14T03:00-04:00, 2027-03-15T02:00-04:00",
        // but once, and not beside one that exists then
        "0 15/15 2 * * ?, 2027-03-13T12:00:00-05:00, 2027-03-14T03:00-04:00, 2027-03-15T02:15-04:00",
        "'0 0 2,3 * * ?', 2027-03-13T12:00:00-05:00, 2027-03-14T03:00-04:00, 2027-03-15T02:00-04:00",
        "0 30 * * * ?, 2027-03-14T01:00:00-05:00, 2027-03-14T01:30-05:00, 2027-03-14T03:30-04:00",
        "0 0 3 * * ?, 2027-03-13T12:00:00-05:00, 2027-03-14T03:00-04:00, 2027-03-15T03:00-04:00",
        // a time that exists twice is kept at the first
        "0 30 1 * * ?, 2027-11-06T12:00:00-04:00, 2027-11-07T01:30-04:00, 2027-11-08T01:30-05:00",
        "0 0 1 * * ?, 2027-11-06T12:00:00-04:00, 2027-11-07T01:00-04:00, 2027-11-08T01:00-05:00",
        "0 0 2 * * ?, 2027-11-06T12:00:00-04:00, 2027-11-07T02:00-05:00, 2027-11-08T02:00-05:00",
        // but every hour is every hour
        "0 30 * * * ?, 2027-11-07T01:00:00-04:00, 2027-11-07T01:30-04:00, 2027-11-07T01:30-05:00",
        "0 0 * * * ?, 2027-11-07T00:30:00-04:00, 2027-11-07T01:00-04:00, 2027-11-07T01:00-05:00",
    })
    void keepsEveryFireTimeThroughChangesOfTheClocks(String cron, String after, String first, String second) {
        assertThat(next(cron, NEW_YORK.toString(), after, 2)).containsExactly(first, second);
    }

    @Test
    void knowsHalfAnHourOfLordHoweAndAnOffsetThatNeverChanges() {
        assertThat(next("0 15 2 * * ?", "Australia/Lord_Howe", "2026-10-03T12:00:00Z", 2))
                .containsExactly("2026-10-04T02:30+11:00", "2026-10-05T02:15+11:00");
        assertThat(next("0 0 12 * * ?", "+05:30", "2027-01-01T00:00:00Z", 1)).containsExactly("2027-01-01T12:00+05:30");
    }

    /** What a day is, whatever the clocks do on it. */
    @Test
    void firesOnceADayAllYearAndTwentyFourTimesOrOneMoreOrLessByTheHour() {
        FireTimes daily = FireTimes.of("0 30 2 * * ?", NEW_YORK);
        FireTimes hourly = FireTimes.of("0 0 * * * ?", NEW_YORK);
        Instant from = at("2027-01-01T00:00:00-05:00").minusMillis(1);
        Instant to = at("2028-01-01T00:00:00-05:00").minusMillis(1);
        assertThat(daily.last(from, to, 1_000)).hasSize(365);
        assertThat(hourly.last(from, to, 10_000)).hasSize(365 * 24);
    }

    @Test
    void findsTheLastOfAnyNumberWithoutCountingFromTheBeginning() {
        Instant to = at("2027-01-01T00:00:00Z");
        List<Instant> last = FireTimes.of("* * * * * ?", ZoneId.of("UTC")).last(at("1990-01-01T00:00:00Z"), to, 100);
        assertThat(last).hasSize(100).startsWith(to.minusSeconds(99)).endsWith(to);
    }

    @Test
    void endsWithTheLastYear() {
        FireTimes once = FireTimes.of("0 0 3 1 1 ? 2027", ZoneId.of("UTC"));
        assertThat(once.next(at("2026-01-01T00:00:00Z"), 5)).containsExactly(at("2027-01-01T03:00:00Z"));
        assertThat(once.after(at("2027-01-01T03:00:00Z"))).isEmpty();
    }
}
