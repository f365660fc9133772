/**
 * What Prometheus is told. Everything below keeps plain counts, which are read when somebody asks; nothing is measured for
 * who never does. Labels are jobs, classes and states, so there are not many; never ids of players, keys or runs. Start at
 * {@link dev.gantry.dashboard.metrics.Metrics}.
 */
@NullMarked
package dev.gantry.dashboard.metrics;

import org.jspecify.annotations.NullMarked;
