package dev.gantry.writeback.act;

/** An act cannot be sent as it was planned; nothing was. The message says why, and goes with its row. */
public final class NotSent extends RuntimeException {

    private static final long serialVersionUID = 1;

    public NotSent(String message) {
        super(message);
    }
}
