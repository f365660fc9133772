package dev.gantry.run.shown;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.gantry.run.Run;
import dev.gantry.run.RunLedger;
import dev.gantry.source.walk.ReadCounts;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;

/**
 * A step of a run's last try, as the job repository has it.
 *
 * @param rows delivered up to its last checkpoint; of a step that is no partition, none
 * @param isPartition whether it reads one
 */
public record ShownStep(
        String name, String status, long rows, boolean isPartition, Optional<Instant> began, Optional<Instant> ended) {

    private static final String PARTITION = "read:";

    /** In the order in which they began. */
    public static List<ShownStep> of(RunLedger ledger, Run run) {
        return ledger.lastExecution(run.job(), run.id())
                .map(execution -> execution.getStepExecutions().stream()
                        .map(ShownStep::of)
                        .sorted(Comparator.comparing(
                                (ShownStep step) -> step.began().orElse(Instant.MAX)))
                        .toList())
                .orElse(List.of());
    }

    private static ShownStep of(StepExecution step) {
        boolean isPartition = step.getStepName().startsWith(PARTITION);
        return new ShownStep(
                isPartition ? step.getStepName().substring(PARTITION.length()) : step.getStepName(),
                step.getStatus().name().toLowerCase(Locale.ROOT),
                isPartition ? ReadCounts.in(step.getExecutionContext()).rows() : 0,
                isPartition,
                moment(step.getStartTime()),
                moment(step.getEndTime()));
    }

    /** Spring Batch keeps the time that the clocks of the machine show. */
    private static Optional<Instant> moment(@Nullable LocalDateTime time) {
        return Optional.ofNullable(time)
                .map(shown -> shown.atZone(ZoneId.systemDefault()).toInstant());
    }
}
