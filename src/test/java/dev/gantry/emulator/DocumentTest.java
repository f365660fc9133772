package dev.gantry.emulator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import dev.gantry.emulator.datastore.DataStores;
import dev.gantry.emulator.wire.Operation;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Holds every operation that is served against Roblox's OpenAPI document, where that lies beside the repository. */
class DocumentTest {
    private static final Path DOCUMENT = Path.of("../shared/opencloud/openapi.json");

    @TestFactory
    Stream<DynamicTest> everyOperationIsThatOfTheDocument() {
        assumeTrue(Files.exists(DOCUMENT), "Roblox's document is not part of the repository");
        JsonNode document = JsonMapper.shared().readTree(DOCUMENT.toFile());
        return served().map(operation -> DynamicTest.dynamicTest(
                operation.id(), () -> compare(operation, document.path("paths").path(operation.template()))));
    }

    private static Stream<Operation> served() {
        List<Operation> dataStores =
                DataStores.seeded(Clock.systemUTC(), 1, 1, 0).operations();
        return Stream.concat(dataStores.stream(), new GameOperations(1, 0).operations().stream());
    }

    private static void compare(Operation operation, JsonNode path) {
        JsonNode method = path.path(operation.method().toLowerCase(Locale.ROOT));
        assertThat(method.isObject())
                .as(operation.method() + " " + operation.template())
                .isTrue();
        // Operations of the older hosts have no id of their own: the name of their documentation stands in.
        String id = method.path("operationId").asString("");
        String page = method.path("externalDocs").path("url").asString("");
        assertThat(id.isEmpty() ? page.substring(page.indexOf('#') + 1) : id).isEqualTo(operation.id());
        assertThat(scopes(method)).isEqualTo(operation.scopes());
        JsonNode limit = method.path("x-roblox-rate-limits").path("perApiKeyOwner");
        assertThat(limit.path("maxInPeriod").asLong(0)).isEqualTo(operation.perOwnerAndMinute());
        assertThat(limit.path("period").asString("MINUTE")).isEqualTo("MINUTE");
        String server = method.path("servers").path(0).path("url").asString("https://" + Operation.DEFAULT_HOST);
        assertThat(server).isEqualTo("https://" + operation.host());
    }

    private static Set<String> scopes(JsonNode method) {
        Set<String> scopes = new HashSet<>();
        method.path("x-roblox-scopes")
                .forEach(scope -> scopes.add(scope.path("name").asString()));
        return scopes;
    }
}
