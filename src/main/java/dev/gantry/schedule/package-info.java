/**
 * Runs jobs by their schedules, in {@code gantry serve}: decides which fire times are due, runs them one after the other
 * a job, and remembers each.
 *
 * <p>Quartz only wakes us, once a job, at its next moment; what is due then is decided from the clock and from what the
 * database says was decided before, so a wake that comes late, twice or never changes nothing ({@link
 * dev.gantry.schedule.Due} is that decision, and pure). A {@linkplain dev.gantry.schedule.Firing firing} is written down
 * before it is run, its run's number before the run starts, and its end with what follows from it in one transaction: so
 * a kill at any instant leaves a firing that says what is to be gone on with.
 *
 * <p>One {@link dev.gantry.schedule.WorkOff} of a job is at work at a time, on however many machines: Quartz sees to it, and on a
 * cluster a lock besides, because Quartz goes by clocks. So a firing that is marked as running when one begins is one whose process
 * died. Start at {@link dev.gantry.schedule.Service}; {@link
 * dev.gantry.schedule.Schedules} is for who looks at schedules or changes them.
 */
@NullMarked
package dev.gantry.schedule;

import org.jspecify.annotations.NullMarked;
