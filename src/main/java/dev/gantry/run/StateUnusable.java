package dev.gantry.run;

/** The state folder's database cannot be opened or written; the message says why and what to do. */
public final class StateUnusable extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StateUnusable(String message, Throwable cause) {
        super(message, cause);
    }
}
