package dev.gantry.cli.doctor;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gantry.opencloud.catalog.NeededAccess;
import tools.jackson.databind.JsonNode;

/**
 * What the server says of an API key.
 *
 * @param expires empty: never, unless it is not used for 60 days
 */
record KeyState(String name, boolean isEnabled, boolean isExpired, Optional<Instant> expires, List<Granted> scopes) {
    private static final String ANY = "*";

    /**
     * What it may do in one API system.
     *
     * @param universes where; empty: the system knows no such choice
     */
    record Granted(String system, Set<String> operations, Set<String> universes) {

        private boolean isFor(String universe) {
            return universes.isEmpty() || universes.contains(ANY) || universes.contains(universe);
        }
    }

    static KeyState of(JsonNode answer) {
        return new KeyState(
                answer.path("name").asString(""),
                answer.path("enabled").asBoolean(true),
                answer.path("expired").asBoolean(false),
                time(answer.path("expirationTimeUtc").asString("")),
                answer.path("scopes").valueStream().map(KeyState::granted).toList());
    }

    /** What it lacks of what is needed, as {@code system:operation}; in the universes, if there are any. */
    List<String> lacks(NeededAccess needed, Set<String> universes) {
        List<String> lacking = new ArrayList<>();
        needed.scopes()
                .forEach((system, operations) -> operations.forEach(operation -> {
                    List<Granted> granted = scopes.stream()
                            .filter(each -> each.system().equals(system)
                                    && each.operations().contains(operation))
                            .toList();
                    if (granted.isEmpty()) {
                        lacking.add(system + ":" + operation);
                    }
                    universes.stream()
                            .filter(universe ->
                                    !granted.isEmpty() && granted.stream().noneMatch(each -> each.isFor(universe)))
                            .forEach(universe -> lacking.add(system + ":" + operation + " for universe " + universe));
                }));
        return lacking;
    }

    private static Granted granted(JsonNode scope) {
        Set<String> universes = new HashSet<>(texts(scope.path("universeIds")));
        scope.path("universeDatastores")
                .forEach(store -> universes.add(store.path("universeId").asString("")));
        return new Granted(scope.path("name").asString(""), texts(scope.path("operations")), universes);
    }

    private static Set<String> texts(JsonNode list) {
        return list.valueStream().map(text -> text.asString("")).collect(Collectors.toSet());
    }

    private static Optional<Instant> time(String text) {
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            text.endsWith("Z")
                                    ? Instant.parse(text)
                                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException odd) {
            return Optional.empty();
        }
    }
}
