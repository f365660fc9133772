package dev.gantry.emulator.datastore;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

import dev.gantry.emulator.wire.Json;
import dev.gantry.emulator.world.Dice;
import tools.jackson.core.JsonGenerator;

/**
 * A player's save as a game that has been live for some years leaves it: three versions of the game wrote it and none
 * migrated what it found. A newcomer's takes 200 bytes, most some 600; one in 200 is a hoarder's of a few kilobytes, one in
 * 5,000 has 20 to 60 and one in 15,000 up to 200; in one of 40,000 somebody has built a world of 4 MB.
 */
final class SaveText {
    private static final int PLAYERS_TO_A_COLLECTION = 15_000;
    private static final int COLLECTION_ITEMS = 3_000;
    private static final int PLAYERS_TO_A_WORLD = 40_000;
    private static final int WORLD_CHARACTERS = 4_100_000;
    private static final String BLOCK = "AAEBAgMFCA0VIjdZkOl5Ymxv";

    private static final String[] FIRST_NAMES = {
        "Builder",
        "Noob",
        "Zoë",
        "Łukasz",
        "さくら",
        "Ninja🥷",
        "Мария",
        "xX_Wolf_Xx",
        "Ahmed",
        "José",
        "김민수",
        "Dragon🐉",
        "Ava",
        "O'Neil"
    };
    private static final String[] ITEMS = {
        "wooden_sword",
        "iron_sword",
        "health_potion",
        "gravity_coil",
        "grappling_hook",
        "golden_apple",
        "torch",
        "jetpack"
    };
    private static final String[] RARITIES = {"common", "uncommon", "rare", "epic", "legendary"};
    private static final String[] PETS = {"cat", "dog", "dragon", "slime", "phoenix"};
    private static final String[] REGIONS = {"us-east", "eu-west", "ap-south", "sa-east"};
    private static final String[] LANGUAGES = {"en", "de", "pt-br", "ja", "ko", "es"};

    private final int player;
    private final long userId;
    private final Instant saved;
    private final int version;
    private final Dice dice;

    SaveText(int player, long userId, Instant saved, int version, Dice dice) {
        this.player = player;
        this.userId = userId;
        this.saved = saved;
        this.version = version;
        this.dice = dice;
    }

    /** Value, user and attributes; call once, it uses the dice up. */
    Revision.Content content() {
        String attributes = Json.text(json -> {
            json.writeStartObject();
            json.writeStringProperty("gameVersion", version + "." + dice.below(20));
            json.writeStringProperty("region", dice.oneOf(REGIONS));
            json.writeEndObject();
        });
        return new Revision.Content(Json.text(this::value), List.of("users/" + userId), attributes);
    }

    private void value(JsonGenerator json) {
        boolean isNewcomer = version == 3 && dice.chance(1, 8);
        json.writeStartObject();
        json.writeNumberProperty("version", version);
        json.writeNumberProperty("userId", userId);
        json.writeStringProperty("displayName", dice.oneOf(FIRST_NAMES) + dice.below(1_000));
        json.writeNumberProperty("level", isNewcomer ? 1 : 1 + dice.below(1 + dice.below(100)));
        json.writeNumberProperty("coins", isNewcomer ? 0 : dice.below(10 + dice.below(1_000_000)));
        inventory(json, isNewcomer ? 0 : items());
        if (isNewcomer) {
            tutorial(json);
        } else {
            progress(json);
        }
        if (version == 1) {
            json.writeNumberProperty("lastLogin", saved.getEpochSecond());
        } else {
            json.writeStringProperty("lastLogin", saved.toString());
        }
        if (dice.chance(1, 3)) {
            json.writeNullProperty("guild");
        } else {
            json.writeStringProperty("guild", "guild-" + dice.below(400));
        }
        if (player % PLAYERS_TO_A_WORLD == PLAYERS_TO_A_WORLD / 2) {
            json.writeStringProperty("world", BLOCK.repeat(WORLD_CHARACTERS / BLOCK.length()));
        }
        json.writeEndObject();
    }

