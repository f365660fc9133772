package dev.gantry.emulator.thumbnail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.ErrorShape;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Refused;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * {@code thumbnails_*} of the OpenAPI document (checked 2026-11-24), which tells no answers: they are those that clients
 * read. Every target has a thumbnail, and each image lies at an address that nobody serves.
 */
public final class Thumbnails {
    private static final int MOST = 100;

    /** Operations that take many ids, and the parameter with the ids. */
    private static final Map<String, String> BY_IDS = Map.ofEntries(
            Map.entry("thumbnails_get_v1_assets", "assetIds"),
            Map.entry("thumbnails_get_v1_badges_icons", "badgeIds"),
            Map.entry("thumbnails_get_v1_bundles_thumbnails", "bundleIds"),
            Map.entry("thumbnails_get_v1_developer_products_icons", "developerProductIds"),
            Map.entry("thumbnails_get_v1_game_passes", "gamePassIds"),
            Map.entry("thumbnails_get_v1_games_icons", "universeIds"),
            Map.entry("thumbnails_get_v1_games__universeId__thumbnails", "thumbnailIds"),
            Map.entry("thumbnails_get_v1_groups_icons", "groupIds"),
            Map.entry("thumbnails_get_v1_places_gameicons", "placeIds"),
            Map.entry("thumbnails_get_v1_users_avatar", "userIds"),
            Map.entry("thumbnails_get_v1_users_avatar_bust", "userIds"),
            Map.entry("thumbnails_get_v1_users_avatar_headshot", "userIds"),
            Map.entry("thumbnails_get_v1_users_outfits", "userOutfitIds"));

    /** Operations that take one id, and the parameter with it. */
    private static final Map<String, String> BY_ID = Map.of(
            "thumbnails_get_v1_asset_thumbnail_animated", "assetId",
            "thumbnails_get_v1_assets_thumbnail_3d", "assetId",
            "thumbnails_get_v1_users_avatar_3d", "userId",
            "thumbnails_get_v1_users_outfit_3d", "outfitId");

    /** What the server serves of them. */
    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        BY_IDS.forEach((id, parameter) -> operations.add(operation(id, call -> many(call, parameter))));
        BY_ID.forEach((id, parameter) -> operations.add(operation(id, call -> one(call, parameter))));
        operations.add(operation("thumbnails_get_v1_games_multiget_thumbnails", Thumbnails::ofUniverses));
        operations.add(operation("thumbnails_post_v1_batch", Thumbnails::batch).changing(false));
        return operations;
    }

    private static Operation operation(String id, Operation.Handler handler) {
        return Operation.of(id, handler).failing(ErrorShape.NUMBERED);
    }

    private static List<Long> ids(Call call, String parameter) {
        List<Long> ids = new ArrayList<>();
        for (String value : call.parameters(parameter)) {
            for (String id : value.split(",", -1)) {
                if (!id.strip().matches("\\d{1,18}")) {
                    throw Refused.invalid(parameter + " must be numbers, not " + id)
                            .numbered(4);
                }
                ids.add(Long.parseLong(id.strip()));
            }
        }
        if (ids.isEmpty() || ids.size() > MOST) {
            throw Refused.invalid(parameter + " must be 1 to " + MOST + " ids").numbered(1);
        }
        return ids;
    }

    private static Answer many(Call call, String parameter) {
        List<Long> ids = ids(call, parameter);
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("data");
            ids.forEach(id -> thumbnail(json, id, size(call)));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static Answer one(Call call, String parameter) {
        long id = ids(call, parameter).getFirst();
        return Answer.json(json -> thumbnail(json, id, size(call)));
    }

    private static Answer ofUniverses(Call call) {
        List<Long> ids = ids(call, "universeIds");
        int count = Math.max(1, Math.min(call.number("countPerUniverse"), MOST));
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("data");
            for (long id : ids) {
                json.writeStartObject();
                json.writeNumberProperty("universeId", id);
                json.writeNullProperty("error");
                json.writeArrayPropertyStart("thumbnails");
                for (int i = 0; i < count; i++) {
                    thumbnail(json, id * 100 + i, size(call));
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static Answer batch(Call call) {
        JsonNode asked = call.body().json();
        if (!asked.isArray() || asked.isEmpty() || asked.size() > MOST) {
            throw Refused.invalid("The body must be an array of 1 to " + MOST + " requests");
        }
        for (JsonNode each : asked) {
            if (!each.path("targetId").canConvertToLong()
                    || !each.path("targetId").isIntegralNumber()) {
                throw Refused.invalid("Each request needs a targetId, a number").numbered(4);
            }
        }
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("data");
            asked.forEach(each -> {
                json.writeStartObject();
                json.writeStringProperty("requestId", each.path("requestId").asString(""));
                json.writeNumberProperty("errorCode", 0);
                json.writeStringProperty("errorMessage", "");
                properties(
                        json,
                        each.path("targetId").longValue(),
                        each.path("size").asString("150x150"));
                json.writeEndObject();
            });
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static String size(Call call) {
        String size = call.parameter("size").orElse("150x150");
        if (!size.matches("\\d{1,4}x\\d{1,4}")) {
            throw Refused.invalid("size must be such as 150x150, not " + size).numbered(3);
        }
        return size;
    }

    private static void thumbnail(JsonGenerator json, long id, String size) {
        json.writeStartObject();
        properties(json, id, size);
        json.writeEndObject();
    }

    private static void properties(JsonGenerator json, long id, String size) {
        json.writeNumberProperty("targetId", id);
        json.writeStringProperty("state", "Completed");
        json.writeStringProperty(
                "imageUrl", "https://tr.rbxcdn.com/emulated/" + id + "/" + size.replace('x', '/') + "/Image/Png");
        json.writeStringProperty("version", "TN3");
    }
}
