package dev.gantry.emulator.datastore;

import java.util.List;

import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.OperationClass;

/**
 * The two operations that the document has for everything that can be done to entries: with a scope in the path, and
 * without one, which means the global scope.
 *
 * @param name the operation id without what tells the two apart
 */
record EntryRoute(String name, OperationClass limitClass) {

    /** On the entries of a store or scope. */
    List<Operation> onAll(Operation.Handler handler) {
        return List.of(operation("__Using_Universes", handler), operation("__Using_Universes_DataStores", handler));
    }

    /** On one entry. */
    List<Operation> onOne(Operation.Handler handler) {
        return List.of(
                operation("__Using_Universes_DataStores", handler),
                operation("__Using_Universes_DataStores_Scopes", handler));
    }

    private Operation operation(String suffix, Operation.Handler handler) {
        return Operation.of("Cloud_" + name + suffix, handler).taking(limitClass);
    }
}
