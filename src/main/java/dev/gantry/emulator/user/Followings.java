package dev.gantry.emulator.user;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.ErrorShape;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.World;
import tools.jackson.core.JsonGenerator;

/** Which universes a user follows, {@code *_legacy_followings_*} of the OpenAPI document (checked 2026-11-24). */
final class Followings {
    private static final int MOST = 200;
    private static final String PREFIX = "legacy_followings_";

    private final World world;
    private final Map<Long, Map<Long, Instant>> followed = new TreeMap<>();

    Followings(World world) {
        this.world = world;
        followed.put(World.OWNER, new TreeMap<>(Map.of(world.universe(), Instant.parse("2024-05-01T08:00:00Z"))));
    }

    List<Operation> operations() {
        String one = PREFIX + "v1_users__userId__universes__universeId_";
        return List.of(
                operation("get_" + PREFIX + "v1_users__userId__universes", this::list),
                operation("get_" + PREFIX + "v2_users__userId__universes", this::sources),
                operation("post_" + one, this::follow),
                operation("delete_" + one, this::unfollow),
                operation("get_" + one + "_status", this::status));
    }

    private static Operation operation(String id, Operation.Handler handler) {
        return Operation.of(id, handler).failing(ErrorShape.NUMBERED);
    }

    /** The universes that the caller, and nobody else, follows, and since when. */
    private Map<Long, Instant> own(Call call) {
        long user = call.id("userId");
        if (!world.isUser(user)) {
            throw Refused.notFound("There is no user " + user).numbered(1);
        }
        if (user != call.userId()) {
            throw Refused.denied("The credential does not belong to user " + user)
                    .numbered(2);
        }
        return followed.computeIfAbsent(user, made -> new TreeMap<>());
    }

    private Answer list(Call call) {
        Map<Long, Instant> universes = own(call);
        return Answer.json(json -> {
            json.writeStartArray();
            universes.keySet().forEach(universe -> following(json, call.userId(), universe));
            json.writeEndArray();
        });
    }

    private Answer sources(Call call) {
        Map<Long, Instant> universes = own(call);
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeNumberProperty("followerType", 0);
            json.writeNumberProperty("followerId", call.userId());
            json.writeNumberProperty("sourceType", 0);
            json.writeObjectPropertyStart("followedSources");
            universes.forEach((universe, since) -> json.writeStringProperty(Long.toString(universe), since.toString()));
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private Answer follow(Call call) {
        Map<Long, Instant> universes = own(call);
        if (universes.size() == MOST) {
            throw Refused.invalid("A user follows " + MOST + " universes at most")
                    .numbered(4);
        }
        long universe = call.id("universeId");
        universes.putIfAbsent(universe, call.now());
        return Answer.json(json -> following(json, call.userId(), universe));
    }

    private Answer unfollow(Call call) {
        long universe = call.id("universeId");
        if (own(call).remove(universe) == null) {
            throw Refused.invalid("Universe " + universe + " is not followed").numbered(5);
        }
        return Answer.json(json -> following(json, call.userId(), universe));
    }

    private Answer status(Call call) {
        Map<Long, Instant> universes = own(call);
        long universe = call.id("universeId");
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeNumberProperty("UniverseId", universe);
            json.writeNumberProperty("UserId", call.userId());
            json.writeBooleanProperty("CanFollow", universes.size() < MOST);
            json.writeBooleanProperty("IsFollowing", universes.containsKey(universe));
            json.writeNumberProperty("FollowingCountByType", universes.size());
            json.writeNumberProperty("FollowingLimitByType", MOST);
            json.writeEndObject();
        });
    }

    private static void following(JsonGenerator json, long user, long universe) {
        json.writeStartObject();
        json.writeNumberProperty("universeId", universe);
        json.writeNumberProperty("userId", user);
        json.writeEndObject();
    }
}
