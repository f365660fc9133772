package dev.gantry.emulator;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A fact about Open Cloud that Gantry is built on.
 *
 * @param sentence what is so
 * @param holds what a fresh emulator must show for it to hold there
 */
record Fact(String sentence, Consumer<Place> holds) {

    /** A test a fact, each with an emulator of its own. */
    static Stream<DynamicTest> tests(List<List<Fact>> tables) {
        return tables.stream().flatMap(List::stream).map(fact -> DynamicTest.dynamicTest(fact.sentence(), fact::show));
    }

    private void show() {
        SettableClock clock = new SettableClock("2026-03-01T10:10:00Z");
        EmulatorOptions options = EmulatorOptions.defaults().withPlayers(600).withClock(clock);
        try (Emulator emulator = Emulator.start(options)) {
            holds.accept(new Place(emulator, clock, Caller.of(emulator)));
        }
    }

    /** Where a fact is shown: six hundred players, two thousand online, a clock that stands still. */
    record Place(Emulator emulator, SettableClock clock, Caller caller) {
        static final String UNIVERSE = "/cloud/v2/universes/1";
        static final String STORES = UNIVERSE + "/data-stores";
        static final String ENTRIES = STORES + "/S/entries";

        Caller.Reply get(String path) {
            return caller.get(path);
        }

        Caller.Reply post(String path, String body) {
            return caller.send("POST", path, body);
        }

        Caller.Reply patch(String path, String body) {
            return caller.send("PATCH", path, body);
        }

        Caller.Reply delete(String path) {
            return caller.send("DELETE", path, "");
        }

        Caller nobody() {
            return new Caller(emulator.baseUri(), Optional.empty());
        }

        /** An entry of store S, with a user and an attribute. */
        void put(String id, String json) {
            emulator.dataStores().put(1, "S", "global", id, json, List.of("users/1"), "{\"a\":1}");
        }

        String revision(String id) {
            return get(ENTRIES + "/" + id).json().get("revisionId").asString();
        }

        void isOk(Caller.Reply reply) {
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        }

        void isRefused(Caller.Reply reply, int status) {
            assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        }
    }
}
