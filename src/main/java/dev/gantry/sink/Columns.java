package dev.gantry.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.gantry.job.UserMistake;
import dev.gantry.sink.format.Contents;
import dev.gantry.sink.order.FolderNames;
import dev.gantry.sink.order.SortBy;
import dev.gantry.sink.schema.Column;
import dev.gantry.sink.schema.Inference;
import dev.gantry.sink.schema.RowSchema;

/**
 * The columns of a publication, parted into those of the files and those of the folders' names.
 *
 * @param inFolders those that some row has
 */
record Columns(RowSchema inFiles, List<Column> inFolders, SortBy by, List<String> key, List<String> notes) {

    static Columns of(Inference seen, FolderOptions options) {
        RowSchema schema = seen.schema(options.key());
        List<String> partitionBy = options.partitionBy();
        List<Column> inFolders = schema.isWholeRow()
                ? List.of()
                : schema.columns().stream()
                        .filter(column -> partitionBy.contains(column.name()))
                        .toList();
        inFolders.forEach(column -> refuseUnfit(column, seen));
        List<Column> inFiles = schema.columns().stream()
                .filter(column -> !inFolders.contains(column))
                .toList();
        if (inFiles.isEmpty() && seen.rows() > 0) {
            throw new UserMistake(
                    "partition-by: " + String.join(", ", partitionBy)
                            + " are all the columns there are, so the files would have none. Nothing was published; leave one out.");
        }
        List<String> notes = new ArrayList<>(schema.notes());
        notes.addAll(notesOf("key", options.key(), seen));
        notes.addAll(notesOf("partition-by", partitionBy, seen));
        return new Columns(
                new RowSchema(inFiles, schema.isWholeRow(), schema.notes()),
                inFolders,
                SortBy.of(schema, partitionBy, options.key()),
                options.key().stream()
                        .filter(column -> !partitionBy.contains(column))
                        .toList(),
                notes);
    }

    private static void refuseUnfit(Column column, Inference seen) {
        if (seen.rowsWith(column.name()) > 0 && !FolderNames.canNameFolders(column.type())) {
            throw new UserMistake("partition-by: " + column.name() + " is "
                    + Manifest.described(column.type()).path("type").asString()
                    + ", and only strings, integers, booleans and dates can name folders. Nothing was published; map it to one"
                    + " of these, for example a timestamp to its date: (.time | .[0:10]).");
        }
    }

    private static List<String> notesOf(String option, List<String> columns, Inference seen) {
        return columns.stream()
                .filter(column -> seen.rowsWith(column) < seen.rows())
                .map(column -> option + " " + column + ": " + lacking(seen.rows(), seen.rowsWith(column)))
                .collect(Collectors.toList());
    }

    private static String lacking(long rows, long with) {
        return with == 0
                ? "no row has this column"
                : String.format(Locale.ROOT, "missing or null in %,d rows", rows - with);
    }

    Contents contents(Inference seen, Provenance provenance) {
        return new Contents(inFiles, key, seen.rows(), seen.widestRow(), provenance.metadata());
    }
}
