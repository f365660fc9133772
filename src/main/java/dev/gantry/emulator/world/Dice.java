package dev.gantry.emulator.world;

/** Random numbers that depend on a seed and a number only, cheap enough to start anew for every read (SplitMix64). */
public final class Dice {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    public Dice(long seed, long number) {
        this.state = (seed * GAMMA) ^ mix(number + 1);
    }

    /** Scatters a number over the longs from 0 up. */
    public static long mix(long number) {
        long z = number + GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (z ^ (z >>> 31)) & Long.MAX_VALUE;
    }

    /** From 0 to one below {@code bound}. */
    public int below(int bound) {
        state += GAMMA;
        return (int) (mix(state) % bound);
    }

    /** True {@code times} in {@code of}, on average. */
    public boolean chance(int times, int of) {
        return below(of) < times;
    }

    /** One of them. */
    public <T> T oneOf(T[] choices) {
        return choices[below(choices.length)];
    }
}
