package dev.gantry.opencloud.limits;

import java.io.IOException;

/** Asks how many players a universe has online. */
@FunctionalInterface
public interface CountPlayers {

    /** @throws IOException when it cannot be known */
    int online(long universe) throws IOException;
}
