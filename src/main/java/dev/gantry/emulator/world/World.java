package dev.gantry.emulator.world;

import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Refused;

/**
 * What an emulator is seeded with.
 *
 * @param universe the one universe that its owner's credentials have a right to
 * @param population the players of it, and the users that there are
 */
public record World(long universe, Population population) {
    /** The user to whom universe, group and all credentials belong. */
    public static final long OWNER = 900_000_001L;

    /** The name of the owner. */
    public static final String OWNER_NAME = "EmulatorOwner";

    /** The group that players are members of. */
    public static final long GROUP = 7;

    /** A world of so many players. */
    public static World of(long universe, long seed, int players) {
        return new World(universe, new Population(seed, players));
    }

    /** What everything random follows from. */
    public long seed() {
        return population.seed();
    }

    /** The universe's start place. */
    public long rootPlace() {
        return universe * 10;
    }

    /** Whether a user exists: a player or the owner. */
    public boolean isUser(long id) {
        return id == OWNER || population.player(id) >= 0;
    }

    /**
     * Refuses a call that names another universe.
     *
     * @param variable the path variable that names it
     * @throws Refused 400 when it is no number, 403 when the credential has no right to it
     */
    public void checkUniverse(Call call, String variable) {
        if (call.id(variable) != universe) {
            throw Refused.denied("The credential has no access to universe " + call.variable(variable));
        }
    }
}
