package dev.gantry.opencloud;

/**
 * Asked by calls before each of their sendings: what still waits may be called off, what has left may not. Belongs to the
 * thread that makes the calls.
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

    /**
     * The request was not done, and waits to leave again; not asked where it may have been done.
     *
     * @throws InterruptedException if it is not to
     */
    void waits() throws InterruptedException;
}
