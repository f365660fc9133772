package dev.gantry.emulator.collection;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.world.Dice;
import dev.gantry.emulator.world.World;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * The rows of one list: the same for one seed, operation and path, whatever the page. A type is a name, such as {@code
 * time}; {@code =A|B} or {@code #1|2} for one of several texts or numbers; an array with the type of its items; an object with
 * those of its properties, {@code *} for names that are free.
 */
final class Rows {
    /** How many rows a list has: more than fit on most largest pages. */
    static final int SIZE = 137;

    private static final Instant EPOCH = Instant.parse("2024-01-01T00:00:00Z");
    private static final int SECONDS = 60_000_000;
    private static final String[] NOUNS = {"Lantern", "Harbor", "Tower", "Garden", "Żabka 🐸", "Obby", "Racer", "Tycoon"
    };

    private final World world;
    private final JsonNode type;
    private final long seed;
    private final boolean reversed;

    Rows(World world, Call call, JsonNode type) {
        this.world = world;
        this.type = type;
        this.seed = world.seed() ^ (call.operation().id() + new TreeMap<>(call.path())).hashCode();
        this.reversed = call.parameter("sortOrder")
                .filter(order -> order.equals("Desc"))
                .isPresent();
    }

    /** Writes one row, counted from 0. */
    void write(JsonGenerator json, int index) {
        int row = reversed ? SIZE - 1 - index : index;
        if (type.isObject() && type.isEmpty()) {
            // The document says nothing about this row.
            json.writeStartObject();
            json.writeNumberProperty("id", number("id", "long", row, new Dice(seed, row)));
            json.writeStringProperty("name", text("name", row, new Dice(seed, row)));
            json.writeEndObject();
            return;
        }
        // A row that is a bare number or text is the id of somebody.
        value(json, type.isObject() ? "" : "userId", type, row, new Dice(seed, row));
    }

    /** Writes what stands beside the rows. */
    void beside(JsonGenerator json, JsonNode types, int pageSize) {
        Dice dice = new Dice(seed, SIZE);
        for (Map.Entry<String, JsonNode> each : types.properties()) {
            String name = each.getKey();
            json.writeName(name);
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("previous")) {
                json.writeNull();
            } else if (lower.startsWith("total")) {
                json.writeNumber(lower.contains("page") ? (SIZE + pageSize - 1) / pageSize : SIZE);
            } else {
                value(json, name, each.getValue(), 0, dice);
            }
        }
    }

    private void value(JsonGenerator json, String name, JsonNode of, int row, Dice dice) {
        if (of.isArray()) {
            json.writeStartArray();
            for (int i = dice.below(3); i >= 0; i--) {
                value(json, name, of.get(0), dice.below(SIZE), dice);
            }
            json.writeEndArray();
        } else if (of.isObject()) {
            json.writeStartObject();
            of.properties().forEach(property -> {
                String inner = property.getKey().equals("*") ? "en" : property.getKey();
                json.writeName(inner);
                value(json, inner, property.getValue(), row, dice);
            });
            json.writeEndObject();
        } else {
            scalar(json, name, of.asString(), row, dice);
        }
    }

    private void scalar(JsonGenerator json, String name, String of, int row, Dice dice) {
        switch (of) {
            case "bool" -> json.writeBoolean(dice.chance(1, 2));
            case "int", "long" -> json.writeNumber(number(name, of, row, dice));
            case "number" -> json.writeNumber(dice.below(10_000) / 100.0);
            case "time" -> json.writeString(time(dice));
            case "date" -> json.writeString(time(dice).substring(0, "2024-01-01".length()));
            case "uuid" -> json.writeString(new UUID(Dice.mix(seed), Dice.mix(row)).toString());
            case "bytes" -> json.writeString("R2FudHJ5");
            default -> {
                if (of.startsWith("#")) {
                    json.writeNumber(Long.parseLong(choice(of, dice)));
                } else if (of.startsWith("=")) {
                    json.writeString(choice(of, dice));
                } else {
                    json.writeString(text(name.toLowerCase(Locale.ROOT), row, dice));
                }
            }
        }
    }

    /** One of the choices; the first is not for use where it says so. */
    private static String choice(String of, Dice dice) {
        String[] choices = of.substring(1).split("\\|", -1);
        int unusable = choices.length > 1 && choices[0].endsWith("_UNSPECIFIED") ? 1 : 0;
        return choices[unusable + dice.below(choices.length - unusable)];
    }

    private long number(String name, String of, int row, Dice dice) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.contains("userid") || lower.contains("playerid")) {
            return user(row);
        }
        if (lower.contains("universeid")) {
            return world.universe();
        }
        if (lower.endsWith("id") && of.equals("long")) {
            return 1_000_000L + Math.floorMod(seed, 1_000_000L) * 1_000 + row;
        }
        return lower.endsWith("id") ? 1_000_000 + row : dice.below(1_000);
    }

    private String text(String name, int row, Dice dice) {
        if (name.endsWith("id") || name.endsWith("key")) {
            return Long.toString(number(name, "long", row, dice));
        }
        if (name.equals("user") || name.equals("author") || name.equals("creator")) {
            return "users/" + user(row);
        }
        if (name.contains("username") || name.contains("displayname")) {
            return world.population().size() == 0
                    ? World.OWNER_NAME
                    : world.population().name(row % world.population().size());
        }
        if (name.contains("url")) {
            return "https://www.roblox.com/" + number("id", "long", row, dice);
        }
        if (name.endsWith("time") || name.endsWith("date") || name.equals("created") || name.equals("updated")) {
            return time(dice);
        }
        return dice.oneOf(NOUNS) + " " + row;
    }

    private long user(int row) {
        int players = world.population().size();
        return players == 0 ? World.OWNER : world.population().userId(row % players);
    }

    private static String time(Dice dice) {
        return EPOCH.plusSeconds(dice.below(SECONDS)).toString();
    }
}
