package dev.gantry.emulator.datastore;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

import dev.gantry.emulator.wire.Body;
import dev.gantry.emulator.wire.Refused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A save as the game writes it: what a player had, with what play has added. Like a game it reads and writes JSON, so numbers
 * may come back in another form. A value that is no save stays as it is.
 *
 * @param origin what the player had; never itself of this kind, so that they do not pile up
 * @param progress what play has added since
 */
record PlayedSave(Revision.Source origin, Progress progress) implements Revision.Source {

    @Override
    public Revision.Content content() {
        Revision.Content before = origin.content();
        return new Revision.Content(played(before.value()), before.users(), before.attributes());
    }

    private String played(String value) {
        if (!(tree(value) instanceof ObjectNode save)) {
            return value;
        }
        if (save.path("coins").isNumber()) {
            save.put("coins", save.get("coins").decimalValue().add(BigDecimal.valueOf(progress.coins())));
        }
        if (save.get("stats") instanceof ObjectNode stats
                && stats.path("playSeconds").isNumber()) {
            BigDecimal before = stats.get("playSeconds").decimalValue();
            stats.put("playSeconds", before.add(BigDecimal.valueOf(progress.playSeconds())));
        }
        if (save.path("lastLogin").isNumber()) {
            save.put("lastLogin", progress.saved().getEpochSecond());
        } else {
            save.put("lastLogin", progress.saved().toString());
        }
        return save.toString();
    }

    /** The coins of a save; 0 where it does not tell. */
    static long coins(Revision.Content content) {
        JsonNode coins = tree(content.value()).path("coins");
        return coins.isIntegralNumber() && coins.canConvertToLong() ? coins.longValue() : 0;
    }

    private static JsonNode tree(String value) {
        try {
            return Body.of(value.getBytes(StandardCharsets.UTF_8)).json();
        } catch (Refused tooLong) {
            // Numbers of more than a thousand digits: a game would not understand them either.
            return tools.jackson.databind.node.MissingNode.getInstance();
        }
    }
}
