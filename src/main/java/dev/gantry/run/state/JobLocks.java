package dev.gantry.run.state;

import java.util.Optional;

/** Locks by name, one of a job at a time. Whoever ends lets go of them, however it ends, so a lock tells the living from the dead. */
public interface JobLocks {

    /** Of somebody who is alone anyway. */
    Held ALONE = new Held() {
        @Override
        public boolean isSure() {
            return true;
        }

        @Override
        public void check() {
            // Nobody is there who could take it.
        }

        @Override
        public void close() {
            // Nothing was taken.
        }
    };

    /** Of what changes nothing. */
    Changing NOTHING_CHANGES = () -> {};

    /** Takes the lock; empty when somebody has it, be it this process. */
    Optional<Held> take(String name);

    /** Whether anybody has it. */
    boolean isHeld(String name);

    /**
     * Until that is closed again, nobody takes the locks of this process from it, however long it stands still: it changes what cannot be
     * fenced.
     */
    default Changing whileChanging() {
        return NOTHING_CHANGES;
    }

    /** That something is being changed. */
    @FunctionalInterface
    interface Changing extends AutoCloseable {
        @Override
        void close();
    }

    /** A lock in hand. */
    interface Held extends AutoCloseable {

        /**
         * Whether nobody else can have it just now, as far as this process can tell without asking anybody: to be asked often.
         */
        boolean isSure();

        /**
         * Makes sure that nobody else has it.
         *
         * @throws TakenOver if somebody may
         */
        void check();

        @Override
        void close();
    }
}
