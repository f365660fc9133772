package dev.gantry.source;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.job.UserMistake;
import dev.gantry.job.jq.Template;
import dev.gantry.opencloud.Connection;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.ScriptedServer;
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

            assertThat(names(source("Houses", "Nowhere", "Houses"), cloud)).containsExactly("Houses", "Nowhere");
            assertThat(names(source("Set*", "Settings"), cloud)).containsExactly("Settings");
            assertThat(names(source("Shard*"), cloud)).hasSize(230).contains("Shard000", "Shard229");
            assertThat(names(source("*"), cloud)).contains("Houses", "PlayerData", "Settings", "Shard100");
        }
    }

    @Test
    void asksNothingOfOpenCloudWhenAllStoresAreNamed() throws InterruptedException {
        try (Emulator emulator = emulator();
                OpenCloud cloud = Clients.of(emulator)) {
            assertThat(names(source("Houses"), cloud)).containsExactly("Houses");
            assertThat(emulator.stats().requests()).isZero();
        }
    }

    @Test
    void saysThatNoStoreHasThePrefix() {
        try (Emulator emulator = emulator();
                OpenCloud cloud = Clients.of(emulator)) {
            assertThatExceptionOfType(UserMistake.class)
                    .isThrownBy(() -> names(source("Missing*"), cloud))
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
                    .isThrownBy(() -> names(source("A*"), cloud))
                    .withMessage("Listing the data stores of universe 1 does not move: page token same leads to itself."
                            + " Nothing more was read; resume the run later, and tell Roblox if it persists.");
        }
    }

    private static List<String> names(DataStoreEntries source, OpenCloud cloud) throws InterruptedException {
        return source.partitions(new Access(cloud)).stream()
                .map(Partition::name)
                .toList();
    }

    private static DataStoreEntries source(String... stores) {
        EntrySelection selection = new EntrySelection(
                Template.plain("1"),
                Stream.of(stores).map(Template::plain).toList(),
                List.of(Template.plain("global")),
                Template.plain(""));
        return new DataStoreEntries(selection, EntryReading.PLAIN, Division.NONE);
    }

    private static Emulator emulator() {
        return Emulator.start(EmulatorOptions.defaults().withPlayers(1).withLimits(false));
    }
}
