package dev.gantry.emulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.ErrorShape;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.World;
import tools.jackson.core.JsonGenerator;

/** {@code GET /v1/games} of {@code games.roblox.com}, which tells anybody how many play (checked 2026-11-23). */
final class GameOperations {
    private static final int MOST_UNIVERSES = 50;
    private static final int INVALID_UNIVERSES = 8;
    private static final int TOO_MANY_UNIVERSES = 9;

    private final World world;
    private final ConcurrentUsers concurrentUsers;

    GameOperations(World world, ConcurrentUsers concurrentUsers) {
        this.world = world;
        this.concurrentUsers = concurrentUsers;
    }

    List<Operation> operations() {
        return List.of(
                Operation.of("games_get_v1_games", this::games).forAnyone().failing(ErrorShape.NUMBERED));
    }

    private Answer games(Call call) {
        List<Long> asked = universes(call.parameter("universeIds").orElse(""));
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("data");
            asked.stream().distinct().filter(id -> id == world.universe()).forEach(id -> game(json, call.now()));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void game(JsonGenerator json, Instant now) {
        int playing = concurrentUsers.at(now);
        json.writeStartObject();
        json.writeNumberProperty("id", world.universe());
        json.writeNumberProperty("rootPlaceId", world.rootPlace());
        json.writeStringProperty("name", "Emulated experience");
        json.writeStringProperty("description", "");
        json.writeNumberProperty("playing", playing);
        json.writeNumberProperty("visits", playing * 1_000L);
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
                throw Refused.invalid("The universe IDs specified are invalid.").numbered(INVALID_UNIVERSES);
            }
        }
        if (ids.size() > MOST_UNIVERSES) {
            throw Refused.invalid("Too many universe IDs were requested.").numbered(TOO_MANY_UNIVERSES);
        }
        return ids;
    }
}
