package dev.gantry.emulator.instance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import dev.gantry.emulator.instance.Instance.Kind;
import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.LongRunning;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Page;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.Dice;
import dev.gantry.emulator.world.World;
import tools.jackson.core.JsonGenerator;

/**
 * {@code Cloud_*Instance*} of the OpenAPI document (checked 2026-11-24). Every question is an operation that takes a while.
 * The tree of the start place is seeded; {@code root} is where it begins.
 */
public final class Instances {
    private static final String ROOT = "root";
    private static final String TYPES = "type.googleapis.com/roblox.open_cloud.cloud.v2.";

    /** Children of the map, enough for several pages. */
    private static final List<String> DISTRICTS = List.of(
            "Harbor",
            "Lighthouse",
            "Market",
            "Old Town",
            "Żabka 🐸",
            "Gardens",
            "Mill",
            "Bridge",
            "Quarry",
            "Observatory",
            "Tunnels",
            "Beach");

    private final World world;
    private final String place;
    private final Map<String, Instance> byId = new HashMap<>();
    private final Map<String, Asked> asked = new HashMap<>();

    private record Asked(LongRunning running, Consumer<JsonGenerator> response) {}

    /** Those of a fresh world. */
    public Instances(World world) {
        this.world = world;
        this.place = "universes/" + world.universe() + "/places/" + world.rootPlace();
        Instance root = add("", Kind.SERVICE, "Place", "");
        byId.put(ROOT, root);
        Instance workspace = add(root.id(), Kind.SERVICE, "Workspace", "");
        Instance map = add(workspace.id(), Kind.FOLDER, "Map", "");
        add(map.id(), Kind.SCRIPT, "Lanterns", "script.Parent.Name = \"Lanterns 🏮\"");
        Instance server = add(root.id(), Kind.SERVICE, "ServerScriptService", "");
        add(server.id(), Kind.SCRIPT, "Main", "require(script.Parent.Saves).start()");
        add(server.id(), Kind.MODULE_SCRIPT, "Saves", "return { start = function() end }");
        Instance shared = add(root.id(), Kind.SERVICE, "ReplicatedStorage", "");
        add(shared.id(), Kind.MODULE_SCRIPT, "Config", "return { version = 3 }");
        Instance player = add(root.id(), Kind.SERVICE, "StarterPlayer", "");
        add(player.id(), Kind.LOCAL_SCRIPT, "Camera", "print(\"ready\")");
        // Last, so that the ids of the others stay what they were.
        for (String district : DISTRICTS) {
            Instance folder = add(map.id(), Kind.FOLDER, district, "");
            add(folder.id(), Kind.SCRIPT, "Open", "print(\"" + district + " is open\")");
        }
    }

    private Instance add(String parent, Kind kind, String name, String source) {
        String id = new UUID(Dice.mix(world.seed()), Dice.mix(byId.size())).toString();
        Instance instance = new Instance(id, parent, kind, name, source);
        byId.put(id, instance);
        Optional.ofNullable(byId.get(parent))
                .ifPresent(above -> above.children().add(instance));
        return instance;
    }

    /** What the server serves of them. */
    public List<Operation> operations() {
        return List.of(
                Operation.of("Cloud_GetInstance", this::get).changing(true),
                Operation.of("Cloud_ListInstanceChildren", this::children).changing(true),
                Operation.of("Cloud_UpdateInstance", this::update),
                Operation.of("Cloud_GetUpdateInstanceOperation", this::poll));
    }

    private Answer get(Call call) {
        Instance instance = existing(call);
        return begin(call, json -> instance.write(json, place, TYPES + "Instance"));
    }

    private Answer update(Call call) {
        Instance instance = existing(call);
        String mask = call.parameter("updateMask").orElse("engineInstance");
        if (!mask.toLowerCase(java.util.Locale.ROOT).replace("_", "").startsWith("engineinstance")) {
            throw Refused.invalid("updateMask names " + mask + ", which cannot be changed")
                    .detailed("updateMask");
        }
        instance.change(call.body().object().path("engineInstance"));
        return begin(call, json -> instance.write(json, place, TYPES + "Instance"));
    }

    /** The page comes within the operation, with a token that leads to the next one. */
    private Answer children(Call call) {
        Instance instance = existing(call);
        Page page = Page.of(call);
        List<Instance> children = instance.children();
        int from = page.after().isEmpty() ? 0 : Integer.parseInt(page.after()) + 1;
        List<Integer> found = IntStream.range(from, Math.min(children.size(), from + page.lookAhead()))
                .boxed()
                .toList();
        return begin(
                call,
                page.content(
                        found,
                        Object::toString,
                        (json, index) -> children.get(index).write(json, place, ""),
                        json -> json.writeStringProperty("@type", TYPES + "ListInstanceChildrenResponse")));
    }

    private Answer begin(Call call, Consumer<JsonGenerator> response) {
        String id = new UUID(Dice.mix(world.seed() + 1), Dice.mix(asked.size())).toString();
        String path = place + "/instances/" + call.variable("instance_id") + "/operations/" + id;
        asked.put(path, new Asked(LongRunning.begin(call.now()), response));
        return Answer.json(json -> write(json, path, Optional.empty()));
    }

    private Answer poll(Call call) {
        check(call);
        String path =
                place + "/instances/" + call.variable("instance_id") + "/operations/" + call.variable("operation_id");
        Asked found = Optional.ofNullable(asked.get(path))
                .orElseThrow(() -> Refused.notFound("There is no operation " + call.variable("operation_id")));
        boolean isDone = found.running().isDone(call.now());
        return Answer.json(json -> write(json, path, isDone ? Optional.of(found) : Optional.empty()));
    }

    private static void write(JsonGenerator json, String path, Optional<Asked> done) {
        json.writeStartObject();
        json.writeStringProperty("path", path);
        json.writeBooleanProperty("done", done.isPresent());
        done.ifPresent(finished -> {
            json.writeName("response");
            finished.response().accept(json);
        });
        json.writeEndObject();
    }

    private Instance existing(Call call) {
        check(call);
        String id = call.variable("instance_id");
        return Optional.ofNullable(byId.get(id)).orElseThrow(() -> Refused.notFound("There is no instance " + id));
    }

    private void check(Call call) {
        world.checkUniverse(call, "universe_id");
        if (call.id("place_id") != world.rootPlace()) {
            throw Refused.notFound("There is no place " + call.variable("place_id"));
        }
    }
}
