package dev.gantry.source;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.source.walk.RowReader;
import dev.gantry.source.walk.Stage;

/** One source as a job writes it, under {@code source:} or, once for each row of another, under {@code for-each:}. */
public interface Component {

    /** What it is called in a job. */
    String name();

    /** The operations of Open Cloud that reading it takes. */
    List<ApiOperation> operations();

    /** Whether it says something about the row above it, and so can only stand below one. */
    boolean needsRow();

    /** Why it cannot stand below another, with what to do, where it cannot. */
    default Optional<String> whyNotBelow() {
        return Optional.empty();
    }

    /** The parts that it is read in where it stands outermost. */
    default List<Partition> partitions(Access access) throws InterruptedException {
        return List.of(Partition.whole(name()));
    }

    /** The moment that all its rows are of where it stands outermost, told from its {@linkplain #partitions parts}. */
    default Optional<Instant> asOf(List<Partition> partitions) {
        return Optional.empty();
    }

    /** How one of its {@linkplain #partitions parts} is read; the first stage lists. */
    List<Stage> stages(Partition partition, Access access);

    /** How it is read below each row of another. */
    List<Stage> stagesBelow(Access access);

    /** What is asked when a part held nothing, in case that means a mistake. */
    default RowReader.EmptyCheck whenEmpty(Partition partition, Access access) {
        return () -> {};
    }
}