    private void tutorial(JsonGenerator json) {
        json.writeObjectPropertyStart("tutorial");
        json.writeNumberProperty("step", dice.below(9));
        json.writeBooleanProperty("done", dice.chance(1, 2));
        json.writeNullProperty("skippedAt");
        json.writeEndObject();
    }

    private void progress(JsonGenerator json) {
        if (version >= 2) {
            pets(json);
        }
        stats(json);
        settings(json);
        if (dice.chance(1, 4)) {
            quests(json);
        }
    }

    private int items() {
        if (player % PLAYERS_TO_A_COLLECTION == PLAYERS_TO_A_COLLECTION / 2) {
            return COLLECTION_ITEMS;
        }
        if (!dice.chance(1, 200)) {
            return dice.below(7);
        }
        return dice.chance(1, 25) ? 250 + dice.below(500) : 20 + dice.below(60);
    }

    private void inventory(JsonGenerator json, int items) {
        json.writeArrayPropertyStart("inventory");
        for (int i = 0; i < items; i++) {
            json.writeStartObject();
            json.writeStringProperty("item", dice.oneOf(ITEMS));
            json.writeNumberProperty("count", 1 + dice.below(99));
            if (version >= 2) {
                json.writeStringProperty("rarity", dice.oneOf(RARITIES));
            }
            if (version == 3 && dice.chance(1, 4)) {
                json.writeBooleanProperty("equipped", dice.chance(1, 2));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void pets(JsonGenerator json) {
        json.writeArrayPropertyStart("pets");
        for (int i = dice.below(3); i > 0; i--) {
            json.writeStartObject();
            json.writeStringProperty("id", HexFormat.of().toHexDigits(dice.below(Integer.MAX_VALUE)));
            json.writeStringProperty("kind", dice.oneOf(PETS));
            if (dice.chance(1, 2)) {
                json.writeNullProperty("name");
            } else {
                json.writeStringProperty("name", dice.oneOf(FIRST_NAMES));
            }
            json.writeNumberProperty("xp", dice.below(5_000) / 4.0);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void stats(JsonGenerator json) {
        json.writeObjectPropertyStart("stats");
        json.writeNumberProperty("kills", dice.below(5_000));
        json.writeNumberProperty("deaths", dice.below(5_000));
        json.writeNumberProperty("playSeconds", dice.below(2_000_000));
        if (version == 3) {
            json.writeNumberProperty("accuracy", dice.below(1_000) / 1_000.0);
        }
        json.writeEndObject();
    }

    /** Volume was a percentage once and is a fraction now. */
    private void settings(JsonGenerator json) {
        if (version == 1 && dice.chance(1, 5)) {
            json.writeNullProperty("settings");
            return;
        }
        json.writeObjectPropertyStart("settings");
        json.writeBooleanProperty("music", dice.chance(3, 4));
        if (version == 3) {
            json.writeNumberProperty("volume", dice.below(100) / 100.0);
        } else {
            json.writeNumberProperty("volume", dice.below(100));
        }
        json.writeStringProperty("language", dice.oneOf(LANGUAGES));
        json.writeEndObject();
    }

    /** Luau writes an empty table as an array, whatever it holds otherwise. A title that was never earned is false. */
    private void quests(JsonGenerator json) {
        if (dice.chance(1, 3)) {
            json.writeArrayPropertyStart("quests");
            json.writeEndArray();
            json.writeBooleanProperty("title", false);
            return;
        }
        json.writeObjectPropertyStart("quests");
        json.writeObjectPropertyStart("quest-" + dice.below(40));
        json.writeNumberProperty("progress", dice.below(100) / 100.0);
        json.writeArrayPropertyStart("steps");
        for (int step = dice.below(4); step > 0; step--) {
            json.writeBoolean(dice.chance(1, 2));
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
        json.writeStringProperty("title", "Hero of " + dice.oneOf(FIRST_NAMES));
    }
}
