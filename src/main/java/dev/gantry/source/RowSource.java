package dev.gantry.source;

import java.util.List;
import java.util.function.BooleanSupplier;

import dev.gantry.job.Row;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.UniverseId;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Where a pipeline's rows come from. */
public interface RowSource {

    /** The universe whose budget the reading spends. */
    UniverseId universe();

    /**
     * The parts that are read side by side, each with its own checkpoint, named for people. Asked once, when a run
     * starts; a resumed run keeps them.
     */
    List<String> partitions(OpenCloud cloud) throws InterruptedException;

    /**
     * A reader of one of the {@linkplain #partitions parts}. An item is a batch of rows.
     *
     * @param bounds of the batch and of what is read ahead
     * @param stopping once true, the batch in hand is handed over as it is
     */
    ItemStreamReader<List<Row>> reader(String partition, OpenCloud cloud, ReadBounds bounds, BooleanSupplier stopping);
}
