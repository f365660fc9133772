package dev.gantry.opencloud.limits;

import java.util.OptionalDouble;

/**
 * What a run has taken so far of something that is limited.
 *
 * @param requests what is counted, one of each name: {@code reads of universe 5}
 * @param taken since the run began
 * @param perMinute how much it may take just now; empty: unlimited
 */
public record Use(String requests, long taken, OptionalDouble perMinute) {}
