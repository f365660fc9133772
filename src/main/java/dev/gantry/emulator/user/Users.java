package dev.gantry.emulator.user;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.LongRunning;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.Dice;
import dev.gantry.emulator.world.World;

/**
 * Users, {@code Cloud_GetUser}, {@code Cloud_GenerateUserThumbnail} and {@code Cloud_GetUserThumbnailGenerationOperation} of the
 * OpenAPI document (checked 2026-11-24).
 */
public final class Users {
    private static final Instant FIRST_JOINED = Instant.parse("2012-01-01T00:00:00Z");
    private static final int SECONDS_OF_JOINING = 380_000_000;

    private final World world;
    private final Map<String, LongRunning> thumbnails = new HashMap<>();

    public Users(World world) {
        this.world = world;
    }

    /** What the server serves of them, of their inventories and notifications. */
    public List<Operation> operations() {
        List<Operation> own = List.of(
                Operation.of("Cloud_GetUser", this::get),
                Operation.of("Cloud_GenerateUserThumbnail", this::generate).changing(true),
                Operation.of("Cloud_GetUserThumbnailGenerationOperation", this::generated));
        return Stream.of(
                        own,
                        new Inventories(world).operations(),
                        new Notifications(world).operations(),
                        new Followings(world).operations())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * The user that a call's path names.
     *
     * @throws Refused 400 when that is no id, 404 when there is no such user
     */
    static long user(World world, Call call) {
        long id = call.id("user_id");
        if (!world.isUser(id)) {
            throw Refused.notFound("There is no user " + id);
        }
        return id;
    }

    private Answer get(Call call) {
        long id = user(world, call);
        Dice dice = new Dice(world.seed(), id);
        String name = id == World.OWNER
                ? World.OWNER_NAME
                : world.population().name(world.population().player(id));
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeStringProperty("path", "users/" + id);
            json.writeStringProperty(
                    "createTime",
                    FIRST_JOINED.plusSeconds(dice.below(SECONDS_OF_JOINING)).toString());
            json.writeStringProperty("id", Long.toString(id));
            json.writeStringProperty("name", name);
            json.writeStringProperty("displayName", name.substring(0, Math.max(1, name.indexOf('_'))));
            json.writeStringProperty("about", "");
            json.writeStringProperty("locale", dice.chance(1, 4) ? "pl-pl" : "en-us");
            json.writeBooleanProperty("premium", dice.chance(1, 10));
            json.writeEndObject();
        });
    }

    private Answer generate(Call call) {
        long id = user(world, call);
        checkChoice(call, "format", List.of("FORMAT_UNSPECIFIED", "PNG", "JPEG"));
        checkChoice(call, "shape", List.of("SHAPE_UNSPECIFIED", "ROUND", "SQUARE"));
        String path = "users/" + id + "/operations/" + new UUID(Dice.mix(id), Dice.mix(thumbnails.size()));
        thumbnails.put(path, LongRunning.begin(call.now()));
        return operation(path, id, false);
    }

    private static void checkChoice(Call call, String name, List<String> choices) {
        call.parameter(name).filter(value -> !choices.contains(value)).ifPresent(value -> {
            throw Refused.invalid(name + " must be one of " + choices + ", not " + value)
                    .detailed(name);
        });
    }

    private Answer generated(Call call) {
        long id = user(world, call);
        String path = "users/" + id + "/operations/" + call.variable("operation_id");
        LongRunning running = Optional.ofNullable(thumbnails.get(path))
                .orElseThrow(() -> Refused.notFound("There is no operation " + call.variable("operation_id")));
        return operation(path, id, running.isDone(call.now()));
    }

    private static Answer operation(String path, long id, boolean done) {
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeStringProperty("path", path);
            json.writeBooleanProperty("done", done);
            if (done) {
                json.writeObjectPropertyStart("response");
                json.writeStringProperty(
                        "@type", "apis.roblox.com/roblox.open_cloud.cloud.v2.GenerateUserThumbnailResponse");
                json.writeStringProperty("imageUri", "https://tr.rbxcdn.com/30DAY-AvatarHeadshot-" + id + "/image.png");
                json.writeEndObject();
            }
            json.writeEndObject();
        });
    }
}
