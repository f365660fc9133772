package dev.gantry.run;

import java.util.List;

import dev.gantry.job.Kinds;
import dev.gantry.sink.ParquetFiles;
import dev.gantry.sink.RowSink;
import dev.gantry.source.DataStoreEntries;
import dev.gantry.source.RowSource;
import dev.gantry.transform.MapRows;
import dev.gantry.transform.RowTransform;
import dev.gantry.transform.Where;

/** The one table of what a job may be made of. */
public final class Components {

    public static final Kinds<RowSource, RowTransform, RowSink> KINDS =
            new Kinds<>(List.of(DataStoreEntries.KIND), List.of(Where.KIND, MapRows.KIND), List.of(ParquetFiles.KIND));

    private Components() {}
}
