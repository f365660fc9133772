package dev.gantry.emulator.user;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Page;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.Dice;
import dev.gantry.emulator.world.World;
import tools.jackson.core.JsonGenerator;

/**
 * What users own, {@code Cloud_ListInventoryItems} of the OpenAPI document (checked 2026-11-24). Nobody but its owner sees
 * into one inventory in twenty.
 */
final class Inventories {
    private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");
    private static final int SECONDS = 60_000_000;
    private static final int MOST_ITEMS = 250;
    private static final int PRIVATE = 20;

    private final World world;

    /** One thing owned. */
    record Item(long user, int number, Kind kind, String assetType, long id, Instant added) {
        enum Kind {
            ASSET,
            BADGE,
            GAME_PASS,
            PRIVATE_SERVER
        }

        void write(JsonGenerator json) {
            json.writeStartObject();
            json.writeStringProperty(
                    "path", "users/" + user + "/inventory-items/" + Long.toHexString(id) + "-" + number);
            switch (kind) {
                case ASSET -> {
                    json.writeObjectPropertyStart("assetDetails");
                    json.writeStringProperty("assetId", Long.toString(id));
                    json.writeStringProperty("inventoryItemAssetType", assetType);
                    json.writeStringProperty("instanceId", Long.toString(id * 1_000 + number));
                    json.writeEndObject();
                }
                case BADGE -> details(json, "badgeDetails", "badgeId");
                case GAME_PASS -> details(json, "gamePassDetails", "gamePassId");
                case PRIVATE_SERVER -> details(json, "privateServerDetails", "privateServerId");
            }
            json.writeStringProperty("addTime", added.toString());
            json.writeEndObject();
        }

        private void details(JsonGenerator json, String name, String property) {
            json.writeObjectPropertyStart(name);
            json.writeStringProperty(property, Long.toString(id));
            json.writeEndObject();
        }
    }

    Inventories(World world) {
        this.world = world;
    }

    List<Operation> operations() {
        return List.of(Operation.of("Cloud_ListInventoryItems", this::list));
    }

    private Answer list(Call call) {
        long user = Users.user(world, call);
        if (user != call.userId() && new Dice(world.seed(), -user).chance(1, PRIVATE)) {
            throw Refused.denied("The inventory of user " + user + " is private");
        }
        InventoryFilter filter = InventoryFilter.parse(call.parameter("filter").orElse(""));
        Page page = Page.of(call);
        int after = page.after().isEmpty() ? -1 : Integer.parseInt(page.after());
        List<Item> found = IntStream.range(after + 1, new Dice(world.seed(), user).below(MOST_ITEMS))
                .mapToObj(number -> item(user, number))
                .filter(filter::holds)
                .limit(page.lookAhead())
                .toList();
        return page.answer(found, item -> Integer.toString(item.number()), (json, item) -> item.write(json));
    }

    private Item item(long user, int number) {
        Dice dice = new Dice(world.seed() ^ user, number);
        Item.Kind kind = dice.oneOf(Item.Kind.values());
        String type = InventoryFilter.ASSET_TYPES.get(dice.below(InventoryFilter.ASSET_TYPES.size()));
        Instant added = FIRST.plusSeconds(dice.below(SECONDS));
        return new Item(user, number, kind, type, 1_000_000L + number * 16L + dice.below(16), added);
    }
}
