package dev.gantry.opencloud;

/**
 * Asked by a call before each of its sendings: what still waits may be called off, what has left may not. Belongs to the
 * thread that makes the call.
 */
public interface Departure {

    /** Nothing is called off. */
    Departure FREE = new Departure() {
        @Override
        public void leaves() {}

        @Override
        public void waits() {}
    };

    /** The request leaves now: @throws InterruptedException if it is not to */
    void leaves() throws InterruptedException;

    /** The answer is there, cannot stand, and the request waits to leave again: @throws InterruptedException if it is not to */
    void waits() throws InterruptedException;
}
