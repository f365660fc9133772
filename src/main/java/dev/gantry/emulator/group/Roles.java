package dev.gantry.emulator.group;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The roles of a group: guest, member, twenty levels up to admin, and owner. They cannot be changed through Open Cloud. */
final class Roles {
    /** All of them but guest. */
    static final int COUNT = 23;

    private static final int OWNER_RANK = 255;

    private final List<Role> all;

    /**
     * A role.
     *
     * @param id unique among all groups
     * @param rank 0 for guests to 255 for the owner
     */
    record Role(long id, String name, int rank) {
        boolean isGuest() {
            return rank == 0;
        }
    }

    Roles(long group) {
        this.all = IntStream.rangeClosed(0, COUNT)
                .mapToObj(level -> new Role(group * 1_000 + level, name(level), rank(level)))
                .toList();
    }

    List<Role> all() {
        return all;
    }

    Optional<Role> find(long id) {
        return all.stream().filter(role -> role.id() == id).findFirst();
    }

    long member() {
        return all.get(1).id();
    }

    long owner() {
        return all.getLast().id();
    }

    /** A role above member; level 1 is the lowest of them. */
    long ofLevel(int level) {
        return all.get(level + 1).id();
    }

    /** Whether members can be given it. */
    boolean isAssignable(Role role) {
        return !role.isGuest() && role.id() != owner();
    }

    private static int rank(int level) {
        return level == 0 ? 0 : level == COUNT ? OWNER_RANK : level * 10;
    }

    private static String name(int level) {
        return switch (level) {
            case 0 -> "Guest";
            case 1 -> "Member";
            case COUNT - 1 -> "Admin";
            case COUNT -> "Owner";
            default -> "Veteran " + "★".repeat(1 + level / 5) + " " + level;
        };
    }
}
