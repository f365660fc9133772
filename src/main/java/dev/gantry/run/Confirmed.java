package dev.gantry.run;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gantry.job.UserMistake;
import dev.gantry.writeback.Changed;

/**
 * What may be changed although it is one of production, because somebody has named it.
 *
 * @param paths as Open Cloud has them: {@code universes/1}, {@code groups/7}, {@code users/156}
 * @param isAll whether nothing need be named
 */
public record Confirmed(Set<String> paths, boolean isAll) {

    /** Nothing was named. */
    public static final Confirmed NOTHING = new Confirmed(Set.of(), false);

    /** Of what a schedule runs: that stands in the job's file, where it was thought about, and nobody is there to be asked. */
    public static final Confirmed BY_SCHEDULE = new Confirmed(Set.of(), true);

    private static final String UNIVERSES = Changed.Kind.UNIVERSE.plural() + "/";

    public Confirmed {
        paths = Set.copyOf(paths);
    }

    /** @param named each a path, or the id of a universe */
    public static Confirmed of(Collection<String> named) {
        return new Confirmed(named.stream().map(Confirmed::path).collect(Collectors.toSet()), false);
    }

    private static String path(String named) {
        if (named.matches("[0-9]{1,19}")) {
            return UNIVERSES + named;
        }
        if (named.matches("(universes|groups|users)/[0-9]{1,19}")) {
            return named;
        }
        throw new UserMistake(
                "--confirm takes the id of a universe, or a path such as universes/1, groups/7 or users/156;"
                        + " found " + named + ".");
    }

    boolean has(String path) {
        return isAll || paths.contains(path);
    }
}
