package dev.gantry.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.OperationClass;
import dev.gantry.emulator.wire.Refused;
import tools.jackson.core.JsonGenerator;

/** {@code GET /v1/games} of {@code games.roblox.com}, which tells anybody how many play (checked 2026-11-23). */
final class GameOperations {
    private static final int MOST_UNIVERSES = 50;
    private static final int INVALID_UNIVERSES = 8;
    private static final int TOO_MANY_UNIVERSES = 9;

    private final long universe;
    private final int concurrentUsers;

    GameOperations(long universe, int concurrentUsers) {
        this.universe = universe;
        this.concurrentUsers = concurrentUsers;
    }

    List<Operation> operations() {
        return List.of(new Operation(
                "games_get_v1_games",
                "games.roblox.com",
                "GET",
                "/v1/games",
                OperationClass.OTHER,
                Set.of(),
                0,
                this::games));
    }

    private Answer games(Call call) {
        List<Long> asked = universes(call.parameter("universeIds").orElse(""));
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("data");
            asked.stream().distinct().filter(id -> id == universe).forEach(id -> game(json));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void game(JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("id", universe);
        json.writeNumberProperty("rootPlaceId", universe * 10);
        json.writeStringProperty("name", "Emulated experience");
        json.writeStringProperty("description", "");
        json.writeNumberProperty("playing", concurrentUsers);
        json.writeNumberProperty("visits", concurrentUsers * 1_000L);
        json.writeNumberProperty("maxPlayers", 50);
        json.writeStringProperty("created", "2023-11-05T09:30:00Z");
        json.writeStringProperty("updated", "2025-06-01T12:00:00Z");
        json.writeEndObject();
    }

    private static List<Long> universes(String text) {
        List<Long> ids = new ArrayList<>();
        for (String id : text.split(",", -1)) {
            try {
                ids.add(Long.parseLong(id.strip()));
            } catch (NumberFormatException notANumber) {
                throw Refused.numbered(400, INVALID_UNIVERSES, "The universe IDs specified are invalid.");
            }
        }
        if (ids.size() > MOST_UNIVERSES) {
            throw Refused.numbered(400, TOO_MANY_UNIVERSES, "Too many universe IDs were requested.");
        }
        return ids;
    }
}
