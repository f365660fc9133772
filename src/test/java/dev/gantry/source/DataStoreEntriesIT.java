package dev.gantry.source;

import java.util.List;
import java.util.Optional;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.Connection;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.ScriptedServer;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.opencloud.credential.Credential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class DataStoreEntriesIT {

    @Test
    void isAPartitionForEachStoreNamedAndEachThatAPrefixFinds() throws InterruptedException {
        try (Emulator emulator = emulator();
                OpenCloud cloud = Clients.of(emulator)) {
            for (int i = 0; i < 230; i++) {
                emulator.dataStores().createStore(1, "Shard%03d".formatted(i));
            }

            assertThat(source("Houses", "Nowhere", "Houses").partitions(cloud)).containsExactly("Houses", "Nowhere");
            assertThat(source("Set*", "Settings").partitions(cloud)).containsExactly("Settings");
            assertThat(source("Shard*").partitions(cloud)).hasSize(230).contains("Shard000", "Shard229");
            assertThat(source("*").partitions(cloud)).contains("Houses", "PlayerData", "Settings", "Shard100");
        }
    }

    @Test
    void asksNothingOfOpenCloudWhenAllStoresAreNamed() throws InterruptedException {
        try (Emulator emulator = emulator();
                OpenCloud cloud = Clients.of(emulator)) {
            assertThat(source("Houses").partitions(cloud)).containsExactly("Houses");
            assertThat(emulator.stats().requests()).isZero();
        }
    }

    @Test
    void saysThatNoStoreHasThePrefix() {
        try (Emulator emulator = emulator();
                OpenCloud cloud = Clients.of(emulator)) {
            assertThatExceptionOfType(UserMistake.class)
                    .isThrownBy(() -> source("Missing*").partitions(cloud))
                    .withMessage("No data store of universe 1 begins with \"Missing\"."
                            + " Check data-store: and universe: of the source.");
        }
    }

    @Test
    void endsAListOfStoresThatDoesNotMove() {
        try (ScriptedServer server = ScriptedServer.start(request ->
                        ScriptedServer.Reply.json("{\"dataStores\":[{\"id\":\"A\"}],\"nextPageToken\":\"same\"}"));
                OpenCloud cloud =
                        Clients.of(new Connection(Optional.of(server.baseUri()), new Credential.ApiKey("any")))) {
            assertThatExceptionOfType(OpenCloudException.Unusable.class)
                    .isThrownBy(() -> source("A*").partitions(cloud))
                    .withMessage("Listing the data stores of universe 1 does not move: page token same leads to itself."
                            + " Nothing more was read; resume the run later, and tell Roblox if it persists.");
        }
    }

    private static DataStoreEntries source(String... stores) {
        return new DataStoreEntries(new UniverseId(1), List.of(stores), ScopeId.GLOBAL, "", true);
    }

    private static Emulator emulator() {
        return Emulator.start(EmulatorOptions.defaults().withPlayers(1).withLimits(false));
    }
}
