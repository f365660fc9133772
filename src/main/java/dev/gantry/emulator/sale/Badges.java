package dev.gantry.emulator.sale;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.ErrorShape;
import dev.gantry.emulator.wire.Form;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Page;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.Dice;
import dev.gantry.emulator.world.World;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** The badges of the universe, by the older hosts' operations of the OpenAPI document (checked 2026-11-24). */
public final class Badges {
    private static final long FIRST = 2_124_400_000L;
    private static final int SEEDED = 45;
    private static final int LONGEST_NAME = 50;
    private static final int LONGEST_DESCRIPTION = 1_000;
    private static final Instant CREATED = Instant.parse("2024-03-01T12:00:00Z");

    private final World world;
    private final TreeMap<Long, Badge> badges = new TreeMap<>();

    private record Badge(
            long id,
            String name,
            String description,
            boolean enabled,
            long icon,
            int awarded,
            Instant created,
            Instant updated) {
        Badge with(String otherName, String otherDescription, boolean other, Instant now) {
            return new Badge(id, otherName, otherDescription, other, icon, awarded, created, now);
        }

        Badge withNextIcon(Instant now) {
            return new Badge(id, name, description, enabled, icon + 1, awarded, created, now);
        }
    }

    /** Those of a fresh world. */
    public Badges(World world) {
        this.world = world;
        for (int i = 0; i < SEEDED; i++) {
            Dice dice = new Dice(world.seed() + 3, i);
            long id = FIRST + i;
            Instant created = CREATED.plusSeconds(dice.below(50_000_000));
            badges.put(
                    id,
                    new Badge(
                            id,
                            "Level " + (i + 1) + " 🏅",
                            "Reach level " + (i + 1),
                            dice.chance(9, 10),
                            id * 10,
                            dice.below(500_000),
                            created,
                            created));
        }
    }

    /** What the server serves of them. */
    public List<Operation> operations() {
        return List.of(
                operation("post_legacy_badges_v1_universes__universeId__badges", this::create),
                operation("patch_legacy_badges_v1_badges__badgeId_", this::update),
                operation("post_legacy_publish_v1_badges__badgeId__icon", this::icon),
                operation("badges_get_v1_badges__badgeId_", this::get),
                operation("badges_get_v1_universes__universeId__badges", this::list));
    }

    private static Operation operation(String id, Operation.Handler handler) {
        return Operation.of(id, handler).failing(ErrorShape.NUMBERED);
    }

    private Answer create(Call call) {
        world.checkUniverse(call, "universeId");
        Form form = Form.of(call);
        String name = form.text("name", LONGEST_NAME)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> Refused.invalid("name is missing"));
        String description = form.text("description", LONGEST_DESCRIPTION).orElse("");
        boolean isActive = form.flag("isActive").orElse(true);
        form.number("expectedCost");
        if (form.file("files").isEmpty()) {
            throw Refused.invalid("files, the badge's icon, is missing");
        }
        long id = badges.lastKey() + 1;
        Badge badge = new Badge(id, name, description, isActive, id * 10, 0, call.now(), call.now());
        badges.put(id, badge);
        return Answer.json(json -> {
            json.writeStartObject();
            properties(json, badge);
            json.writeObjectPropertyStart("awarder");
            json.writeNumberProperty("id", world.universe());
            json.writeNumberProperty("type", 1);
            json.writeStringProperty("name", "Emulated experience");
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private Answer update(Call call) {
        Badge badge = existing(call);
        JsonNode sent = call.body().object();
        String name = text(sent, "name", badge.name(), LONGEST_NAME);
        String description = text(sent, "description", badge.description(), LONGEST_DESCRIPTION);
        if (sent.hasNonNull("enabled") && !sent.get("enabled").isBoolean()) {
            throw Refused.invalid("enabled must be true or false");
        }
        boolean enabled = sent.path("enabled").asBoolean(badge.enabled());
        badges.put(badge.id(), badge.with(name, description, enabled, call.now()));
        return Answer.emptyObject();
    }

    private static String text(JsonNode sent, String name, String current, int longest) {
        if (!sent.hasNonNull(name)) {
            return current;
        }
        JsonNode value = sent.get(name);
        if (!value.isString() || value.stringValue().length() > longest) {
            throw Refused.invalid(name + " must be a text of " + longest + " characters at most");
        }
        return value.stringValue();
    }

    private Answer icon(Call call) {
        Badge badge = existing(call);
        Form form = Form.of(call);
        if (form.file("request.files").or(() -> form.file("files")).isEmpty()) {
            throw Refused.invalid("The file of the icon is missing");
        }
        Badge changed = badge.withNextIcon(call.now());
        badges.put(changed.id(), changed);
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeNumberProperty("targetId", changed.icon());
            json.writeEndObject();
        });
    }

    private Answer get(Call call) {
        Badge badge = existing(call);
        return Answer.json(json -> write(json, badge));
    }

    private Answer list(Call call) {
        world.checkUniverse(call, "universeId");
        boolean descending = call.parameter("sortOrder").filter("Desc"::equals).isPresent();
        NavigableMap<Long, Badge> ordered = descending ? badges.descendingMap() : badges;
        Page page = Page.of(call);
        NavigableMap<Long, Badge> later =
                page.after().isEmpty() ? ordered : ordered.tailMap(Long.parseLong(page.after()), false);
        List<Badge> found =
                new ArrayList<>(later.values().stream().limit(page.lookAhead()).toList());
        return page.answer(
                found,
                badge -> Long.toString(badge.id()),
                this::write,
                json -> json.writeNullProperty("previousPageCursor"));
    }

    private Badge existing(Call call) {
        long id = call.id("badgeId");
        return Optional.ofNullable(badges.get(id))
                .orElseThrow(() -> Refused.notFound("There is no badge " + id).numbered(1));
    }

    private void write(JsonGenerator json, Badge badge) {
        json.writeStartObject();
        properties(json, badge);
        json.writeObjectPropertyStart("awardingUniverse");
        json.writeNumberProperty("id", world.universe());
        json.writeStringProperty("name", "Emulated experience");
        json.writeNumberProperty("rootPlaceId", world.rootPlace());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void properties(JsonGenerator json, Badge badge) {
        json.writeNumberProperty("id", badge.id());
        json.writeStringProperty("name", badge.name());
        json.writeStringProperty("description", badge.description());
        json.writeStringProperty("displayName", badge.name());
        json.writeStringProperty("displayDescription", badge.description());
        json.writeBooleanProperty("enabled", badge.enabled());
        json.writeNumberProperty("iconImageId", badge.icon());
        json.writeNumberProperty("displayIconImageId", badge.icon());
        json.writeStringProperty("created", badge.created().toString());
        json.writeStringProperty("updated", badge.updated().toString());
        json.writeObjectPropertyStart("statistics");
        json.writeNumberProperty("pastDayAwardedCount", badge.awarded() / 500);
        json.writeNumberProperty("awardedCount", badge.awarded());
        json.writeNumberProperty("winRatePercentage", badge.awarded() % 100 / 100.0);
        json.writeEndObject();
    }
}
