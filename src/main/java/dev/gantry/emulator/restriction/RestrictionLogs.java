package dev.gantry.emulator.restriction;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gantry.emulator.restriction.Restrictions.Change;
import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Page;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.World;
import tools.jackson.core.JsonGenerator;

/** {@code Cloud_ListUserRestrictionLogs} of the OpenAPI document (checked 2026-11-23): every change, newest first. */
final class RestrictionLogs {
    private static final Pattern EQUALS =
            Pattern.compile("[\\s\"]*(user|place)\\s*==\\s*(?:'|\")?(users|places)/(\\d{1,18})(?:'|\")?[\\s\"]*");

    private final World world;
    private final Restrictions restrictions;

    RestrictionLogs(World world, Restrictions restrictions) {
        this.world = world;
        this.restrictions = restrictions;
    }

    Answer list(Call call) {
        if (call.id("universe_id") != world.universe()) {
            throw Refused.denied("The API key has no access to universe " + call.variable("universe_id"));
        }
        Predicate<Change> asked = filter(call.parameter("filter").orElse(""));
        Page page = Page.of(call);
        long before = page.after().isEmpty() ? Long.MAX_VALUE : Long.parseLong(page.after());
        List<Change> found = restrictions.log().stream()
                .filter(change -> change.number() < before && asked.test(change))
                .limit(page.lookAhead())
                .toList();
        return page.answer(found, change -> Long.toString(change.number()), RestrictionLogs::write);
    }

    /** Reads {@code user == 'users/123' && place == 'places/456'}, or one half of it. */
    private static Predicate<Change> filter(String text) {
        Predicate<Change> all = change -> true;
        for (String half : text.isBlank() ? new String[0] : text.split("&&", -1)) {
            Matcher matcher = EQUALS.matcher(half);
            if (!matcher.matches() || !matcher.group(2).equals(matcher.group(1) + "s")) {
                throw Refused.invalid("The filter must read user == 'users/1' && place == 'places/2', not " + text);
            }
            long id = Long.parseLong(matcher.group(3));
            boolean isUser = matcher.group(1).equals("user");
            all = all.and(change -> (isUser ? change.userId() : change.place()) == id);
        }
        return all;
    }

    private static void write(JsonGenerator json, Change change) {
        json.writeStartObject();
        json.writeStringProperty("user", "users/" + change.userId());
        if (change.place() != Restrictions.UNIVERSE) {
            json.writeStringProperty("place", "places/" + change.place());
        }
        json.writeObjectPropertyStart("moderator");
        if (change.byScript()) {
            json.writeObjectPropertyStart("gameServerScript");
            json.writeEndObject();
        } else {
            json.writeStringProperty("robloxUser", "users/" + World.OWNER);
        }
        json.writeEndObject();
        json.writeStringProperty("createTime", change.time().toString());
        change.ban().write(json, change.time());
        json.writeObjectPropertyStart("restrictionType");
        json.writeObjectPropertyStart("gameJoinRestriction");
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }
}
