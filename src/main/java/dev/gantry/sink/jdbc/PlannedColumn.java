package dev.gantry.sink.jdbc;

import dev.gantry.database.SqlType;
import dev.gantry.sink.schema.Column;

/**
 * Where the values of a column of the rows go.
 *
 * @param name in the table
 * @param stored as what they are written
 */
record PlannedColumn(Column source, String name, SqlType stored) {}
