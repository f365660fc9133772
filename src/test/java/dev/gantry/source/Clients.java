package dev.gantry.source;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import dev.gantry.emulator.Emulator;
import dev.gantry.opencloud.Connection;
import dev.gantry.opencloud.HandSetTime;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.credential.Credential;
import dev.gantry.opencloud.limits.OperationClass;
import dev.gantry.opencloud.limits.Quota;

/** Clients without a budget, in a time where waiting takes none. */
public final class Clients {
    private Clients() {}

    public static OpenCloud of(Emulator emulator) {
        return of(emulator, emulator.apiKey());
    }

    public static OpenCloud of(Emulator emulator, String key) {
        return of(new Connection(Optional.of(emulator.baseUri()), new Credential.ApiKey(key)));
    }

    /** One that lives in a time that others may live in too. */
    public static OpenCloud of(Emulator emulator, HandSetTime time) {
        return of(new Connection(Optional.of(emulator.baseUri()), new Credential.ApiKey(emulator.apiKey())), time);
    }

    public static OpenCloud of(Connection connection) {
        return of(connection, HandSetTime.passingBySleep());
    }

    private static OpenCloud of(Connection connection, HandSetTime time) {
        Map<OperationClass, Quota.Rate> unlimited = new EnumMap<>(OperationClass.class);
        for (OperationClass each : OperationClass.values()) {
            unlimited.put(each, new Quota.Rate.Unlimited());
        }
        return time.connect(connection, new Quota(1, OptionalInt.empty(), unlimited, 16, 8));
    }
}
