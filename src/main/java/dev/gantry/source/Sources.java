package dev.gantry.source;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.gantry.job.Kind;

/** Every source that a job may name: those with a component of their own, and all other lists of the catalogue. */
public final class Sources {

    private static final List<Kind<? extends Component>> OWN = List.of(
            DataStoreEntries.KIND,
            MemoryStoreQueueItems.KIND,
            Call.KIND,
            FileSource.CSV,
            FileSource.JSONL,
            FileSource.PARQUET,
            JdbcRows.KIND);

    private Sources() {}

    /** All of them, those of their own first. */
    public static List<Kind<? extends Component>> kinds() {
        List<Kind<? extends Component>> kinds = new ArrayList<>(OWN);
        kinds.addAll(Resource.kinds(OWN.stream().map(Kind::key).collect(Collectors.toSet())));
        return kinds;
    }
}
