package dev.gantry.sink.format;

import dev.gantry.job.Row;
import dev.gantry.sink.schema.Inference;

/** How rows become files. */
public interface FileFormat {
    /** What file names end in, for example {@code .parquet}. */
    String suffix();

    /** Refuses a row that could not be written as it is: @throws dev.gantry.job.jq.RowRejected with the reason */
    default void check(Row row) {}

    /**
     * How DuckDB reads such files, after {@code FROM}.
     *
     * @param files a path with a glob
     */
    default String inDuckDb(String files) {
        return "'" + files + "'";
    }

    /** Watches rows for their schema, with what this format was told about its columns. */
    Inference inference();

    /** Writes files of one run, one after the other; several such may write side by side. */
    FormatWriter writer(Contents contents);
}
