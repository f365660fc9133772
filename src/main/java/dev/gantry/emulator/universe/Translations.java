package dev.gantry.emulator.universe;

import java.util.ArrayList;
import java.util.List;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.World;
import tools.jackson.databind.JsonNode;

/**
 * {@code Cloud_TranslateText} of the OpenAPI document (checked 2026-11-24). Nothing is translated: a text comes back with the
 * code of the language before it.
 */
final class Translations {
    private static final int LONGEST = 10_000;

    private final World world;

    Translations(World world) {
        this.world = world;
    }

    List<Operation> operations() {
        return List.of(Operation.of("Cloud_TranslateText", this::translate).changing(false));
    }

    private Answer translate(Call call) {
        world.checkUniverse(call, "universe_id");
        JsonNode sent = call.body().object();
        String text = sent.path("text").asString("");
        if (text.isEmpty() || text.length() > LONGEST) {
            throw Refused.invalid("text must be 1 to " + LONGEST + " characters")
                    .detailed("text");
        }
        String source = sent.path("sourceLanguageCode").asString("en-us");
        List<String> targets = new ArrayList<>();
        for (JsonNode target : sent.path("targetLanguageCodes")) {
            if (!target.asString("").matches("[A-Za-z]{2,3}(-[A-Za-z]{2,8})*")) {
                throw Refused.invalid("targetLanguageCodes must be codes such as de-de")
                        .detailed("targetLanguageCodes");
            }
            targets.add(target.asString());
        }
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeStringProperty("sourceLanguageCode", source);
            json.writeObjectPropertyStart("translations");
            targets.stream().distinct().forEach(target -> json.writeStringProperty(target, "[" + target + "] " + text));
            json.writeEndObject();
            json.writeEndObject();
        });
    }
}
