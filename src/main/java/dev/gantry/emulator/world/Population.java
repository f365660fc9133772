package dev.gantry.emulator.world;

/**
 * The seeded players: number {@code n} is always the same user for one seed. User ids have ten digits and rise with the
 * player's number, so that listing order and numbering agree.
 *
 * @param seed what they follow from
 * @param size how many there are
 */
public record Population(long seed, int size) {
    /** So many players can be seeded while user ids keep ten digits. */
    public static final int MOST = 8_000_000;

    private static final long FIRST_USER = 1_000_000_000L;
    private static final int SPREAD = 1_000;
    private static final String[] NAMES = {
        "Builder", "Noob", "Zoe", "Lukas", "Mira", "Sakura", "Jose", "Ninja", "Queen", "Pixel"
    };

    /** The user id of a player. */
    public long userId(int player) {
        return FIRST_USER + (long) player * SPREAD + Dice.mix(seed ^ Dice.mix(player)) % SPREAD;
    }

    /** The player with a user id, or -1. */
    public int player(long userId) {
        long player = (userId - FIRST_USER) / SPREAD;
        return userId >= FIRST_USER && player < size && userId((int) player) == userId ? (int) player : -1;
    }

    /** The name that a user signs in with; ASCII letters, digits and underscores. */
    public String name(int player) {
        return new Dice(seed, player).oneOf(NAMES) + "_" + userId(player) % 1_000_000;
    }
}
