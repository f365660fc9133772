package dev.gantry.run;

import java.util.List;

import dev.gantry.job.Kinds;
import dev.gantry.job.Shape;
import dev.gantry.sink.CsvFiles;
import dev.gantry.sink.JsonlFiles;
import dev.gantry.sink.ParquetFiles;
import dev.gantry.sink.RowSink;
import dev.gantry.sink.jdbc.JdbcTable;
import dev.gantry.source.Chain;
import dev.gantry.source.RowSource;
import dev.gantry.source.Sources;
import dev.gantry.transform.MapRows;
import dev.gantry.transform.RowTransform;
import dev.gantry.transform.Where;

/** The one table of what a job may be made of. */
public final class Components {

    public static final Kinds<RowSource, RowTransform, RowSink> KINDS = new Kinds<>(
            Shape.chainOf("source", Sources.kinds(), "for-each").as(Chain::new),
            List.of(Where.KIND, MapRows.KIND),
            List.of(ParquetFiles.KIND, CsvFiles.KIND, JsonlFiles.KIND, JdbcTable.KIND));

    private Components() {}
}
