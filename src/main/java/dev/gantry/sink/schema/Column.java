package dev.gantry.sink.schema;

/** A column of a row or of a struct in it, under the name it has in the JSON. */
public record Column(String name, ColumnType type) {}
