package dev.gantry.cli.doctor;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.gantry.job.JobFile;
import dev.gantry.job.Schedule;
import dev.gantry.opencloud.Connection;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.NeededAccess;
import dev.gantry.run.Components;
import dev.gantry.sink.RowSink;
import dev.gantry.source.RowSource;
import dev.gantry.transform.RowTransform;

/**
 * A job that was found right, as far as its access matters.
 *
 * @param connection that it runs by
 * @param operations that it takes
 * @param universes that its source names
 */
record CheckedJob(
        String name,
        Optional<Schedule> schedule,
        String connection,
        List<ApiOperation> operations,
        Set<String> universes) {

    CheckedJob {
        operations = List.copyOf(operations);
        universes = Set.copyOf(universes);
    }

    static CheckedJob of(JobFile<RowSource, RowTransform, RowSink> file) {
        return new CheckedJob(
                file.job().name(),
                file.job().schedule(),
                file.job().connection().orElse(Connection.DEFAULT),
                Components.operations(file.job()),
                file.said("source", "universe"));
    }

    NeededAccess needed() {
        return NeededAccess.of(operations);
    }

    /** What none of these kinds of credential opens. */
    List<ApiOperation> closed(Set<String> kinds) {
        return operations.stream()
                .filter(operation -> !operation.access().takes().isEmpty()
                        && !operation.access().isOpen())
                .filter(operation -> operation.access().takes().stream().noneMatch(kinds::contains))
                .toList();
    }
}
