package dev.gantry.cli;

import java.io.PrintWriter;

import dev.gantry.run.StopSignal;
import org.jline.utils.Signals;

/**
 * Ctrl-C and SIGTERM ask the run to stop at its next checkpoint instead of ending the process; a second one ends it at
 * once, which loses no more than kill does: at most the rows since the last checkpoint are read again.
 */
final class Interrupts implements AutoCloseable {

    private static final String KEYBOARD = "INT";
    private static final String TERMINATION = "TERM";

    private final StopSignal stop;
    private final PrintWriter err;
    private volatile boolean byKeyboard;

    private Interrupts(StopSignal stop, PrintWriter err) {
        this.stop = stop;
        this.err = err;
        Signals.register(KEYBOARD, () -> onSignal(true));
        Signals.register(TERMINATION, () -> onSignal(false));
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
        Signals.registerDefault(KEYBOARD);
        Signals.registerDefault(TERMINATION);
    }

    private void onSignal(boolean keyboard) {
        if (!stop.give()) {
            Runtime.getRuntime().halt(keyboard ? ExitCode.INTERRUPTED : ExitCode.STOPPED);
        }
        byKeyboard = keyboard;
        err.println("Stopping at the next checkpoint" + (keyboard ? "; Ctrl-C again ends at once." : "."));
        err.flush();
    }
}
