package dev.gantry.run;

import org.jspecify.annotations.Nullable;

/**
 * What a run does with its job: most run it.
 *
 * @param onlyPlans whether changes are computed and journaled, and not made
 * @param undoes the run whose changes are taken back, instead of what the job says
 * @param appliesPlan whether the changes of a plan are made, instead of what the job says
 */
public record Deed(boolean onlyPlans, @Nullable Long undoes, boolean appliesPlan) {

    public static final Deed RUN = new Deed(false, null, false);
    public static final Deed PLAN = new Deed(true, null, false);
    public static final Deed APPLY = new Deed(false, null, true);

    /** @param onlyPlans whether that is only planned */
    public static Deed undo(long run, boolean onlyPlans) {
        return new Deed(onlyPlans, run, false);
    }

    /** As a journal and texts say it. */
    public String verb() {
        String does = undoes != null ? "undo" : appliesPlan ? "apply" : "run";
        return onlyPlans ? "plan" + (undoes != null ? " of undo" : "") : does;
    }
}
