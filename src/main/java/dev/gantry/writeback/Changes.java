package dev.gantry.writeback;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.sink.Outside;
import dev.gantry.sink.Published;
import dev.gantry.sink.Publishing;
import dev.gantry.sink.RowSink;
import dev.gantry.sink.Staged;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/** A sink that changes Open Cloud, as a job says it; a run connects it. */
public interface Changes extends RowSink {

    /** The operations of Open Cloud that it takes. */
    List<ApiOperation> operations();

    /** Whose things it changes, as far as that is known before the first row. */
    List<Changed> changed();

    /** Why what it does stays done, a half sentence; empty: it can be undone. */
    Optional<String> staysDone();

    /** What makes a run's changes, each computed from its row. */
    MakesChanges connect(Writing writing);

    /** What makes the changes that the run's rows are: those of a plan, or of a journal read backwards. */
    MakesChanges connectToPlanned(Writing writing);

    @Override
    default void refuseBadTarget(Outside outside) {}

    @Override
    default ItemStreamWriter<List<Row>> stager(Path stagingFile) {
        throw new IllegalStateException("changes are made by a sink that is connected");
    }

    @Override
    default Published publish(List<Staged> staged, Publishing publishing) {
        throw new IllegalStateException("changes are made by a sink that is connected");
    }
}
