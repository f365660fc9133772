package dev.gantry.sink.schema;

/** How much of the rows an inference watches, and what is worth a note. */
enum Detail {
    /** Rows are written as they are: nothing surprises, but what to sort by has a type. */
    ROWS,
    /** Columns are written as text. */
    COLUMNS,
    ALL
}
