package dev.gantry.emulator.sale;

import java.time.Instant;

import dev.gantry.emulator.wire.Form;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.Dice;
import tools.jackson.core.JsonGenerator;

/** A game pass or a developer product. */
final class Offer {
    private static final int LONGEST_NAME = 50;
    private static final int LONGEST_DESCRIPTION = 1_000;
    private static final Instant FIRST = Instant.parse("2024-02-01T08:00:00Z");
    private static final String[] NAMES = {"VIP", "Double coins", "Pet slot", "Gravity coil", "Radio 📻", "Żetony"};

    private final long id;
    private final Instant created;
    private Instant updated;
    private String name;
    private String description = "";
    private boolean isForSale;
    private boolean isRegional;
    private boolean isManaged;
    private boolean isOnStorePage;
    private long price;
    private long icon;

    Offer(long id, String name, Instant created) {
        this.id = id;
        this.name = name;
        this.created = created;
        this.updated = created;
        this.icon = id * 10;
    }

    /** One that a fresh world has. */
    static Offer seeded(long id, Dice dice) {
        Offer offer = new Offer(id, dice.oneOf(NAMES) + " " + id % 1_000, FIRST.plusSeconds(dice.below(40_000_000)));
        offer.description = "Seeded";
        offer.isForSale = dice.chance(4, 5);
        offer.price = 5L * (1 + dice.below(200));
        offer.isRegional = dice.chance(1, 3);
        return offer;
    }

    long id() {
        return id;
    }

    /**
     * Takes over what a form has of it.
     *
     * @throws Refused 400 when something does not fit; nothing has changed then
     */
    void change(Form form, Instant now) {
        String newName = form.text("name", LONGEST_NAME).orElse(name);
        String newDescription = form.text("description", LONGEST_DESCRIPTION).orElse(description);
        long newPrice = form.number("price").orElse(price);
        boolean sold = form.flag("isForSale").orElse(isForSale);
        boolean regional = form.flag("isRegionalPricingEnabled").orElse(isRegional);
        boolean managed = form.flag("isManagedPricingEnabled").orElse(isManaged);
        boolean stored = form.flag("storePageEnabled").orElse(isOnStorePage);
        if (newName.isBlank()) {
            throw Refused.invalid("name must not be blank").detailed("name");
        }
        if (sold && newPrice == 0) {
            throw Refused.invalid("price must be 1 or more for what is for sale")
                    .detailed("price");
        }
        name = newName;
        description = newDescription;
        price = newPrice;
        isForSale = sold;
        isRegional = regional;
        isManaged = managed;
        isOnStorePage = stored;
        if (form.file("imageFile").or(() -> form.file("file")).isPresent()) {
            icon++;
        }
        updated = now;
    }

    /** Writes what its creator sees of it; names differ between passes and products. */
    void write(JsonGenerator json, Offers.Kind kind, long universe) {
        json.writeStartObject();
        json.writeNumberProperty(kind.id(), id);
        json.writeStringProperty("name", name);
        json.writeStringProperty("description", description);
        json.writeNumberProperty(kind.icon(), icon);
        json.writeBooleanProperty("isForSale", isForSale);
        if (kind == Offers.Kind.PRODUCT) {
            json.writeNumberProperty("universeId", universe);
            json.writeBooleanProperty("storePageEnabled", isOnStorePage);
            json.writeBooleanProperty("isImmutable", false);
        }
        json.writeObjectPropertyStart("priceInformation");
        json.writeNumberProperty("defaultPriceInRobux", price);
        json.writeArrayPropertyStart("enabledFeatures");
        if (isRegional) {
            json.writeString("RegionalPricing");
        }
        if (isManaged) {
            json.writeString("PriceOptimization");
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeStringProperty("createdTimestamp", created.toString());
        json.writeStringProperty("updatedTimestamp", updated.toString());
        json.writeBooleanProperty("isManagedPricingEnabled", isManaged);
        json.writeEndObject();
    }
}
