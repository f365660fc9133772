package dev.gantry.emulator.universe;

import java.util.List;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.World;

/**
 * Messages to the universe's live servers, which no client can read back: {@code Cloud_PublishUniverseMessage} and {@code
 * CrossServerMessaging_Publish} of the OpenAPI document (checked 2026-11-24).
 */
final class Messages {
    private static final int LONGEST_TOPIC = 80;
    private static final int LONGEST_MESSAGE = 1_024;

    private final World world;

    Messages(World world) {
        this.world = world;
    }

    List<Operation> operations() {
        return List.of(
                Operation.of("Cloud_PublishUniverseMessage", call -> {
                    world.checkUniverse(call, "universe_id");
                    return publish(call, call.body().object().path("topic").asString(""));
                }),
                Operation.of("CrossServerMessaging_Publish", call -> {
                    world.checkUniverse(call, "universeId");
                    return publish(call, call.variable("topic"));
                }));
    }

    private static Answer publish(Call call, String topic) {
        String message = call.body().object().path("message").asString("");
        check("topic", topic, LONGEST_TOPIC);
        check("message", message, LONGEST_MESSAGE);
        return Answer.nothing(200);
    }

    private static void check(String field, String text, int longest) {
        if (text.isEmpty() || text.length() > longest) {
            throw Refused.invalid(field + " must be a text of 1 to " + longest + " characters, not " + text.length())
                    .detailed(field);
        }
    }
}
