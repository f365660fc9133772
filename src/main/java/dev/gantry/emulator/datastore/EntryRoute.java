package dev.gantry.emulator.datastore;

import java.util.List;
import java.util.Set;

import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.OperationClass;

/**
 * The two operations that the document has for everything that can be done to entries: with a scope in the path, and
 * without one, which means the global scope.
 *
 * @param name the operation id without what tells the two apart
 */
record EntryRoute(String name, String method, OperationClass limitClass, Set<String> scopes) {
    private static final String STORE = "/cloud/v2/universes/{universe_id}/data-stores/{data_store_id}";
    private static final String SCOPE = STORE + "/scopes/{scope_id}";
    private static final long PER_OWNER_AND_MINUTE = 1_000_000;

    EntryRoute {
        scopes = Set.copyOf(scopes);
    }

    static EntryRoute of(String name, String method, OperationClass limitClass, String... scopes) {
        return new EntryRoute(name, method, limitClass, Set.of(scopes));
    }

    /** On the entries of a store or scope. */
    List<Operation> onAll(Operation.Handler handler) {
        return List.of(
                operation("__Using_Universes", STORE + "/entries", handler),
                operation("__Using_Universes_DataStores", SCOPE + "/entries", handler));
    }

    /** On one entry; {@code verb} is empty or begins with a colon. */
    List<Operation> onOne(String verb, Operation.Handler handler) {
        return List.of(
                operation("__Using_Universes_DataStores", STORE + "/entries/{entry_id}" + verb, handler),
                operation("__Using_Universes_DataStores_Scopes", SCOPE + "/entries/{entry_id}" + verb, handler));
    }

    private Operation operation(String suffix, String template, Operation.Handler handler) {
        return new Operation(
                "Cloud_" + name + suffix,
                Operation.DEFAULT_HOST,
                method,
                template,
                limitClass,
                scopes,
                PER_OWNER_AND_MINUTE,
                handler);
    }
}
