package dev.gantry.writeback;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import dev.gantry.job.UserMistake;
import dev.gantry.job.jq.RowRejected;

/** What keeps a run from doing harm; all of its partitions share one. Safe for many threads. */
public final class RunGuards {

    private final Writing writing;
    private final Guards guards;
    private final CanaryWatch canary;
    private final AtomicLong changes = new AtomicLong();

    public RunGuards(Writing writing, Guards guards) {
        this.writing = writing;
        this.guards = guards;
        changes.set(Tally.of(writing.journals(), writing.onlyPlans()).changed());
        boolean isOver = writing.onlyPlans() || writing.goesOn();
        this.canary = new CanaryWatch(isOver ? Optional.empty() : guards.canary(), changes.get());
    }

    public Writing writing() {
        return writing;
    }

    CanaryWatch canary() {
        return canary;
    }

    /**
     * Counts a row that is refused.
     *
     * @throws RuntimeException if that is one too many, and nothing more is to be changed
     */
    void refuse(RowRejected why) {
        if (!writing.allowsRejects()) {
            throw why;
        }
        if (!writing.tolerance().allowsOneMore()) {
            throw tooMany(String.valueOf(why.getMessage()));
        }
    }

    private UserMistake tooMany(String last) {
        return new UserMistake(
                writing.tolerance().rejected() + " of " + writing.tolerance().rows()
                        + " rows were rejected, more than errors: {skip} allows, so nothing more was changed. The last: "
                        + (last.endsWith(".") ? last : last + ".")
                        + " gantry show --changes lists what was changed; mend the job or the rows, or allow more, and run the job"
                        + " again.");
    }

    /**
     * Counts a change before it is made.
     *
     * @param isSentAgain whether it was sent before, so that there is no choice
     * @return false if the changes that are made first are made, and the run was not told to go on
     * @throws StoppedByGuard if that would be one too many
     */
    boolean allowsOneMore(boolean isSentAgain) {
        if (!canary.allowsOneMore(isSentAgain)) {
            return false;
        }
        long made = changes.incrementAndGet();
        if (guards.maxChanges().isPresent() && made > guards.maxChanges().get()) {
            throw new StoppedByGuard("The job would make more than "
                    + guards.maxChanges().get()
                    + " changes, which max-changes: does not allow, so it was stopped"
                    + (writing.onlyPlans()
                            ? "."
                            : " there. gantry show --changes lists what was changed; what can be undone, gantry undo takes"
                                    + " back.")
                    + " If so many are meant, allow more.");
        }
        return true;
    }

    /** One that was begun before the run was interrupted. */
    public void alsoMade() {
        canary.allowsOneMore(true);
        changes.incrementAndGet();
    }

    /** A change that was counted was not made after all. */
    void notMade() {
        canary.notMade();
        changes.decrementAndGet();
    }

    /** Of a row's change that begins. */
    public Count count() {
        return new Count();
    }

    /** Counts one row's change, once, whatever is tried for it. For one thread. */
    public final class Count implements AutoCloseable {
        private boolean isCounted;
        private boolean isMade;

        private Count() {}

        /**
         * Before a change is made.
         *
         * @param isSentAgain whether it was sent before, so that there is no choice
         * @return false if it is not to be made until the run is told to go on
         */
        public boolean allows(boolean isSentAgain) {
            isCounted = isCounted || allowsOneMore(isSentAgain);
            return isCounted;
        }

        public void isMade() {
            isMade = true;
        }

        @Override
        public void close() {
            if (isCounted && !isMade) {
                notMade();
            }
        }
    }
}
