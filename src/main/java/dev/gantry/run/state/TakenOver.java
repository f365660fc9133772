package dev.gantry.run.state;

/**
 * This process was out of reach for so long that others have taken its locks, and go on with what it did; whatever it finds
 * out by this must not be written down any more.
 */
public final class TakenOver extends RuntimeException {

    private static final long serialVersionUID = 1;

    public TakenOver(String message) {
        super(message);
    }
}
