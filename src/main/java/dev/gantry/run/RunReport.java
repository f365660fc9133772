package dev.gantry.run;

import java.util.Optional;

/**
 * How a run, or one more try of it, ended.
 *
 * @param failure what it failed with
 */
public record RunReport(Run run, RunResult result, RunStatus status, Optional<Throwable> failure) {}
