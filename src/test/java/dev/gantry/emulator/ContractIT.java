package dev.gantry.emulator;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Every operation that the emulator serves does what Roblox's document says: a walk through all of them, judged. */
class ContractIT {
    static final int PLAYERS = 300;

    private static final List<Walk> WALKS = List.of(
            new UserRestrictionsWalk(),
            new CollectionsWalk(),
            new DataStoresV1Walk(),
            new UniversesWalk(),
            new UsersWalk(),
            new AccessWalk(),
            new DataStoresWalk(),
            new OrderedDataStoresWalk(),
            new MemoryStoresWalk(),
            new GroupsWalk(),
            new GamesWalk(),
            new SalesWalk(),
            new SecretsWalk(),
            new ConfigsWalk(),
            new AssetsWalk(),
            new ThumbnailsWalk(),
            new MetricsWalk(),
            new PlayersWalk());

    @Test
    void everyOperationIsServedAsTheDocumentSays() {
        Set<String> answered = new TreeSet<>();
        EmulatorOptions options = EmulatorOptions.defaults()
                .withPlayers(PLAYERS)
                .withLimits(false)
                .withClock(new SettableClock("2026-03-01T10:10:00Z"));
        try (Emulator emulator = Emulator.start(options)) {
            AtomicReference<String> asked = new AtomicReference<>("");
            emulator.listen(seen -> asked.set(seen.operation()));
            Caller caller = Caller.of(emulator).heardBy(reply -> {
                if (reply.status() / 100 == 2) {
                    answered.add(asked.get());
                }
            });
            WALKS.forEach(walk -> walk.walk(caller));
            assertThat(emulator.served().stream()
                            .filter(id -> !answered.contains(id))
                            .toList())
                    .as("operations that no walk made succeed")
                    .isEmpty();
        }
    }
}
