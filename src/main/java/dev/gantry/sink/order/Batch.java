package dev.gantry.sink.order;

/**
 * Rows of one folder in order, as JSON in UTF-8, one a line.
 *
 * @param folder relative and with slashes; empty where there are none
 */
public record Batch(String folder, byte[] text, int length) {}
