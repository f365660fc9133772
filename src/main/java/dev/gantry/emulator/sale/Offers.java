package dev.gantry.emulator.sale;

import java.util.List;
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

/** {@code GamePasses_*} or {@code DeveloperProducts_*} of the OpenAPI document (checked 2026-11-24). */
public final class Offers {
    private static final int SEEDED = 60;

    private final World world;
    private final Kind kind;
    private final TreeMap<Long, Offer> offers = new TreeMap<>();

    /** What is sold. */
    public enum Kind {
        /** Bought once. */
        PASS(
                "gamePassId",
                "iconAssetId",
                5_000_000,
                "GamePasses_CreateGamePass",
                "GamePasses_UpdateGamePass",
                "GamePasses_GetGamePassConfig",
                "GamePasses_ListGamePassConfigsByUniverse"),
        /** Bought again and again. */
        PRODUCT(
                "productId",
                "iconImageAssetId",
                6_000_000,
                "DeveloperProducts_CreateDeveloperProductV2",
                "DeveloperProducts_UpdateDeveloperProductV2",
                "DeveloperProducts_GetDeveloperProductConfigV2",
                "DeveloperProducts_ListDeveloperProductConfigsByUniverseV2");

        private final String id;
        private final String icon;
        private final long first;
        private final String create;
        private final String update;
        private final String get;
        private final String list;

        Kind(String id, String icon, long first, String create, String update, String get, String list) {
            this.id = id;
            this.icon = icon;
            this.first = first;
            this.create = create;
            this.update = update;
            this.get = get;
            this.list = list;
        }

        String id() {
            return id;
        }

        String icon() {
            return icon;
        }
    }

    /** Those of a fresh world. */
    public Offers(World world, Kind kind) {
        this.world = world;
        this.kind = kind;
        for (long id = kind.first; id < kind.first + SEEDED; id++) {
            offers.put(id, Offer.seeded(id, new Dice(world.seed(), id)));
        }
    }

    /** What the server serves of them. */
    public List<Operation> operations() {
        return List.of(
                Operation.of(kind.create, this::create).failing(ErrorShape.NAMED),
                Operation.of(kind.update, this::update).failing(ErrorShape.NAMED),
                Operation.of(kind.get, this::get).failing(ErrorShape.NAMED),
                Operation.of(kind.list, this::list).failing(ErrorShape.NAMED));
    }

    private Answer create(Call call) {
        world.checkUniverse(call, "universeId");
        Form form = Form.of(call);
        String name = form.text("name")
                .orElseThrow(() -> Refused.invalid("name is missing").detailed("name"));
        Offer offer = new Offer(offers.lastKey() + 1, name, call.now());
        offer.change(form, call.now());
        offers.put(offer.id(), offer);
        return answer(offer);
    }

    private Answer update(Call call) {
        existing(call).change(Form.of(call), call.now());
        return Answer.nothing(204);
    }

    private Answer get(Call call) {
        return answer(existing(call));
    }

    private Answer list(Call call) {
        world.checkUniverse(call, "universeId");
        Page page = Page.of(call);
        long after = page.after().isEmpty() ? 0 : Long.parseLong(page.after());
        List<Offer> found = offers.tailMap(after, false).values().stream()
                .limit(page.lookAhead())
                .toList();
        return page.answer(
                found, offer -> Long.toString(offer.id()), (json, offer) -> offer.write(json, kind, world.universe()));
    }

    private Offer existing(Call call) {
        world.checkUniverse(call, "universeId");
        long id = call.id(kind.id);
        return Optional.ofNullable(offers.get(id))
                .orElseThrow(() -> Refused.notFound("Universe " + world.universe() + " sells no " + id));
    }

    private Answer answer(Offer offer) {
        return Answer.json(json -> offer.write(json, kind, world.universe()));
    }
}
