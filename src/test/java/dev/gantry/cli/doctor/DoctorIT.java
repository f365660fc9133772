package dev.gantry.cli.doctor;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.opencloud.Connection;
import dev.gantry.opencloud.ScriptedServer;
import dev.gantry.opencloud.credential.Credential;
import dev.gantry.opencloud.http.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DoctorIT {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Set<String> ALL =
            Set.of("universe-datastores.objects:list", "universe-datastores.objects:read");
    private static final String SOURCE = "data-store-entries: {universe: \"1\", data-store: A}";
    private static final String KEY = """
            {"name": "n", "scopes": [{"name": "universe-datastores.objects", "operations": ["list", "read"]}],
             "enabled": true, "expired": false, "expirationTimeUtc": null}
            """;

    @TempDir
    private Path folder;

    private void job(String name, String source, String more) throws IOException {
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(
                folder.resolve("jobs/" + name + ".yml"),
                "job: " + name + "\nsource:\n" + source.indent(2) + "sink:\n  parquet: {path: out}\n" + more);
    }

    private List<String> found(URI base, InstantSource clock, Credential... credentials) {
        var connection = new Connection(Connection.DEFAULT, Optional.of(base), List.of(credentials), Wire.defaults());
        Doctor doctor = new Doctor(connection, folder.resolve("jobs"), folder.resolve("state"), Map.of(), clock);
        return doctor.examine(Optional::empty).all().stream()
                .map(finding -> finding.level().label() + " " + finding.check() + " " + finding.text())
                .toList();
    }

    /** Of the emulator at {@link #NOW}, with a key that expires after some days. */
    private List<String> expiring(int days) {
        try (Emulator emulator = Emulator.start(EmulatorOptions.defaults()
                .withPlayers(5)
                .withClock(dev.gantry.emulator.EmulatorClock.standingAt(NOW)))) {
            emulator.addKey("key", ALL, NOW.plus(Duration.ofDays(days)));
            return found(emulator.baseUri(), InstantSource.fixed(NOW), new Credential.ApiKey("key"));
        }
    }

    private List<String> scripted(String key) {
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.json(key))) {
            return found(server.baseUri(), InstantSource.system(), new Credential.ApiKey("key"));
        }
    }

    @Test
    void warnsOfAKeyThatExpiresSoonAndOfTheRunsThatItFails() throws IOException {
        job("nightly", SOURCE, "schedule: {cron: \"0 0 3 * * ?\"}\n");
        job("by-hand", SOURCE, "");
        assertThat(expiring(3))
                .contains(
                        "warn expiry \"Emulator key\" expires on 2026-11-29T12:00:00Z, in 3 days; give it a later date at"
                                + " https://create.roblox.com/dashboard/credentials",
                        "warn expiry nightly is scheduled for 2026-11-30T03:00:00Z, when \"Emulator key\" has expired");
    }

    @Test
    void warnsOfAScheduleBeyondAFarExpiryOnly() throws IOException {
        job("nightly", SOURCE, "schedule: {cron: \"0 0 3 * * ?\"}\n");
        job("yearly", SOURCE, "schedule: {cron: \"0 0 3 1 7 ?\", zone: America/New_York}\n");
        assertThat(expiring(100))
                .contains(
                        "ok expiry \"Emulator key\" expires on 2027-03-06T12:00:00Z",
                        "warn expiry yearly is scheduled for 2027-07-01T07:00:00Z, when \"Emulator key\" has expired")
                .noneMatch(line -> line.startsWith("warn expiry nightly"));
    }

    @Test
    void warnsThatAKeyExpiresBetweenRareRuns() throws IOException {
        job("yearly", SOURCE, "schedule: {cron: \"0 0 3 1 7 ?\"}\n");
        assertThat(scripted(KEY))
                .anyMatch(line -> line.startsWith("warn expiry no date, but a key that is not used for 60"
                        + " days expires, and the next scheduled run is on 20"));
    }

    @Test
    void tellsAKeyThatIsDisabled() {
        assertThat(scripted(KEY.replace("\"enabled\": true", "\"enabled\": false")))
                .contains("fail key \"n\" is disabled; enable it at https://create.roblox.com/dashboard/credentials");
    }

    @Test
    void tellsAKeyOfAnotherUniverse() throws IOException {
        job("saves", SOURCE, "");
        String elsewhere = KEY.replace(
                "\"read\"]", "\"read\"], \"universeDatastores\": [{\"universeId\": \"2\", \"datastoreName\": \"*\"}]");
        assertThat(scripted(elsewhere))
                .contains("fail scopes saves needs universe-datastores.objects:list for universe 1,"
                        + " universe-datastores.objects:read for universe 1; add them to \"n\" at"
                        + " https://create.roblox.com/dashboard/credentials");
        assertThat(scripted(elsewhere.replace("\"2\"", "\"*\"")))
                .contains("ok scopes \"n\" has all that the job needs");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0   | ok clock as the server's, within 5 s
            -30 | warn clock this machine's clock is
            300 | fail clock this machine's clock is 5 min
            """)
    void comparesTheClocks(int seconds, String found) {
        InstantSource clock = () -> Instant.now().plusSeconds(seconds);
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.json("{}"))) {
            assertThat(found(server.baseUri(), clock)).anyMatch(line -> line.startsWith(found));
        }
    }

    @Test
    void warnsWhenPlayersAreNotTold() throws IOException {
        job("saves", SOURCE, "");
        assertThat(scripted(KEY))
                .contains("warn players universe 1: HTTP 200 without a number of players, so runs take the quota of an"
                        + " empty game; check the universe's id");
    }

    @Test
    void tellsWhatCredentialAJobLacks() throws IOException {
        job("bans", "group-bans: {group: \"7\"}", "");
        job("saves", SOURCE, "");
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.json("{}"))) {
            assertThat(found(server.baseUri(), InstantSource.system()))
                    .contains(
                            "fail credentials needed by bans: a cookie (ROBLOSECURITY)",
                            "fail credentials needed by saves: an API key (ROBLOX_API_KEY)");
        }
    }

    @Test
    void tellsWhatIsWrongWithJobs() throws IOException {
        job("typo", "data-store-entries: {univers: \"1\", data-store: A}", "");
        job("never", SOURCE, "schedule: {cron: \"0 0 3 * * *\"}\n");
        job("elsewhere", SOURCE, "connection: staging\n");
        assertThat(scripted(KEY))
                .contains(
                        "ok jobs 1 of 3 in " + folder.resolve("jobs") + "/ valid",
                        "ok others jobs of connection staging were not compared; gantry doctor --connection staging does")
                .anyMatch(line -> line.startsWith("fail jobs " + folder.resolve("jobs/never.yml"))
                        && line.contains("schedule.cron: must be a Quartz cron expression"))
                .anyMatch(line -> line.startsWith("fail jobs " + folder.resolve("jobs/typo.yml"))
                        && line.contains("unknown key \"univers\"; did you mean \"universe\"?"));
    }

    @Test
    void doesWithoutJobs() {
        assertThat(scripted(KEY))
                .contains("ok jobs none: " + folder.resolve("jobs")
                        + "/ holds no .yml file, so nothing was compared with what jobs need")
                .noneMatch(line -> line.startsWith("fail"));
    }
}
