package dev.gantry.emulator.restriction;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.gantry.emulator.restriction.Restrictions.Change;
import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Page;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.World;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Cloud_*UserRestriction*} of the OpenAPI document (checked 2026-11-23), for a universe and for a place of it. A user
 * whom nobody has restricted has a restriction that does not hold.
 */
public final class UserRestrictions {
    private static final int UPDATES_PER_USER_AND_MINUTE = 2;
    private static final Duration KEYS_LIVE = Duration.ofHours(24);
    private static final Set<String> MASKS = Set.of("", "*", "gameJoinRestriction", "game_join_restriction");

    private final World world;
    private final Restrictions restrictions;
    private final Map<String, Answer> answersByKey = new HashMap<>();

    /** Those of a fresh world. */
    public UserRestrictions(World world) {
        this.world = world;
        this.restrictions = Restrictions.seeded(world);
    }

    /** What the server serves of them. */
    public List<Operation> operations() {
        return List.of(
                Operation.of("Cloud_ListUserRestrictions", this::list),
                Operation.of("Cloud_ListUserRestrictions__Using_Universes", this::list),
                Operation.of("Cloud_GetUserRestriction__Using_Universes", this::get),
                Operation.of("Cloud_GetUserRestriction__Using_Universes_Places", this::get),
                Operation.of("Cloud_UpdateUserRestriction__Using_Universes", this::update),
                Operation.of("Cloud_UpdateUserRestriction__Using_Universes_Places", this::update),
                Operation.of("Cloud_ListUserRestrictionLogs", new RestrictionLogs(world, restrictions)::list));
    }

    private Answer list(Call call) {
        long place = place(call);
        Page page = Page.of(call);
        long after = page.after().isEmpty() ? 0 : Long.parseLong(page.after());
        return page.answer(
                restrictions.list(place, after, page.lookAhead()),
                change -> Long.toString(change.userId()),
                (json, change) -> write(json, place, change.userId(), call.now()));
    }

    private Answer get(Call call) {
        return answer(place(call), call.id("user_restriction_id"), call.now());
    }

    private Answer update(Call call) {
        long place = place(call);
        long user = call.id("user_restriction_id");
        if (!MASKS.contains(call.parameter("updateMask").orElse(""))) {
            throw Refused.invalid("updateMask is gameJoinRestriction as a whole, not "
                    + call.parameter("updateMask").orElse(""));
        }
        Optional<String> key = idempotencyKey(call).map(sent -> call.path() + " " + sent);
        Optional<Answer> before = key.map(answersByKey::get);
        if (before.isPresent()) {
            return before.get();
        }
        ObjectNode sent = call.body().object();
        if (sent.hasNonNull("gameJoinRestriction")) {
            Ban ban = Ban.parse(sent.get("gameJoinRestriction"), call.now());
            if (restrictions.changesSince(user, call.now().minus(Duration.ofMinutes(1)))
                    >= UPDATES_PER_USER_AND_MINUTE) {
                throw Refused.exhausted("A user's restriction can be changed twice a minute")
                        .with("retry-after", "60");
            }
            restrictions.change(user, place, ban, call.now(), false);
        }
        Answer answer = answer(place, user, call.now());
        key.ifPresent(sentKey -> answersByKey.put(sentKey, answer));
        return answer;
    }

    /** The key under which a repeated request changes nothing, if the call has one. */
    private static Optional<String> idempotencyKey(Call call) {
        call.parameter("idempotencyKey.firstSent").ifPresent(text -> {
            Instant sent;
            try {
                sent = OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException malformed) {
                throw Refused.invalid("idempotencyKey.firstSent must be a time, not " + text);
            }
            if (sent.plus(KEYS_LIVE).isBefore(call.now())) {
                throw Refused.invalid(
                        "idempotencyKey.firstSent is longer ago than keys live, " + KEYS_LIVE.toHours() + " hours");
            }
        });
        return call.parameter("idempotencyKey.key");
    }

    private long place(Call call) {
        if (call.id("universe_id") != world.universe()) {
            throw Refused.denied("The API key has no access to universe " + call.variable("universe_id"));
        }
        if (!call.path().containsKey("place_id")) {
            return Restrictions.UNIVERSE;
        }
        long place = call.id("place_id");
        if (place != world.rootPlace()) {
            throw Refused.notFound("Universe " + world.universe() + " has no place " + place);
        }
        return place;
    }

    private Answer answer(long place, long user, Instant now) {
        return Answer.json(json -> write(json, place, user, now));
    }

    private void write(JsonGenerator json, long place, long user, Instant now) {
        boolean isPlace = place != Restrictions.UNIVERSE;
        Optional<Change> own = restrictions.find(user, place);
        Optional<Change> above = isPlace ? restrictions.find(user, Restrictions.UNIVERSE) : Optional.empty();
        boolean inherited = own.filter(change -> change.ban().holds(now)).isEmpty()
                && above.filter(change -> change.ban().holds(now)).isPresent();
        Optional<Change> told = inherited ? above : own;
        json.writeStartObject();
        json.writeStringProperty(
                "path",
                "universes/" + world.universe() + (isPlace ? "/places/" + place : "") + "/user-restrictions/" + user);
        told.ifPresent(
                change -> json.writeStringProperty("updateTime", change.time().toString()));
        json.writeStringProperty("user", "users/" + user);
        json.writeObjectPropertyStart("gameJoinRestriction");
        told.map(Change::ban).orElse(Ban.NONE).write(json, now);
        json.writeBooleanProperty("inherited", inherited);
        json.writeEndObject();
        json.writeEndObject();
    }
}
