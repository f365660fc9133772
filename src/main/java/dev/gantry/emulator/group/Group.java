package dev.gantry.emulator.group;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.gantry.emulator.world.Dice;
import dev.gantry.emulator.world.Population;
import dev.gantry.emulator.world.World;

/** One group. Of the players one in {@code memberStep} is a member, but for those who still ask to be. */
final class Group {
    static final Instant CREATED = Instant.parse("2022-04-01T16:20:30.1234567Z");

    private static final int WAITING_STEP = 10;
    private static final int MOST_WAITING = 200;

    private final long id;
    private final String name;
    private final Population population;
    private final int memberStep;
    private final Roles roles;
    private final Map<Long, Member> changed = new HashMap<>();
    private final Map<Long, Boolean> answered = new HashMap<>();

    /**
     * A member, with the roles held, the lowest first.
     *
     * @param roles ids; never empty
     */
    record Member(long userId, Instant createTime, Instant updateTime, SequencedSet<Long> roles) {
        Member {
            roles = new LinkedHashSet<>(roles);
        }
    }

    /** Somebody who asks to be a member. */
    record Waiting(long userId, Instant createTime) {}

    Group(long id, String name, Population population, int memberStep) {
        this.id = id;
        this.name = name;
        this.population = population;
        this.memberStep = memberStep;
        this.roles = new Roles(id);
    }

    long id() {
        return id;
    }

    String name() {
        return name;
    }

    Roles roles() {
        return roles;
    }

    /** How many are members, the owner among them. */
    int memberCount() {
        int seeded = IntStream.iterate(0, player -> player < population.size(), player -> player + memberStep)
                .map(player -> isWaiting(player) ? 0 : 1)
                .sum();
        long accepted = answered.values().stream().filter(each -> each).count();
        return 1 + seeded + (int) accepted;
    }

    Optional<Member> member(long userId) {
        Member known = changed.get(userId);
        if (known != null) {
            return Optional.of(known);
        }
        if (userId == World.OWNER) {
            return Optional.of(new Member(userId, CREATED, CREATED, set(roles.owner())));
        }
        int player = population.player(userId);
        boolean isMember = player >= 0 && player % memberStep == 0 && !isWaiting(player);
        return isMember ? Optional.of(seeded(player)) : Optional.empty();
    }

    /** Members in the order of their user ids. */
    Stream<Member> members(long after) {
        Stream<Member> owner = member(World.OWNER).stream().filter(member -> member.userId() > after);
        int first = after < World.OWNER ? 0 : Math.max(0, population.player(after) + 1);
        return Stream.concat(
                owner,
                IntStream.range(first, population.size())
                        .mapToObj(player -> member(population.userId(player)))
                        .flatMap(Optional::stream));
    }

    /** Those who still wait, in the order of their user ids. */
    Stream<Waiting> waiting(long after) {
        return IntStream.iterate(WAITING_STEP - 1, player -> player < most(), player -> player + WAITING_STEP)
                .mapToObj(this::waiting)
                .filter(waiting -> waiting.userId() > after && !answered.containsKey(waiting.userId()));
    }

    void set(Member member) {
        changed.put(member.userId(), member);
    }

    /** Ends somebody's wait. Returns whether there was one. */
    boolean answer(long userId, boolean accepted, Instant now) {
        int player = population.player(userId);
        if (player < 0 || !isWaiting(player) || answered.containsKey(userId)) {
            return false;
        }
        answered.put(userId, accepted);
        if (accepted) {
            set(new Member(userId, now, now, set(roles.member())));
        }
        return true;
    }

    private Waiting waiting(int player) {
        Dice dice = new Dice(population.seed() + id, player);
        return new Waiting(population.userId(player), CREATED.plusSeconds(86_400 + dice.below(90_000_000)));
    }

    private Member seeded(int player) {
        Dice dice = new Dice(population.seed() + id, player);
        Instant joined = CREATED.plusSeconds(1 + dice.below(100_000_000)).plusMillis(dice.below(1_000));
        Instant updated = joined.plusSeconds(dice.below(5_000_000));
        SequencedSet<Long> held = set(roles.member());
        // Each further role is held by every fourth of those who hold the one below.
        for (int level = 1; level < Roles.COUNT - 2 && dice.chance(1, 4); level++) {
            held.add(roles.ofLevel(level));
        }
        return new Member(population.userId(player), joined, updated, held);
    }

    private boolean isWaiting(int player) {
        return player % WAITING_STEP == WAITING_STEP - 1 && player < most();
    }

    private int most() {
        return Math.min(population.size(), WAITING_STEP * MOST_WAITING);
    }

    private static SequencedSet<Long> set(long role) {
        return new LinkedHashSet<>(List.of(role));
    }
}
