package dev.gantry.emulator.ordered;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.Dice;
import dev.gantry.emulator.world.World;

/**
 * The ordered data stores of a world's universe. A fresh one has {@code Coins}, the fortunes of the first thousand players,
 * and {@code Wins}, where many have as many; both in scope {@code global}.
 */
public final class OrderedDataStores {
    private static final int MOST_RANKED = 1_000;
    private static final int LONGEST_NAME = 50;

    private final World world;
    private final Map<Place, OrderedScope> scopes = new HashMap<>();

    /** A scope of a store. */
    record Place(String store, String scope) {
        Place {
            checkName("An ordered data store", store);
            checkName("A scope", scope);
        }
    }

    /** Those that a fresh world has. */
    public OrderedDataStores(World world) {
        this.world = world;
        OrderedScope coins = forWriting(new Place("Coins", "global"));
        OrderedScope wins = forWriting(new Place("Wins", "global"));
        int ranked = Math.min(MOST_RANKED, world.population().size());
        for (int player = 0; player < ranked; player++) {
            Dice dice = new Dice(world.seed() + 17, player);
            String id = "Player_" + world.population().userId(player);
            coins.put(id, dice.below(1 + dice.below(10_000_000)));
            wins.put(id, dice.below(50));
        }
    }

    /** Writes an entry of scope {@code global} as the game does. */
    public void put(String store, String id, long value) {
        forWriting(new Place(store, "global")).put(id, value);
    }

    /** What the server serves of them. */
    public List<Operation> operations() {
        return Stream.of(
                        new EntryOperations(this, EntryOperations.Dialect.V2).operations(),
                        new EntryOperations(this, EntryOperations.Dialect.V1).operations())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Refuses a call that names another universe.
     *
     * @throws Refused 400 when it is no number, 403 when the key has no right to it
     */
    void checkUniverse(Call call, String variable) {
        if (call.id(variable) != world.universe()) {
            throw Refused.denied("The API key has no access to universe " + call.variable(variable));
        }
    }

    /** Where resource paths of a place begin. */
    String path(Place place, String id) {
        return "universes/" + world.universe() + "/ordered-data-stores/" + place.store() + "/scopes/" + place.scope()
                + "/entries/" + id;
    }

    Optional<OrderedScope> find(Place place) {
        return Optional.ofNullable(scopes.get(place));
    }

    OrderedScope forWriting(Place place) {
        return scopes.computeIfAbsent(place, made -> new OrderedScope());
    }

    /**
     * Holds a name to the limits of all data stores.
     *
     * @throws Refused 400 when it is empty or too long
     */
    static String checkName(String what, String name) {
        int length = name.codePointCount(0, name.length());
        if (length < 1 || length > LONGEST_NAME) {
            throw Refused.invalid(what + " has 1 to " + LONGEST_NAME + " characters, not " + length);
        }
        return name;
    }
}
