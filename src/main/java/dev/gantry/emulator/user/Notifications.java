package dev.gantry.emulator.user;

import java.util.List;
import java.util.UUID;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.Dice;
import dev.gantry.emulator.world.World;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Notifications, {@code Cloud_CreateUserNotification} of the OpenAPI document (checked 2026-11-24). */
final class Notifications {
    private final World world;
    private int sent;

    Notifications(World world) {
        this.world = world;
    }

    List<Operation> operations() {
        return List.of(Operation.of("Cloud_CreateUserNotification", this::create));
    }

    private Answer create(Call call) {
        long user = Users.user(world, call);
        ObjectNode body = call.body().object();
        String universe = body.at("/source/universe").asString("");
        if (!universe.equals("universes/" + world.universe())) {
            throw Refused.denied("The credential may not notify players of " + universe);
        }
        JsonNode payload = body.path("payload");
        if (!payload.path("messageId").isString()
                || payload.path("messageId").stringValue().isEmpty()) {
            throw Refused.invalid("payload.messageId is missing").detailed("payload");
        }
        sent++;
        String id = new UUID(Dice.mix(world.seed() ^ user), Dice.mix(sent)).toString();
        body.put("path", "users/" + user + "/notifications/" + id);
        body.put("id", id);
        return Answer.json(json -> json.writeRawValue(body.toString()));
    }
}
