package dev.gantry.opencloud.limits;

import org.jspecify.annotations.Nullable;

/** A budget of this process that other machines have, too. Times are those of this process. */
interface Member {

    /** The same on all machines. */
    String budget();

    /** @param news what the others are to be told */
    SharedTokens.Standing standing(SharedTokens.@Nullable Brake news);

    /** What answers have said. */
    SharedTokens.Brake brake();

    /** What the others do. */
    void learn(SharedTokens.Others others);
}
