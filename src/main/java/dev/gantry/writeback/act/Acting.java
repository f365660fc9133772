package dev.gantry.writeback.act;

import java.util.Optional;

import dev.gantry.job.Field;
import dev.gantry.job.Fields;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.writeback.Changes;
import dev.gantry.writeback.MakesChanges;
import dev.gantry.writeback.Writing;

/** A sink of changes that are no entries', as a job says it: what its rows want, and how that is done. */
public interface Acting extends Changes {

    Wishes wishes(OpenCloud cloud);

    Remote remote(OpenCloud cloud);

    /** The run ends rather than making more. */
    Optional<Long> maxChanges();

    /** What can be told of a row without asking Open Cloud: @throws dev.gantry.job.jq.RowRejected if it names nothing */
    @Override
    void check(Row row);

    /** The field that every such sink has. */
    static Field<Optional<Long>> maxChanges(Fields fields) {
        return fields.optional(
                "max-changes", Shape.integer(1L, Long.MAX_VALUE), "The run ends rather than making more changes");
    }

    @Override
    default MakesChanges connect(Writing writing) {
        ActState state = new ActState(writing, maxChanges());
        return new ActingSink(this, wishes(writing.cloud()), remote(writing.cloud()), state);
    }

    @Override
    default MakesChanges connectToPlanned(Writing writing) {
        ActState state = new ActState(writing, maxChanges());
        Remote remote = remote(writing.cloud());
        return new ActingSink(this, new PlannedWishes(remote, state), remote, state);
    }
}
