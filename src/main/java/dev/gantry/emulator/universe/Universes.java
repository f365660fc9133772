package dev.gantry.emulator.universe;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.gantry.emulator.universe.Settings.Kind;
import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.world.World;
import tools.jackson.core.JsonGenerator;

/**
 * The universe of a world: {@code Cloud_GetUniverse}, {@code Cloud_UpdateUniverse} and {@code Cloud_RestartUniverseServers}
 * of the OpenAPI document (checked 2026-11-24).
 */
public final class Universes {
    static final Instant CREATED = Instant.parse("2023-11-05T09:30:00Z");

    private static final Map<String, Kind> WRITABLE = new TreeMap<>(Map.of(
            "voiceChatEnabled", Kind.FLAG,
            "desktopEnabled", Kind.FLAG,
            "mobileEnabled", Kind.FLAG,
            "tabletEnabled", Kind.FLAG,
            "consoleEnabled", Kind.FLAG,
            "vrEnabled", Kind.FLAG,
            "privateServerPriceRobux", Kind.NUMBER));
    private static final List<String> LINKS =
            List.of("facebook", "twitter", "youtube", "twitch", "discord", "robloxGroup", "guilded");

    static {
        LINKS.forEach(site -> WRITABLE.put(site + "SocialLink", Kind.LINK));
    }

    private final World world;
    private final Settings settings = new Settings(WRITABLE, CREATED)
            .with("voiceChatEnabled", false)
            .with("desktopEnabled", true)
            .with("mobileEnabled", true)
            .with("tabletEnabled", true)
            .with("consoleEnabled", false)
            .with("vrEnabled", false);

    public Universes(World world) {
        this.world = world;
    }

    /** What the server serves of them, of their places, messages and scripts. */
    public List<Operation> operations() {
        List<Operation> own = List.of(
                Operation.of("Cloud_GetUniverse", this::get),
                Operation.of("Cloud_UpdateUniverse", this::update),
                Operation.of("Cloud_RestartUniverseServers", this::restart));
        return Stream.of(
                        own,
                        new Places(world).operations(),
                        new Messages(world).operations(),
                        new Translations(world).operations(),
                        new LuauTasks(world).operations())
                .flatMap(List::stream)
                .toList();
    }

    private Answer get(Call call) {
        world.checkUniverse(call, "universe_id");
        return Answer.json(this::write);
    }

    private Answer update(Call call) {
        world.checkUniverse(call, "universe_id");
        settings.update(call);
        return Answer.json(this::write);
    }

    private Answer restart(Call call) {
        world.checkUniverse(call, "universe_id");
        if (call.body().size() > 0) {
            call.body().object();
        }
        return Answer.emptyObject();
    }

    private void write(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("path", "universes/" + world.universe());
        json.writeStringProperty("createTime", CREATED.toString());
        json.writeStringProperty("updateTime", settings.updated().toString());
        json.writeStringProperty("displayName", "Lantern Harbor");
        json.writeStringProperty("description", "");
        json.writeStringProperty("user", "users/" + World.OWNER);
        json.writeStringProperty("visibility", "PUBLIC");
        json.writeStringProperty("ageRating", "AGE_RATING_9_PLUS");
        json.writeStringProperty("rootPlace", "universes/" + world.universe() + "/places/" + world.rootPlace());
        settings.write(json);
        json.writeEndObject();
    }
}
