package dev.gantry.emulator;

import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.gantry.emulator.access.Credentials;
import dev.gantry.emulator.datastore.DataStores;
import dev.gantry.emulator.ordered.OrderedDataStores;
import dev.gantry.emulator.wire.Catalogue;
import dev.gantry.emulator.wire.Fact;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.RequestTarget;
import dev.gantry.emulator.wire.Router;
import dev.gantry.emulator.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever the catalogue says comes in pages can be asked of the emulator. */
class EveryListTest {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\w+}");
    private static final List<Operation> SERVED = served();

    private final Router router = new Router(SERVED);

    private static List<Operation> served() {
        World world = World.of(1, 1, ContractIT.PLAYERS);
        return Families.operations(
                world,
                DataStores.seeded(InstantSource.system(), world),
                new OrderedDataStores(world),
                new Credentials(World.OWNER, "key", "cookie"),
                EmulatorOptions.defaults());
    }

    static Stream<Fact> lists() {
        return Catalogue.shared().facts().stream().filter(fact -> fact.page().isPresent());
    }

    @ParameterizedTest
    @MethodSource("lists")
    void theRouterKnowsEveryListOfTheCatalogue(Fact list) {
        String path = VARIABLE.matcher(list.template()).replaceAll("1");
        RequestTarget target = RequestTarget.parse(path, list.host());
        assertThat(router.match(target, list.method()).operation().id()).isEqualTo(list.id());
    }

    @Test
    void aListChangesNothingWhateverItsMethod() {
        assertThat(SERVED)
                .filteredOn(operation ->
                        operation.fact().page().filter(page -> page.inBody()).isPresent())
                .hasSizeGreaterThanOrEqualTo(3)
                .noneMatch(Operation::changes);
    }
}
