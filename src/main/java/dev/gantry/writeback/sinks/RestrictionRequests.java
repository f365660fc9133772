package dev.gantry.writeback.sinks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.Request;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.writeback.ExactJson;
import dev.gantry.writeback.act.Remote;
import dev.gantry.writeback.act.ResourcePath;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.Sending;
import dev.gantry.writeback.journal.Target;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Restrictions of users as Open Cloud has them ({@code UserRestriction} of the OpenAPI document, checked on 2026-11-26). An image
 * is a {@code gameJoinRestriction}, with its {@code startTime} where it was read. Every update has a key of its own, so that its
 * repeat restricts nobody twice.
 */
record RestrictionRequests() implements Remote.Kept {

    static final ApiOperation GET = Catalog.ofProgram().operation("Cloud_GetUserRestriction__Using_Universes");
    static final ApiOperation UPDATE = Catalog.ofProgram().operation("Cloud_UpdateUserRestriction__Using_Universes");
    static final ApiOperation GET_OF_PLACE =
            Catalog.ofProgram().operation("Cloud_GetUserRestriction__Using_Universes_Places");
    static final ApiOperation UPDATE_OF_PLACE =
            Catalog.ofProgram().operation("Cloud_UpdateUserRestriction__Using_Universes_Places");

    private static final String FIELD = "gameJoinRestriction";
    private static final String START = "startTime";
    private static final String DURATION = "duration";
    private static final List<String> WRITTEN =
            List.of("active", DURATION, "displayReason", "privateReason", "excludeAltAccounts");

    @Override
    public boolean isKeyed() {
        return true;
    }

    @Override
    public Optional<String> read(OpenCloud cloud, Target target) throws InterruptedException {
        ApiOperation operation = isOfPlace(target) ? GET_OF_PLACE : GET;
        return Optional.of(
                image(cloud.call(ResourcePath.request(operation, target.name())).json()));
    }

    private static boolean isOfPlace(Target target) {
        return target.name().contains("/places/");
    }

    /** A place's own restriction; one that it has from its universe is not its own. */
    private static String image(JsonNode restriction) {
        JsonNode told = restriction.path(FIELD);
        ObjectNode image = JsonNodeFactory.instance.objectNode();
        boolean isOwn = !told.path("inherited").asBoolean(false);
        image.put("active", isOwn && told.path("active").asBoolean(false));
        if (isOwn) {
            for (String name : List.of(START, DURATION, "displayReason", "privateReason", "excludeAltAccounts")) {
                if (told.hasNonNull(name)) {
                    image.set(name, told.get(name));
                }
            }
        }
        return ExactJson.text(image);
    }

    @Override
    public boolean isSame(String one, String other) {
        return areSame(one, other);
    }

    /** One that does not hold is like any other that does not, and like none. */
    static boolean areSame(String one, String other) {
        JsonNode first = ExactJson.parse(one);
        JsonNode second = ExactJson.parse(other);
        boolean isActive = first.path("active").asBoolean(false);
        if (isActive != second.path("active").asBoolean(false)) {
            return false;
        }
        return !isActive
                || (first.path(DURATION)
                                .asString("")
                                .equals(second.path(DURATION).asString(""))
                        && first.path("displayReason")
                                .asString("")
                                .equals(second.path("displayReason").asString(""))
                        && first.path("privateReason")
                                .asString("")
                                .equals(second.path("privateReason").asString(""))
                        && first.path("excludeAltAccounts").asBoolean(false)
                                == second.path("excludeAltAccounts").asBoolean(false)
                        && (!first.has(START)
                                || !second.has(START)
                                || first.get(START).equals(second.get(START))));
    }

    @Override
    public Optional<String> write(OpenCloud cloud, Act act) throws InterruptedException {
        ApiOperation operation = isOfPlace(act.target()) ? UPDATE_OF_PLACE : UPDATE;
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set(
                FIELD,
                restriction(
                        ExactJson.parse(act.after().orElseThrow()), cloud.time().now()));
        Sending sending = act.sending();
        Request request = ResourcePath.request(operation, act.target().name())
                .withQuery("updateMask", FIELD)
                .withQuery("idempotencyKey.key", sending.key())
                .withQuery("idempotencyKey.firstSent", sending.firstSent())
                .withBody(body)
                .repeatable();
        return Optional.of(image(cloud.call(request).json()));
    }

    /** What is written. One that began earlier, and is put back, ends when it would have ended. */
    private static ObjectNode restriction(JsonNode image, Instant now) {
        ObjectNode restriction = JsonNodeFactory.instance.objectNode();
        WRITTEN.stream().filter(image::hasNonNull).forEach(name -> restriction.set(name, image.get(name)));
        if (image.has(START) && image.has(DURATION)) {
            Instant start = Instant.parse(image.path(START).asString());
            long seconds = Long.parseLong(image.path(DURATION).asString().replaceFirst("(\\.\\d+)?s$", ""));
            long left = Duration.between(now, start.plusSeconds(seconds)).toSeconds();
            if (left > 0) {
                restriction.put(DURATION, left + "s");
            } else {
                restriction.put("active", false).remove(DURATION);
            }
        }
        return restriction;
    }
}
