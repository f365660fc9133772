package dev.gantry.schedule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CronTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 3 * * ? | every day at 03:00",
                "0 30 2,14 * * ? | every day at 02:30 and 14:30",
                "15 0 3 ? * MON-FRI | Monday to Friday at 03:00:15",
                "0 0 3 ? * 2,4 | every Monday and Wednesday at 03:00",
                "0 0 4 1 * ? | on day 1 of every month at 04:00",
                "0 0 4 L * ? | on the last day of every month at 04:00",
                "0 0/15 * * * ? | every 15 minutes",
                "0 5 * * * ? | every hour at 05 past",
                "0/10 * * * * ? | every 10 seconds",
                "* * * * * ? | every second",
                "0 * * ? * SUN | every minute, every Sunday"
            })
    void saysTheUsualOnes(String cron, String words) {
        assertThat(CronText.of(cron)).contains(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0/7 8-17 * * ?", "0 0 3 ? * 2#1", "0 0 3 * JAN ?", "0 0 3 * * ? 2030", "0 0/7 * * * ?"})
    void leavesOthersToSpeakForThemselves(String cron) {
        assertThat(CronText.of(cron)).isEmpty();
    }

    @Test
    void takesAYearThatIsEveryYear() {
        assertThat(CronText.of("0 0 3 * * ? *")).contains("every day at 03:00");
    }
}
