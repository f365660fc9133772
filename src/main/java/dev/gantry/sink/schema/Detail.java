package dev.gantry.sink.schema;

/** How much of the rows an inference watches. */
enum Detail {
    NAMES,
    COLUMNS,
    ALL
}
