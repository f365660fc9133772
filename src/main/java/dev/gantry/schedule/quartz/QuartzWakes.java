package dev.gantry.schedule.quartz;

import java.time.Instant;
import java.util.Date;
import java.util.Set;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

/**
 * Quartz on our database: one job of its for each of ours, with one trigger for the next moment. It runs a job's work once
 * at a time, and anew after a crash.
 */
public final class QuartzWakes implements Wakes, AutoCloseable {

    private static final String NAME = "gantry";
    private static final String GROUP = "jobs";

    private final Scheduler scheduler;

    private QuartzWakes(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** What Quartz calls at a job's moment. */
    @FunctionalInterface
    public interface Wakened {
        void work(String job) throws InterruptedException;
    }

    /** Not woken by anything yet. */
    public static QuartzWakes on(QuartzStore store, Wakened wakened) {
        try {
            Scheduler scheduler = store.scheduler(NAME, ManyThreads.class);
            scheduler.setJobFactory((bundle, itself) -> new Wake(wakened));
            return new QuartzWakes(scheduler);
        } catch (SchedulerException refused) {
            throw new IllegalStateException("Quartz could not be set up on the state's database", refused);
        }
    }

    /** Forgets the jobs that are not among these, and begins to wake the others. */
    public void start(Set<String> jobs) {
        try {
            for (JobKey key : scheduler.getJobKeys(GroupMatcher.jobGroupEquals(GROUP))) {
                if (!jobs.contains(key.getName())) {
                    scheduler.deleteJob(key);
                }
            }
            scheduler.start();
        } catch (SchedulerException refused) {
            throw new IllegalStateException("Quartz could not be started", refused);
        }
    }

    @Override
    public void at(String job, Instant moment) {
        Trigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(trigger(job))
                .forJob(key(job))
                .startAt(Date.from(moment))
                .withSchedule(SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
                .build();
        JobDetail detail = JobBuilder.newJob(Wake.class)
                .withIdentity(key(job))
                .storeDurably()
                .requestRecovery()
                .build();
        try {
            scheduler.scheduleJob(detail, Set.of(trigger), true);
        } catch (SchedulerException refused) {
            throw new IllegalStateException("Quartz could not be told when to wake " + job, refused);
        }
    }

    @Override
    public void forget(String job) {
        try {
            // Not the job itself, which keeps its work from being done twice at a time.
            scheduler.unscheduleJob(trigger(job));
        } catch (SchedulerException refused) {
            throw new IllegalStateException("Quartz could not be told to wake " + job + " no more", refused);
        }
    }

    /** Wakes nobody from now on. */
    public void end() {
        try {
            scheduler.standby();
        } catch (SchedulerException refused) {
            throw new IllegalStateException("Quartz could not be stopped", refused);
        }
    }

    @Override
    public void close() {
        try {
            scheduler.shutdown(false);
        } catch (SchedulerException refused) {
            throw new IllegalStateException("Quartz could not be ended", refused);
        }
    }

    private static JobKey key(String job) {
        return JobKey.jobKey(job, GROUP);
    }

    private static TriggerKey trigger(String job) {
        return TriggerKey.triggerKey(job, GROUP);
    }

    /** One wake of one job. */
    @DisallowConcurrentExecution
    record Wake(Wakened wakened) implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            try {
                wakened.work(context.getJobDetail().getKey().getName());
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
