package dev.gantry.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import dev.gantry.job.Row;
import dev.gantry.sink.Provenance;
import dev.gantry.sink.Published;
import dev.gantry.sink.Publishing;
import dev.gantry.sink.Staged;
import dev.gantry.source.Partition;
import dev.gantry.writeback.MakesChanges;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.core.partition.PartitionStep;
import org.springframework.batch.core.partition.support.SimpleStepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.item.ChunkOrientedStep;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A pipeline as a Spring Batch job: step {@code read}, a partition a thread, then step {@code publish}.
 *
 * <p>The item of a chunk is a batch of rows, and a chunk is one item: so the reader ends chunks by rows, bytes or time,
 * not by a count alone.
 */
final class PipelineJob {

    static final String READ = "read";

    private static final String PUBLISH = "publish";
    private static final int ONE_BATCH = 1;

    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final int partitionsAtOnce;
    private final SpreadLedger spreading;
    private final boolean isShared;
    private final List<ChunkListener<List<Row>, Processed>> listeners;

    /**
     * @param isShared whether several machines may work on a run, one after the other
     * @param listeners told of every chunk of every partition: read, staged
     */
    PipelineJob(
            JobRepository repository,
            PlatformTransactionManager transactions,
            int partitionsAtOnce,
            SpreadLedger spreading,
            boolean isShared,
            List<ChunkListener<List<Row>, Processed>> listeners) {
        this.repository = repository;
        this.transactions = transactions;
        this.partitionsAtOnce = partitionsAtOnce;
        this.spreading = spreading;
        this.isShared = isShared;
        this.listeners = List.copyOf(listeners);
    }

    /** @param published receives what publishing made */
    Job of(Execution execution, AtomicReference<@Nullable Published> published) {
        return new JobBuilder(execution.job().name(), repository)
                .start(read(execution))
                .next(publish(execution, published))
                .build();
    }

    private Step read(Execution execution) {
        SimpleStepExecutionSplitter splitter =
                new SimpleStepExecutionSplitter(repository, READ, gridSize -> contexts(execution.partitions()));
        PartitionStep step = new PartitionStep(repository);
        step.setName(READ);
        step.setStepExecutionSplitter(splitter);
        List<String> order =
                execution.partitions().stream().map(Partition::name).toList();
        step.setPartitionHandler(
                execution.spread().isPresent()
                        ? new PartitionsOverMachines(
                                execution, execution.spread().get(), spreading, repository, order)
                        : new PartitionThreads(partition -> readOne(execution, partition), order, partitionsAtOnce));
        return ready(step);
    }

    /** The step that reads one partition on from where its step execution stands. */
    Step readOne(Execution execution, StepExecution attempt) {
        Partition partition = execution.partition(PartitionThreads.name(attempt));
        ExecutionContext checkpoint = attempt.getExecutionContext();
        AttemptFiles former = execution.files(partition, checkpoint);
        // What changes Open Cloud keeps its place in journals, not in these files, and is not taken from a process that
        // lives.
        AttemptFiles files =
                isShared && !(execution.job().sink() instanceof MakesChanges) ? former.anew(checkpoint) : former;
        ItemStreamReader<List<Row>> reader = execution
                .job()
                .source()
                .reader(partition, execution.reach().access(), execution.bounds(), execution.stop()::isGiven);
        Progress.Partition progress = execution.progress().of(partition.name());
        Rejects rejects = new Rejects(files.rejected(), execution.tolerance());
        var writer = new PartitionStaging(execution.job().sink().stager(files.staged()), rejects, execution.lock());
        ChunkOrientedStep<List<Row>, Processed> step = new ChunkOrientedStep<>(
                READ + ":" + partition.name(),
                ONE_BATCH,
                new ReadThenFinish(reader, writer, progress),
                writer,
                repository);
        step.setItemProcessor(Transforming.of(execution.job()));
        step.setTransactionManager(transactions);
        step.setInterruptionPolicy(execution.stop().orWhen(writer::isHeld));
        listeners.forEach(step::registerChunkListener);
        return ready(step);
    }

    private Step publish(Execution execution, AtomicReference<@Nullable Published> published) {
        return new StepBuilder(PUBLISH, repository)
                .tasklet(
                        (contribution, chunk) -> {
                            execution.progress().publishing();
                            StepExecution step = contribution.getStepExecution();
                            Totals totals = Totals.of(
                                    repository, step.getJobExecution().getJobInstance(), execution.partitions());
                            Rejects.refuseTooMany(
                                    execution.job().errors().skip(),
                                    totals.rejected(),
                                    totals.read().rows());
                            published.set(publish(execution, step));
                            if (totals.rejected() + totals.kept() > 0) {
                                publishRejects(execution, step);
                            }
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .build();
    }

    /** What stops at a checkpoint of its own has the step stopped, not failed. */
    private Published publish(Execution execution, StepExecution step)
            throws InterruptedException, JobInterruptedException {
        try {
            return execution.job().sink().publish(staged(execution, step), publishing(execution));
        } catch (InterruptedException stopped) {
            execution.stop().checkInterrupted(step);
            throw stopped;
        }
    }

    private List<Staged> staged(Execution execution, StepExecution publishing) {
        List<Staged> staged = new ArrayList<>();
        for (Partition partition : execution.partitions()) {
            committed(publishing, partition)
                    .flatMap(context ->
                            Staged.committed(execution.files(partition, context).staged(), context))
                    .ifPresent(staged::add);
        }
        return staged;
    }

    private Optional<ExecutionContext> committed(StepExecution any, Partition partition) {
        return Optional.ofNullable(repository.getLastStepExecution(
                        any.getJobExecution().getJobInstance(), READ + ":" + partition.name()))
                .map(StepExecution::getExecutionContext);
    }

    private void publishRejects(Execution execution, StepExecution publishing) {
        execution
                .job()
                .errors()
                .rejects()
                .ifPresent(target -> Rejects.publish(
                        execution.partitions().stream()
                                .map(partition -> execution
                                        .files(
                                                partition,
                                                committed(publishing, partition).orElseGet(ExecutionContext::new))
                                        .rejected())
                                .toList(),
                        target));
    }

    private Publishing publishing(Execution execution) {
        Provenance provenance = provenance(execution);
        return new Publishing(
                provenance,
                isShared ? provenance.run() + AttemptFiles.another() : provenance.run(),
                rows -> {
                    execution.progress().addPublished(rows);
                    execution.lock().check();
                },
                execution.stop()::isGiven,
                execution.lock()::check,
                execution.reach().outside());
    }

    private static Provenance provenance(Execution execution) {
        Run run = execution.run();
        // Numbers begin anew where the state folder was removed, so a number alone does not tell one run from another.
        return new Provenance(
                run.job(),
                run.id() + "-" + run.started().toEpochMilli(),
                execution.job().source().name(),
                execution.job().source().asOf(execution.partitions()),
                Version.TEXT);
    }

    private static Map<String, ExecutionContext> contexts(List<Partition> partitions) {
        Map<String, ExecutionContext> contexts = new HashMap<>();
        partitions.forEach(partition -> contexts.put(partition.name(), new ExecutionContext()));
        return contexts;
    }

    private static <S extends org.springframework.batch.core.step.AbstractStep> S ready(S step) {
        try {
            step.afterPropertiesSet();
            return step;
        } catch (Exception incomplete) {
            throw new IllegalStateException("the step " + step.getName() + " is not complete", incomplete);
        }
    }
}
