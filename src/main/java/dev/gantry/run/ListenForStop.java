package dev.gantry.run;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every second whether another process has asked a run to stop, and gives the signal then. */
final class ListenForStop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ListenForStop.class);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("listen-for-stop").factory());

    private ListenForStop() {}

    static ListenForStop of(BooleanSupplier isToStop, StopSignal stop) {
        ListenForStop listening = new ListenForStop();
        var unused = listening.clock.scheduleWithFixedDelay(() -> look(isToStop, stop), 1, 1, TimeUnit.SECONDS);
        return listening;
    }

    private static void look(BooleanSupplier isToStop, StopSignal stop) {
        try {
            if (isToStop.getAsBoolean()) {
                stop.give();
            }
        } catch (RuntimeException unreadable) {
            LOG.debug("cannot tell whether the run is to stop; looks again in a second", unreadable);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
