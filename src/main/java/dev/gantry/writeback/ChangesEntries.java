package dev.gantry.writeback;

import java.util.List;

import dev.gantry.opencloud.UniverseId;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.sink.RowSink;

/** A sink that changes entries of data stores, as a job says it; a run connects it. */
public interface ChangesEntries extends RowSink {

    /** The universe that has the stores. */
    UniverseId universe();

    /** The operations of Open Cloud that it takes. */
    List<ApiOperation> operations();

    /** What makes a run's changes, each computed from its row. */
    WritingSink connect(Writing writing);

    /** What makes the changes that the run's rows are: those of a plan, or of a journal read backwards. */
    WritingSink connectToPlanned(Writing writing);
}
