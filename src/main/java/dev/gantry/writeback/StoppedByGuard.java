package dev.gantry.writeback;

/** Something that is meant to prevent harm forbids to go on; the message says what, and how to go on if that is wanted. */
public final class StoppedByGuard extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The changes that are made first are made. */
    public static StoppedByGuard held(ReadBack found) {
        return new StoppedByGuard(found.text());
    }

    public StoppedByGuard(String message) {
        super(message);
    }
}
