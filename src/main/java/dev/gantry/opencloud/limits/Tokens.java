package dev.gantry.opencloud.limits;

import java.util.Optional;

/** What a lane takes from. Only who has the lane's turn asks and takes. */
interface Tokens {

    /** Nanoseconds until a request may leave that takes so many; 0: now. */
    long untilFree(long amount);

    /** Takes so many, once they are {@linkplain #untilFree free}; what is not there yet is owed. */
    void take(long amount);

    /** Takes so many more, or gives some back if negative. Done by anybody. */
    void settle(long more);

    /** They come at another rate from now on. */
    void comeAt(double rate);

    /** So many machines want some. */
    void shareWith(int machines);

    /** Why there are none, if not for their rate. */
    Optional<Wait> hindrance();
}
