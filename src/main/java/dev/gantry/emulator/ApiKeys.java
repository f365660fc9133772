package dev.gantry.emulator;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Refused;

/** The keys that are let in, and what each may do. All belong to one owner. */
final class ApiKeys {
    private final Map<String, Rights> rights = new ConcurrentHashMap<>();

    private sealed interface Rights {
        record All() implements Rights {}

        record Scopes(Set<String> names) implements Rights {}
    }

    /** The owner's key, which may do everything. */
    ApiKeys(String ownersKey) {
        rights.put(ownersKey, new Rights.All());
    }

    void add(String key, Set<String> scopes) {
        rights.put(key, new Rights.Scopes(Set.copyOf(scopes)));
    }

    /**
     * Lets a request in or not.
     *
     * @param key the {@code x-api-key} header, empty when there was none
     * @throws Refused 401 without a known key, 403 when the key lacks a scope
     */
    void check(String key, Operation operation) {
        if (operation.scopes().isEmpty()) {
            return;
        }
        switch (rights.get(key)) {
            case null -> throw Refused.byGateway(401, "Invalid API Key");
            case Rights.All all -> {}
            case Rights.Scopes scopes -> {
                if (!scopes.names().containsAll(operation.scopes())) {
                    throw Refused.lacksScope("The API key lacks scope " + String.join(", ", operation.scopes()));
                }
            }
        }
    }
}
