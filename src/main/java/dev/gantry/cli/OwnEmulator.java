package dev.gantry.cli;

import java.util.List;
import java.util.Optional;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.opencloud.Connection;
import dev.gantry.opencloud.credential.Credential;
import dev.gantry.opencloud.http.Wire;
import org.jspecify.annotations.Nullable;

/** The emulator that a command has for itself; or none. With {@code --emulator} it is always seeded alike. */
final class OwnEmulator implements AutoCloseable {

    private final @Nullable Emulator emulator;

    private OwnEmulator(@Nullable Emulator emulator) {
        this.emulator = emulator;
    }

    static OwnEmulator startIf(boolean wanted) {
        return new OwnEmulator(wanted ? Emulator.start(EmulatorOptions.defaults()) : null);
    }

    /** One whose universe has no data stores and takes requests as fast as they come. */
    static OwnEmulator empty() {
        EmulatorOptions options = EmulatorOptions.defaults().withPlayers(0).withLimits(false);
        Emulator emulator = Emulator.start(options);
        emulator.dataStores().clear(options.universe());
        return new OwnEmulator(emulator);
    }

    /** How to reach it, if there is one. */
    Optional<Connection> connection() {
        return Optional.ofNullable(emulator)
                .map(running -> new Connection(
                        Connection.DEFAULT,
                        Optional.of(running.baseUri()),
                        List.of(
                                new Credential.ApiKey(running.apiKey()),
                                new Credential.Cookie(EmulatorOptions.DEMO_COOKIE)),
                        Wire.defaults()));
    }

    @Override
    public void close() {
        if (emulator != null) {
            emulator.close();
        }
    }
}
