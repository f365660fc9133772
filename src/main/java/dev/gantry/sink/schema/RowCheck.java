package dev.gantry.sink.schema;

import java.util.List;

import dev.gantry.job.Row;
import dev.gantry.job.jq.RowRejected;
import dev.gantry.sink.schema.ColumnType.Struct;

/** Refuses rows that do not fit a declared schema. What passes can be written without loss, rounding or silent nulls. */
final class RowCheck {
    private final Fit row;

    RowCheck(List<Column> columns) {
        row = Fit.of(new Struct(columns));
    }

    /** @throws RowRejected with the place in the row and what is there, but no value */
    void check(Row candidate) {
        Misfit misfit = candidate.json().isObject()
                ? row.misfit(candidate.json())
                : new Misfit("", "a row with columns is an object, found " + Fit.kind(candidate.json()));
        if (misfit != null) {
            throw new RowRejected(
                    candidate.id(),
                    "row " + candidate.id() + ": " + misfit.text()
                            + "; change the schema or the row with map:, or let such rows go with errors: {skip: ...}");
        }
    }
}
