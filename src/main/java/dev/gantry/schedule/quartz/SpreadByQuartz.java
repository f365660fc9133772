package dev.gantry.schedule.quartz;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.gantry.run.Spread;
import dev.gantry.run.SpreadWork;
import dev.gantry.run.StopSignal;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Partitions as jobs of a clustered Quartz: one that is offered is a job with one trigger for now, which whatever machine has a free
 * place fires. Closed until a service of a cluster opens it.
 */
public final class SpreadByQuartz implements Spread, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpreadByQuartz.class);
    private static final String NAME = "gantry-partitions";
    private static final String GROUP = "partitions";
    private static final String RUN = "run";

    private final QuartzStore store;
    private final int atOnce;
    private final Set<StopSignal> working = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Scheduler scheduler;
    private volatile boolean isEnding;

    /** @param atOnce how many partitions this machine works on */
    public SpreadByQuartz(QuartzStore store, int atOnce) {
        this.store = store;
        this.atOnce = atOnce;
    }

    /** From now on this machine works on what is offered. */
    public void open(SpreadWork work) {
        try {
            Scheduler quartz = store.few(NAME, atOnce);
            quartz.setJobFactory((bundle, itself) -> new Work(this, work));
            scheduler = quartz;
            quartz.start();
        } catch (SchedulerException refused) {
            throw new IllegalStateException("Quartz could not be set up for partitions", refused);
        }
    }

    @Override
    public boolean isOpen() {
        return scheduler != null && !isEnding;
    }

    @Override
    public void offer(long run, long stepExecution) {
        JobDataMap data = new JobDataMap();
        data.put(RUN, Long.toString(run));
        Trigger now = TriggerBuilder.newTrigger()
                .withIdentity(Long.toString(stepExecution), GROUP)
                .forJob(key(stepExecution))
                .startNow()
                .withSchedule(SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
                .build();
        try {
            opened().scheduleJob(
                            JobBuilder.newJob(Work.class)
                                    .withIdentity(key(stepExecution))
                                    .usingJobData(data)
                                    .requestRecovery()
                                    .build(),
                            Set.of(now),
                            true);
        } catch (SchedulerException refused) {
            throw new IllegalStateException("a partition of run " + run + " could not be offered", refused);
        }
    }

    @Override
    public void withdraw(long stepExecution) {
        try {
            opened().deleteJob(key(stepExecution));
        } catch (SchedulerException refused) {
            throw new IllegalStateException("a partition could not be taken back", refused);
        }
    }

    private Scheduler opened() {
        Scheduler quartz = scheduler;
        if (quartz == null) {
            throw new IllegalStateException("partitions are not spread by this process");
        }
        return quartz;
    }

    private static JobKey key(long stepExecution) {
        return JobKey.jobKey(Long.toString(stepExecution), GROUP);
    }

    private void work(SpreadWork work, long run, long stepExecution) throws InterruptedException {
        StopSignal stop = new StopSignal();
        working.add(stop);
        try {
            if (isEnding) {
                stop.give();
            }
            work.work(run, stepExecution, stop);
        } finally {
            working.remove(stop);
        }
    }

    /** Takes nothing more, and hands what it works on on to others, at the next checkpoint. */
    public void end() {
        isEnding = true;
        Scheduler quartz = scheduler;
        if (quartz != null) {
            try {
                quartz.standby();
            } catch (SchedulerException refused) {
                throw new IllegalStateException("Quartz could not be stopped", refused);
            }
        }
        working.forEach(StopSignal::give);
    }

    public boolean isIdle() {
        return working.isEmpty();
    }

    @Override
    public void close() {
        Scheduler quartz = scheduler;
        if (quartz != null) {
            try {
                quartz.shutdown(false);
            } catch (SchedulerException refused) {
                throw new IllegalStateException("Quartz could not be ended", refused);
            }
        }
    }

    /** One attempt at a partition. */
    record Work(SpreadByQuartz spread, SpreadWork work) implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            String step = context.getJobDetail().getKey().getName();
            long run = Long.parseLong(context.getMergedJobDataMap().getString(RUN));
            try {
                spread.work(work, run, Long.parseLong(step));
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException failed) {
                LOG.error("A partition of run {} could not be worked on; another attempt follows.", run, failed);
            }
        }
    }
}
