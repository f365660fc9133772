package dev.gantry.emulator.sale;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.Dice;
import dev.gantry.emulator.world.World;

/**
 * {@code Cloud_GetSubscription} of the OpenAPI document (checked 2026-11-24). One player in three has subscribed to a product,
 * each in a state that follows from the seed; a subscription's id is that of its user.
 */
public final class Subscriptions {
    private static final List<String> PRODUCTS = List.of("EXP-1001", "EXP-1002");
    private static final Set<String> VIEWS = Set.of("", "VIEW_UNSPECIFIED", "BASIC", "FULL");
    private static final Duration PERIOD = Duration.ofDays(30);
    private static final Instant FIRST = Instant.parse("2025-01-01T00:00:00Z");
    private static final String[] PROVIDERS = {"STRIPE", "APPLE", "GOOGLE", "ROBLOX_CREDIT", "ROBUX"};

    private final World world;

    /** Those of a world's players. */
    public Subscriptions(World world) {
        this.world = world;
    }

    /** What the server serves of them. */
    public List<Operation> operations() {
        return List.of(Operation.of("Cloud_GetSubscription", this::get));
    }

    private Answer get(Call call) {
        world.checkUniverse(call, "universe_id");
        String view = call.parameter("view").orElse("");
        if (!VIEWS.contains(view)) {
            throw Refused.invalid("view must be BASIC or FULL, not " + view).detailed("view");
        }
        String product = call.variable("subscription_product_id");
        long user = call.id("subscription_id");
        Dice dice = new Dice(world.seed() ^ product.hashCode(), user);
        if (!PRODUCTS.contains(product) || world.population().player(user) < 0 || !dice.chance(1, 3)) {
            throw Refused.notFound("User " + user + " has no subscription to " + product);
        }
        Instant created = FIRST.plusSeconds(dice.below(300 * 86_400));
        boolean renews = dice.chance(3, 4);
        Instant billed = renews ? lastBilling(created, call.now()) : created;
        Instant end = billed.plus(PERIOD);
        boolean isActive = renews || end.isAfter(call.now());
        String path = "universes/" + world.universe() + "/subscription-products/" + product + "/subscriptions/" + user;
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeStringProperty("path", path);
            json.writeStringProperty("createTime", created.toString());
            json.writeStringProperty("updateTime", billed.toString());
            json.writeBooleanProperty("active", isActive);
            json.writeBooleanProperty("willRenew", renews);
            json.writeStringProperty("lastBillingTime", billed.toString());
            if (renews) {
                json.writeStringProperty("nextRenewTime", end.toString());
                json.writeStringProperty("state", "SUBSCRIBED_WILL_RENEW");
            } else {
                json.writeStringProperty("expireTime", end.toString());
                json.writeStringProperty("state", isActive ? "SUBSCRIBED_WILL_NOT_RENEW" : "EXPIRED");
                json.writeObjectPropertyStart("expirationDetails");
                json.writeStringProperty("reason", "SUBSCRIBER_CANCELLED");
                json.writeEndObject();
            }
            json.writeStringProperty("purchasePlatform", dice.chance(1, 2) ? "DESKTOP" : "MOBILE");
            json.writeStringProperty("paymentProvider", dice.oneOf(PROVIDERS));
            json.writeStringProperty("user", "users/" + user);
            json.writeEndObject();
        });
    }

    private static Instant lastBilling(Instant created, Instant now) {
        long periods = Math.max(0, Duration.between(created, now).dividedBy(PERIOD));
        return created.plus(PERIOD.multipliedBy(periods));
    }
}
