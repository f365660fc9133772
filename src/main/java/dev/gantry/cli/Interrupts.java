package dev.gantry.cli;

import dev.gantry.run.StopSignal;
import java.io.PrintWriter;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C and SIGTERM ask the run to stop at its next checkpoint instead of ending the process; a second one ends it at
 * once, which loses no more than kill does: at most the rows since the last checkpoint are read again.
 */
@SuppressWarnings("sunapi") // The JDK has no other way to tell the two signals apart, and their exit codes differ.
final class Interrupts implements AutoCloseable {

    private static final Signal KEYBOARD = new Signal("INT");
    private static final Signal TERMINATION = new Signal("TERM");

    private final StopSignal stop;
    private final PrintWriter err;
    private final SignalHandler formerKeyboard;
    private final SignalHandler formerTermination;
    private volatile boolean byKeyboard;

    private Interrupts(StopSignal stop, PrintWriter err) {
        this.stop = stop;
        this.err = err;
        this.formerKeyboard = Signal.handle(KEYBOARD, this::onSignal);
        this.formerTermination = Signal.handle(TERMINATION, this::onSignal);
    }

    static Interrupts givingTo(StopSignal stop, PrintWriter err) {
        return new Interrupts(stop, err);
    }

    /** Whether it was Ctrl-C that stopped the run. */
    boolean byKeyboard() {
        return byKeyboard;
    }

    @Override
    public void close() {
        Signal.handle(KEYBOARD, formerKeyboard);
        Signal.handle(TERMINATION, formerTermination);
    }

    private void onSignal(Signal signal) {
        boolean keyboard = signal.equals(KEYBOARD);
        if (!stop.give()) {
            Runtime.getRuntime().halt(keyboard ? ExitCode.INTERRUPTED : ExitCode.STOPPED);
        }
        byKeyboard = keyboard;
        err.println("Stopping at the next checkpoint" + (keyboard ? "; Ctrl-C again ends at once." : "."));
        err.flush();
    }
}
