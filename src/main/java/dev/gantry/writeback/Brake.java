package dev.gantry.writeback;

import java.util.HashSet;
import java.util.Set;

import dev.gantry.opencloud.Departure;
import dev.gantry.opencloud.OpenCloud;

/**
 * Stops the calls of a chunk that have not left yet; those that have come to their end, so that what they did is known. Once
 * pulled it stays so. Safe for many threads.
 */
public final class Brake {

    private final Set<Crossing> under = new HashSet<>();
    private boolean pulled;

    /** A call was called off before it left, so nothing was done. */
    public static final class CalledOff extends Exception {
        private static final long serialVersionUID = 1;

        CalledOff() {
            super("called off before it left", null, false, false);
        }
    }

    /** A call of Open Cloud, or several that belong together. */
    public interface Call<T> {
        T of(OpenCloud cloud) throws InterruptedException;
    }

    /**
     * Makes a call, unless the brake is pulled before it leaves.
     *
     * @param call of several calls only the first is called off: what was begun is brought to its end
     */
    public <T> T make(OpenCloud cloud, Call<T> call) throws InterruptedException, CalledOff {
        Crossing crossing = begin();
        try {
            return call.of(cloud.asking(crossing));
        } catch (InterruptedException interrupted) {
            if (crossing.isCalledOff()) {
                throw new CalledOff();
            }
            throw interrupted;
        } finally {
            end(crossing);
        }
    }

    public synchronized void pull() {
        if (!pulled) {
            pulled = true;
            under.forEach(Crossing::callOff);
        }
    }

    public synchronized boolean isPulled() {
        return pulled;
    }

    private synchronized Crossing begin() throws CalledOff {
        if (pulled) {
            throw new CalledOff();
        }
        Crossing crossing = new Crossing();
        under.add(crossing);
        return crossing;
    }

    /** The interrupt may come after the call is over: the thread must not carry it on into what it does next. */
    private synchronized void end(Crossing crossing) {
        under.remove(crossing);
        if (crossing.calledOff) {
            var unused = Thread.interrupted();
        }
    }

    /** One call or several, of the thread that made them. */
    private final class Crossing implements Departure {
        private final Thread thread = Thread.currentThread();
        private boolean hasLeft;
        private boolean isBegun;
        private boolean calledOff;

        @Override
        public void leaves() throws InterruptedException {
            synchronized (Brake.this) {
                if (hasLeft) {
                    // What has left before was answered, or may have been done: this one follows it.
                    isBegun = true;
                } else {
                    refuseIfPulled();
                    hasLeft = true;
                }
            }
        }

        @Override
        public void waits() throws InterruptedException {
            synchronized (Brake.this) {
                if (!isBegun) {
                    hasLeft = false;
                    refuseIfPulled();
                }
            }
        }

        private void refuseIfPulled() throws InterruptedException {
            if (pulled) {
                calledOff = true;
                throw new InterruptedException("called off before it left");
            }
        }

        /** Called with the brake's lock. */
        void callOff() {
            if (!hasLeft) {
                calledOff = true;
                thread.interrupt();
            }
        }

        boolean isCalledOff() {
            synchronized (Brake.this) {
                return calledOff;
            }
        }
    }
}
