package dev.gantry.emulator.universe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.gantry.emulator.universe.Settings.Kind;
import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.ErrorShape;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.World;

/**
 * The universe's three places, {@code Cloud_GetPlace}, {@code Cloud_UpdatePlace} and {@code Places_CreatePlaceVersionApiKey}
 * of the OpenAPI document (checked 2026-11-24).
 */
final class Places {
    private static final Map<String, Kind> WRITABLE =
            Map.of("displayName", Kind.TEXT, "description", Kind.TEXT, "serverSize", Kind.NUMBER);
    private static final List<String> NAMES = List.of("Lantern Harbor", "Lobby", "Night Arena");

    /** How files of places begin, those of XML and the binary ones. */
    private static final byte[] MAGIC = "<roblox".getBytes(StandardCharsets.US_ASCII);

    private final World world;
    private final Map<Long, Place> all = new TreeMap<>();

    private static final class Place {
        final Settings settings;
        int versions = 1;

        Place(String name) {
            settings = new Settings(WRITABLE, Universes.CREATED)
                    .with("displayName", name)
                    .with("description", "")
                    .with("serverSize", 30);
        }
    }

    Places(World world) {
        this.world = world;
        NAMES.forEach(name -> all.put(world.rootPlace() + all.size(), new Place(name)));
    }

    List<Operation> operations() {
        return List.of(
                Operation.of("Cloud_GetPlace", call -> answer(id(call, "universe_id", "place_id"))),
                Operation.of("Cloud_UpdatePlace", this::update),
                Operation.of("Places_CreatePlaceVersionApiKey", this::publish).failing(ErrorShape.NUMBERED));
    }

    private long id(Call call, String universe, String place) {
        world.checkUniverse(call, universe);
        long id = call.id(place);
        if (!all.containsKey(id)) {
            throw Refused.notFound("Universe " + world.universe() + " has no place " + id);
        }
        return id;
    }

    private Place place(long id) {
        return Optional.ofNullable(all.get(id)).orElseThrow();
    }

    private Answer update(Call call) {
        long id = id(call, "universe_id", "place_id");
        place(id).settings.update(call);
        return answer(id);
    }

    private Answer publish(Call call) {
        Place place = place(id(call, "universeId", "placeId"));
        String type = call.parameter("versionType").orElse("");
        if (!type.equals("Published") && !type.equals("Saved")) {
            throw Refused.invalid("versionType must be Saved or Published, not " + type);
        }
        byte[] file = call.body().bytes();
        boolean isPlace = file.length > MAGIC.length && Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
        if (!isPlace) {
            throw Refused.invalid("The body must be a place file, .rbxl or .rbxlx");
        }
        place.versions++;
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeNumberProperty("versionNumber", place.versions);
            json.writeEndObject();
        });
    }

    private Answer answer(long id) {
        Settings settings = place(id).settings;
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeStringProperty("path", "universes/" + world.universe() + "/places/" + id);
            json.writeStringProperty("createTime", Universes.CREATED.toString());
            json.writeStringProperty("updateTime", settings.updated().toString());
            json.writeBooleanProperty("root", id == world.rootPlace());
            json.writeBooleanProperty("universeRuntimeCreation", false);
            settings.write(json);
            json.writeEndObject();
        });
    }
}
