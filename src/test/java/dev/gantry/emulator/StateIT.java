package dev.gantry.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What an emulator keeps from one start to the next. */
class StateIT {
    private static final String UNIVERSE = "/cloud/v2/universes/1";
    private static final String STORES = UNIVERSE + "/data-stores";

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock("2026-03-01T10:10:00Z");
    private EmulatorOptions options = EmulatorOptions.defaults();

    @BeforeEach
    void setUp() {
        options = EmulatorOptions.defaults().withPlayers(50).withClock(clock).withState(folder.resolve("state.jsonl"));
    }

    private String file() throws IOException {
        return Files.readString(folder.resolve("state.jsonl"));
    }

    @Test
    void everythingThatWasChangedIsThereAfterARestart() {
        List<String> places = List.of(
                STORES + "/Odd/entries/" + Caller.encode("a@b/c% 🏠") + "@latest",
                STORES + "/Odd/entries/again",
                STORES + "/Houses/scopes/season-1/entries/%237",
                UNIVERSE + "/ordered-data-stores/Coins/scopes/global/entries/me",
                UNIVERSE + "/memory-store/sorted-maps/auction/items/sword",
                UNIVERSE + "/user-restrictions/900000001",
                STORES + "?showDeleted=true",
                STORES + "/Odd/entries/again:listRevisions");
        List<String> before = new ArrayList<>();
        try (Emulator emulator = Emulator.start(options)) {
            Caller caller = Caller.of(emulator);
            caller.send(
                    "POST",
                    STORES + "/Odd/entries?id=" + Caller.encode("a@b/c% 🏠"),
                    "{\"value\":{\"z\":1e400,\"a\":-0,\"n\":9007199254740993,\"d\":0.10,\"u\":\"\\u00e9\"}}");
            caller.send("POST", STORES + "/Odd/entries?id=again", "{\"value\":1}");
            clock.passes(Duration.ofHours(1));
            caller.send("PATCH", STORES + "/Odd/entries/again", "{\"value\":[],\"users\":[\"users/900000001\"]}");
            caller.send("DELETE", STORES + "/Houses/scopes/season-1/entries/%237", "");
            caller.send("DELETE", STORES + "/Settings", "");
            caller.send(
                    "POST",
                    UNIVERSE + "/ordered-data-stores/Coins/scopes/global/entries/me:increment",
                    "{\"amount\":5}");
            caller.send(
                    "POST",
                    UNIVERSE + "/memory-store/sorted-maps/auction/items?id=sword",
                    "{\"value\":{\"bid\":3},\"numericSortKey\":2,\"ttl\":\"3000s\"}");
            caller.send(
                    "PATCH",
                    UNIVERSE + "/user-restrictions/900000001?updateMask=gameJoinRestriction",
                    "{\"gameJoinRestriction\":{\"active\":true,\"privateReason\":\"x\"}}");
            places.forEach(place ->
                    before.add(caller.get(place).status() + caller.get(place).text()));
        }
        assertThat(before.getFirst())
                .contains("{\"z\":1e400,\"a\":-0,\"n\":9007199254740993,\"d\":0.10,\"u\":\"\\u00e9\"}");
        try (Emulator emulator = Emulator.start(options)) {
            Caller caller = Caller.of(emulator);
            List<String> after = new ArrayList<>();
            places.forEach(place ->
                    after.add(caller.get(place).status() + caller.get(place).text()));
            assertThat(after).isEqualTo(before);
            assertThat(caller.send("POST", STORES + "/Odd/entries?id=again", "{\"value\":1}")
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void whatWasAnsweredOutlivesAKill() throws IOException, InterruptedException {
        Path state = folder.resolve("killed.jsonl");
        int answered = 0;
        EmulatorProcess first = EmulatorProcess.start(state);
        Caller caller = new Caller(first.baseUri(), Optional.of(EmulatorOptions.DEMO_API_KEY));
        for (; answered < 300; answered++) {
            caller.send("POST", STORES + "/Kept/entries?id=e" + answered, "{\"value\":" + answered + "}");
        }
        first.kill();
        EmulatorProcess second = EmulatorProcess.start(state);
        try {
            Caller again = new Caller(second.baseUri(), Optional.of(EmulatorOptions.DEMO_API_KEY));
            assertThat(again.allIds(STORES + "/Kept/entries", "")).hasSize(answered);
        } finally {
            second.kill();
        }
    }

    @Test
    void halfALineAtTheEndIsDropped() throws IOException {
        try (Emulator emulator = Emulator.start(options)) {
            Caller.of(emulator).send("POST", STORES + "/Kept/entries?id=a", "{\"value\":1}");
        }
        String whole = file();
        Files.writeString(folder.resolve("state.jsonl"), "{\"at\":\"2026-03-01T10:1", StandardOpenOption.APPEND);
        try (Emulator emulator = Emulator.start(options)) {
            assertThat(Caller.of(emulator).get(STORES + "/Kept/entries").ids()).containsExactly("a");
            assertThat(file()).isEqualTo(whole);
            Caller.of(emulator).send("POST", STORES + "/Kept/entries?id=b", "{\"value\":1}");
        }
        try (Emulator emulator = Emulator.start(options)) {
            assertThat(Caller.of(emulator).get(STORES + "/Kept/entries").ids()).containsExactly("a", "b");
        }
    }

    @Test
    void theClockThatWasSetGoesOn() {
        try (Emulator emulator = Emulator.start(options)) {
            Caller.of(emulator).send("POST", "/emulator/clock", "{\"advance\":\"P2D\"}");
        }
        clock.passes(Duration.ofHours(1));
        try (Emulator emulator = Emulator.start(options)) {
            assertThat(emulator.clock().instant()).isEqualTo("2026-03-03T11:10:00Z");
            Caller.of(emulator).send("POST", "/emulator/clock", "{\"runs\":false}");
        }
        clock.passes(Duration.ofHours(1));
        try (Emulator emulator = Emulator.start(options)) {
            assertThat(emulator.clock().instant()).isEqualTo("2026-03-03T11:10:00Z");
        }
    }

    @Test
    void whatTheGameSavedIsKeptToo() {
        String path = STORES + "/PlayerData/entries/";
        List<String> ids;
        List<String> before = new ArrayList<>();
        try (Emulator emulator = Emulator.start(options.withGame(true))) {
            Caller caller = Caller.of(emulator);
            clock.passes(Duration.ofMinutes(40));
            ids = caller.allIds(STORES + "/PlayerData/entries", "");
            ids.forEach(id -> before.add(caller.get(path + id).text()));
        }
        try (Emulator emulator = Emulator.start(options)) {
            Caller caller = Caller.of(emulator);
            List<String> after = new ArrayList<>();
            ids.forEach(id -> after.add(caller.get(path + id).text()));
            assertThat(after).isEqualTo(before);
        }
    }

    @Test
    void noCredentialIsKept() throws IOException {
        try (Emulator emulator = Emulator.start(options)) {
            Caller.of(emulator).send("POST", STORES + "/Kept/entries?id=a", "{\"value\":1}");
        }
        assertThat(file()).contains("id=a").doesNotContain(EmulatorOptions.DEMO_API_KEY);
    }

    @Test
    void aWorldSeededOtherwiseIsRefused() {
        Emulator.start(options).close();
        assertThatThrownBy(() -> Emulator.start(options.withPlayers(51)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("state.jsonl, line 1: its state began with --players 50, not 51");
    }

    @Test
    void aFileOfAnotherKindIsRefusedAndLeftAsItIs() throws IOException {
        Files.writeString(folder.resolve("state.jsonl"), "name,coins\nAda,5\n");
        assertThatThrownBy(() -> Emulator.start(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("state.jsonl, line 1: ");
        assertThat(file()).isEqualTo("name,coins\nAda,5\n");
    }

    @Test
    void oneEmulatorAtATimeHasIt() {
        try (Emulator first = Emulator.start(options)) {
            assertThat(first.baseUri()).isNotNull();
            assertThatThrownBy(() -> Emulator.start(options))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("another emulator is using it");
        }
    }

    @Test
    void aFileThatCannotBeMadeIsTold() {
        assertThatThrownBy(() -> Emulator.start(options.withState(folder.resolve("no/such/folder.jsonl"))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot be used");
    }

    @Test
    void whatCannotBeKeptIsRefusedAndTheEmulatorSaysSo() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        assertThatThrownBy(() -> Emulator.start(options.withState(full))).hasMessageContaining("state file");
    }
}
