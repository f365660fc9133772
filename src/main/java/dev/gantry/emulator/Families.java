package dev.gantry.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gantry.emulator.access.AccessOperations;
import dev.gantry.emulator.access.Credentials;
import dev.gantry.emulator.analytics.Metrics;
import dev.gantry.emulator.asset.Assets;
import dev.gantry.emulator.collection.Collections;
import dev.gantry.emulator.config.Configs;
import dev.gantry.emulator.datastore.DataStores;
import dev.gantry.emulator.group.Groups;
import dev.gantry.emulator.instance.Instances;
import dev.gantry.emulator.memorystore.MemoryStores;
import dev.gantry.emulator.ordered.OrderedDataStores;
import dev.gantry.emulator.restriction.UserRestrictions;
import dev.gantry.emulator.sale.Badges;
import dev.gantry.emulator.sale.Offers;
import dev.gantry.emulator.sale.Subscriptions;
import dev.gantry.emulator.secret.Secrets;
import dev.gantry.emulator.thumbnail.Thumbnails;
import dev.gantry.emulator.universe.Universes;
import dev.gantry.emulator.user.Users;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.world.World;

/** Every family of operations that the emulator serves. */
final class Families {
    private Families() {}

    /** All of them; what no family serves and is a paged list, a generic collection does. */
    static List<Operation> operations(
            World world,
            DataStores dataStores,
            OrderedDataStores ordered,
            Credentials credentials,
            EmulatorOptions options) {
        List<Operation> operations = new ArrayList<>(handWritten(world, dataStores, ordered, credentials, options));
        Set<String> served = operations.stream().map(Operation::id).collect(Collectors.toUnmodifiableSet());
        operations.addAll(new Collections(world).operations(served));
        return List.copyOf(operations);
    }

    /** Those with a family of their own. */
    static List<Operation> handWritten(
            World world,
            DataStores dataStores,
            OrderedDataStores ordered,
            Credentials credentials,
            EmulatorOptions options) {
        List<List<Operation>> families = List.of(
                dataStores.operations(),
                ordered.operations(),
                new MemoryStores(world).operations(),
                new Groups(world).operations(),
                new UserRestrictions(world).operations(),
                new Universes(world).operations(),
                new Users(world).operations(),
                new Offers(world, Offers.Kind.PASS).operations(),
                new Offers(world, Offers.Kind.PRODUCT).operations(),
                new Badges(world).operations(),
                new Subscriptions(world).operations(),
                new Assets(world).operations(),
                new Thumbnails().operations(),
                new Instances(world).operations(),
                new Metrics(world, options.concurrentUsers()::at).operations(),
                new Secrets(world).operations(),
                new Configs(world).operations(),
                new AccessOperations(credentials, EmulatorOptions.DEMO_REFRESH_TOKEN, world.universe()).operations(),
                new GameOperations(world, options.concurrentUsers()).operations());
        return families.stream().flatMap(List::stream).toList();
    }
}
