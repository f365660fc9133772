package dev.gantry.emulator;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the emulator itself is asked and told while it runs. */
class ControlIT {
    private static final String STORES = "/cloud/v2/universes/1/data-stores";
    private static final String SETTING = STORES + "/Settings/entries/motd";

    private final Emulator emulator = Emulator.start(
            EmulatorOptions.defaults().withPlayers(300).withClock(new SettableClock("2026-03-01T10:10:00Z")));
    private final Caller caller = Caller.of(emulator);
    private final Caller anyone = new Caller(emulator.baseUri(), Optional.empty());

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void tellsWhatItWasAskedWithoutCountingThatQuestion() {
        caller.get(SETTING);
        caller.get(STORES + "/No/entries");
        Caller.Reply stats = anyone.get("/emulator/stats");
        assertThat(stats.json().get("requests").asInt()).isEqualTo(2);
        assertThat(stats.json().get("requestsByClass").get("READ").asInt()).isEqualTo(1);
        assertThat(stats.json().get("answersByStatus").toString()).isEqualTo("{\"200\":1,\"404\":1}");
        assertThat(anyone.get("/emulator/stats").text()).isEqualTo(stats.text());
    }

    @Test
    void anHourPassesWhenItIsToldTo() {
        String path = STORES + "/S/entries/a";
        caller.send("PATCH", path + "?allowMissing=true", "{\"value\":1}");
        assertThat(anyone.send("POST", "/emulator/clock", "{\"advance\":\"PT1H\"}")
                        .text())
                .isEqualTo("{\"now\":\"2026-03-01T11:10:00Z\",\"runs\":true}");
        caller.send("PATCH", path, "{\"value\":2}");
        assertThat(caller.get(path + "@latest:2026-03-01T10:30:00Z")
                        .json()
                        .get("value")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void theClockCanBeSetStoppedAndLetRun() {
        assertThat(anyone.send("POST", "/emulator/clock", "{\"now\":\"2026-05-01T00:00:00+02:00\",\"runs\":false}")
                        .text())
                .isEqualTo("{\"now\":\"2026-04-30T22:00:00Z\",\"runs\":false}");
        assertThat(anyone.send("POST", "/emulator/clock", "{\"advance\":\"90s\"}")
                        .text())
                .isEqualTo("{\"now\":\"2026-04-30T22:01:30Z\",\"runs\":false}");
        assertThat(anyone.send("POST", "/emulator/clock", "{\"runs\":true}").text())
                .isEqualTo(anyone.get("/emulator/clock").text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /emulator/clock  | {"now":"noon"}        | now must be a time such as 2026-01-31T12:00:00Z, not noon
            /emulator/clock  | {"now":1}             | now must be a string
            /emulator/clock  | {"advance":"soon"}    | advance must be a duration such as PT1H or 3600s, not soon
            /emulator/clock  | {"runs":"yes"}        | runs must be true or false
            /emulator/clock  | []                    | The body must be a JSON object
            /emulator/faults | {"faults":"429=often"} | Fault '429=often' at character 1: 'often' says not when; write a probability such as 5% or the n-th request as @3
            """)
    void refusesWhatItDoesNotUnderstand(String path, String body, String message) {
        Caller.Reply reply = anyone.send("POST", path, body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("message").asString()).isEqualTo(message);
    }

    @Test
    void faultsChangeWhileItRuns() {
        anyone.send("POST", "/emulator/faults", "{\"faults\":\"503-bare=@1\"}");
        Caller.Reply unavailable = caller.get(SETTING);
        assertThat(unavailable.status()).isEqualTo(503);
        assertThat(unavailable.header("retry-after")).isEmpty();
        anyone.send("POST", "/emulator/faults", "{\"faults\":\"html=@1\"}");
        assertThat(caller.get(SETTING).text()).startsWith("<!DOCTYPE html>");
        anyone.send("POST", "/emulator/faults", "{\"faults\":\"repeated-keys=@1\"}");
        List<String> ids = caller.allIds(STORES + "/PlayerData/entries", "maxPageSize=100");
        assertThat(ids).hasSize(301);
        assertThat(ids.get(100)).isEqualTo(ids.get(99));
    }
}
