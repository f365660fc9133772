package dev.gantry.run;

import java.util.ArrayList;
import java.util.List;

import dev.gantry.backup.BackupJob;
import dev.gantry.backup.RestoreJob;
import dev.gantry.job.Job;
import dev.gantry.job.Kind;
import dev.gantry.job.Kinds;
import dev.gantry.job.Shape;
import dev.gantry.opencloud.catalog.ApiOperation;
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
import dev.gantry.writeback.Changes;
import dev.gantry.writeback.EntryChanges;
import dev.gantry.writeback.sinks.WritingKinds;

/** The one table of what a job may be made of. */
public final class Components {

    public static final Kinds<RowSource, RowTransform, RowSink> KINDS = new Kinds<>(
            Shape.chainOf("source", Sources.kinds(), "for-each").as(Chain::new),
            List.of(Where.KIND, MapRows.KIND),
            sinks(),
            List.of(BackupJob.KIND, RestoreJob.KIND));

    private Components() {}

    private static List<Kind<? extends RowSink>> sinks() {
        List<Kind<? extends RowSink>> sinks = new ArrayList<>(
                List.of(ParquetFiles.KIND, CsvFiles.KIND, JsonlFiles.KIND, JdbcTable.KIND, EntryChanges.KIND));
        sinks.addAll(WritingKinds.ALL);
        return sinks;
    }

    /** The operations of Open Cloud that a job takes, to read and to write. */
    public static List<ApiOperation> operations(Job<RowSource, RowTransform, RowSink> job) {
        List<ApiOperation> operations = new ArrayList<>(job.source().operations());
        if (job.sink() instanceof Changes changes) {
            changes.operations().stream()
                    .filter(operation -> !operations.contains(operation))
                    .forEach(operations::add);
        }
        return operations;
    }
}
