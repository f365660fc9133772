package dev.gantry.schedule;

import java.util.function.Consumer;

import dev.gantry.run.Progress;
import dev.gantry.run.StopSignal;

/** Runs a firing, from its beginning or its last checkpoint, to its end. */
@FunctionalInterface
interface Starts {

    /** @param shown receives the progress as soon as there is some */
    Outcome start(Firing firing, JobEntry job, StopSignal stop, Consumer<Progress> shown) throws InterruptedException;
}
