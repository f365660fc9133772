package dev.gantry.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/**
 * Runs the partitions, so many at once, each by a step of its own: unlike Spring Batch's handler, which runs one step
 * for all, so no step holds another partition's reader.
 *
 * @param order in which they begin: all their names
 */
record PartitionThreads(Function<StepExecution, Step> stepOf, List<String> order, int atOnce)
        implements PartitionHandler {

    @Override
    public Collection<StepExecution> handle(StepExecutionSplitter splitter, StepExecution manager) throws Exception {
        List<StepExecution> partitions = sorted(splitter.split(manager, 1), order);
        Set<StepExecution> done = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(
                Math.max(1, Math.min(atOnce, partitions.size())),
                Thread.ofPlatform().name("partition-", 0).factory())) {
            List<Future<StepExecution>> running = new ArrayList<>();
            @Nullable Map<String, String> logged = MDC.getCopyOfContextMap();
            for (StepExecution partition : partitions) {
                running.add(threads.submit(() -> run(partition, logged)));
            }
            for (Future<StepExecution> each : running) {
                done.add(outcome(each));
            }
        }
        return done;
    }

    static List<StepExecution> sorted(Collection<StepExecution> partitions, List<String> order) {
        Map<String, Integer> places = new HashMap<>();
        order.forEach(name -> places.put(name, places.size()));
        return partitions.stream()
                .sorted(Comparator.comparing(partition -> places.getOrDefault(name(partition), Integer.MAX_VALUE)))
                .toList();
    }

    /** @param logged what lines of the log say of the run */
    private StepExecution run(StepExecution partition, @Nullable Map<String, String> logged) throws Exception {
        MDC.setContextMap(logged == null ? Map.of() : logged);
        stepOf.apply(partition).execute(partition);
        return partition;
    }

    /** Of the partition that a step execution is of. */
    static String name(StepExecution partition) {
        return partition.getStepName().substring(PipelineJob.READ.length() + 1);
    }

    private static StepExecution outcome(Future<StepExecution> running) throws Exception {
        try {
            return running.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception reason) {
                throw reason;
            }
            throw failed;
        }
    }
}
