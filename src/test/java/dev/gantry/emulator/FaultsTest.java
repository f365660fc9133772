package dev.gantry.emulator;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.gantry.emulator.wire.Call.PageFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FaultsTest {

    @Test
    void readsEveryFaultWithAProbabilityOrAnOrdinal() {
        Faults faults = Faults.parse("429=5%, reset=@3 ,stuck-token=0.5%,latency=20ms+-10ms");
        assertThat(faults.rules())
                .containsExactly(
                        new Fault(Fault.Kind.TOO_MANY_REQUESTS, new Fault.Trigger.Chance(0.05)),
                        new Fault(Fault.Kind.RESET, new Fault.Trigger.Nth(3)),
                        new Fault(Fault.Kind.STUCK_TOKEN, new Fault.Trigger.Chance(0.005)));
        assertThat(faults.latency()).hasToString("20ms+-10ms");
        assertThat(Faults.parse(" ")).isEqualTo(Faults.none());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            429=5%,tuncate=2%   | Fault 'tuncate=2%' at character 8: there is no fault 'tuncate'; there are 429, 500, 503, 503-bare, html, reset, reset-after, truncate, empty-page, short-page, stuck-token, repeated-keys, expired-token, latency
            500=often           | Fault '500=often' at character 1: 'often' says not when; write a probability such as 5% or the n-th request as @3
            500                 | Fault '500' at character 1: '' says not when; write a probability such as 5% or the n-th request as @3
            reset=101%          | Fault 'reset=101%' at character 1: A probability is 0% to 100%, not 101.0%
            reset=@0            | Fault 'reset=@0' at character 1: Requests are counted from 1, so @0 never comes
            latency=soon        | Fault 'latency=soon' at character 1: 'soon' is not a latency; write 20ms, 1s or 20ms+-10ms
            """)
    void saysWhatIsWrongWhereAndWhatMayStandThere(String spec, String message) {
        assertThatThrownBy(() -> Faults.parse(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void decidesTheSameForTheSameSeedAndAboutAsOftenAsAsked() {
        List<FaultDraws.Draw> once = draws("500=10%,latency=5ms+-5ms", 7, 5_000);
        assertThat(draws("500=10%,latency=5ms+-5ms", 7, 5_000)).isEqualTo(once);
        assertThat(draws("500=10%,latency=5ms+-5ms", 8, 5_000)).isNotEqualTo(once);
        assertThat(once.stream().filter(draw -> draw.before() != null).count()).isBetween(400L, 600L);
        assertThat(once.stream()
                        .mapToLong(FaultDraws.Draw::delayMillis)
                        .average()
                        .orElseThrow())
                .isBetween(4.5, 5.5);
    }

    @Test
    void countsOnlyTheRequestsThatAFaultCanHappenTo() {
        FaultDraws draws = new FaultDraws(Faults.parse("empty-page=@2,stuck-token=@1,500=@3"), Latency.NONE, 1);
        assertThat(draws.next(true, false).page()).isEqualTo(PageFault.NONE);
        assertThat(draws.next(false, false).page()).isEqualTo(PageFault.NONE);
        FaultDraws.Draw third = draws.next(true, false);
        assertThat(third.page()).isEqualTo(PageFault.EMPTY);
        assertThat(third.before()).isEqualTo(Fault.Kind.INTERNAL);
        assertThat(draws.next(true, true).page()).isEqualTo(PageFault.STUCK);
        assertThat(draws.next(true, true).page()).isEqualTo(PageFault.NONE);
    }

    private static List<FaultDraws.Draw> draws(String spec, long seed, int requests) {
        FaultDraws draws = new FaultDraws(Faults.parse(spec), Latency.NONE, seed);
        return Stream.generate(() -> draws.next(false, false)).limit(requests).toList();
    }

    @Test
    void aLatencyStaysWithinItsJitterAndIsNeverNegative() {
        Latency latency = Latency.parse("10ms+-20ms");
        assertThat(IntStream.range(0, 100).mapToLong(i -> latency.millis(i / 100.0)))
                .allMatch(millis -> millis >= 0 && millis <= 30);
    }
}
