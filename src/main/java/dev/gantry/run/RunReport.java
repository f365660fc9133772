package dev.gantry.run;

import java.util.Optional;

import dev.gantry.writeback.ReadBack;

/**
 * How a run, or one more try of it, ended.
 *
 * @param failure what it failed with
 * @param held what the entries are like that it changed first, where it waits for the word to go on with the others
 */
public record RunReport(
        Run run, RunResult result, RunStatus status, Optional<Throwable> failure, Optional<ReadBack> held) {}
