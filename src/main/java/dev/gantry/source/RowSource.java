package dev.gantry.source;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.gantry.job.Row;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.source.walk.ReadBounds;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Where a pipeline's rows come from. */
public interface RowSource {

    /** What it is called in a job. */
    String name();

    /** The moment that all rows are of, where the source has one, told from the parts it is read in. */
    Optional<Instant> asOf(List<Partition> partitions);

    /** The operations of Open Cloud that reading takes: what an API key must be allowed. */
    List<ApiOperation> operations();

    /**
     * The parts that are read side by side, each with its own checkpoint. Asked once, when a run starts; a resumed run
     * keeps them.
     */
    List<Partition> partitions(Access access) throws InterruptedException;

    /**
     * A reader of one of the {@linkplain #partitions parts}. An item is a batch of rows.
     *
     * @param bounds of the batch and of what is read ahead
     * @param stopping once true, the batch in hand is handed over as it is
     */
    ItemStreamReader<List<Row>> reader(Partition partition, Access access, ReadBounds bounds, BooleanSupplier stopping);
}
