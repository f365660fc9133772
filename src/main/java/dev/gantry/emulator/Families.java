package dev.gantry.emulator;

import java.util.List;
import java.util.stream.Stream;

import dev.gantry.emulator.datastore.DataStores;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.world.World;

/** Every family of operations that the emulator serves. */
final class Families {
    private Families() {}

    static List<Operation> operations(World world, DataStores dataStores, EmulatorOptions options) {
        return Stream.of(dataStores.operations(), new GameOperations(world, options.concurrentUsers()).operations())
                .flatMap(List::stream)
                .toList();
    }
}
